"""Elasticsearch finds what the index in the database finds, follows it in order, and may be away."""

import time
import uuid
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.db import connection
from elasticsearch import Elasticsearch

from config.checks import elasticsearch_stands_beside_postgresql, papers_dont_travel_in_the_clear
from core import clock
from core.registries import SEARCHABLES
from papers.models import Classification, Paper
from search import door, refreshing
from search.backends import backend, in_database
from search.backends.base import Scope
from search.elastic import client, filling, following, indices, outgoing, sending
from search.models import IndexState, Outgoing, Piece
from search.queries import parse
from search.registering import Entry, Searchable
from tests.search.test_finding import hits_of, laid
from tools.services import free_port

# The node's first answers wait for its classes to be loaded, and for the machine.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
LINE = "kinh tế xã hội hoà bình hòa uỷ ban ủy quyền đất đai họp hợp hộp ky kỳ kỹ 17/NQ-CP 30/2020/NĐ-CP"
WORDS = LINE.split()


@pytest.fixture
def scope(monkeypatch: pytest.MonkeyPatch, elasticsearch: str) -> Scope:
    """A kind all of which may be seen."""
    seen = Piece.objects.filter(kind="thử").values("ref")
    kind = Searchable("thử", "Thử", (), lambda _ids: {}, lambda _user: seen, lambda _user, _places: {})
    monkeypatch.setattr(SEARCHABLES, "_entries", {"thử": kind})
    return Scope(None, (kind,))


def put(ref: uuid.UUID, *texts: str, **values: Any) -> None:
    """One thing with these pages."""
    entries = [
        Entry(ref=ref, page=page, text=text, moment=clock.real() - timedelta(days=page % 3), **values)
        for page, text in enumerate(texts, start=1)
    ]
    backend().replace("thử", {ref: entries})


def counts(address: str, classification: str) -> int:
    """Documents in the index of a class."""
    return int(Elasticsearch(address).count(index=indices.alias(classification))["count"])


def test_the_same_is_found_in_the_same_order(scope: Scope) -> None:
    rng = Random(20261129)
    for _thing in range(12):
        put(uuid.uuid4(), *(" ".join(rng.choices(WORDS, k=rng.randint(3, 14))) for _page in range(6)))
    backend().settle()
    found = 0
    for _query in range(60):
        words = rng.choices(WORDS, k=rng.randint(1, 4))
        text = rng.choice(("{}", '"{}"', '"{}"~2', "{} hợp")).format(" ".join(words))
        query, index = parse(text), backend()
        if "~" in text and any(first == second for first, second in pairwise(query.words)):
            continue  # SQLite takes one word for both
        for missing in range(min(len(query.clauses), 3)):
            rows = index.matching(query, scope, 50, missing)
            assert rows == in_database().matching(query, scope, 50, missing), (text, missing)
            found += len(rows)
        assert index.best(query, scope, 30) == in_database().best(query, scope, 30), text
        mine, its = index.find(query, scope, 2000, 20), in_database().find(query, scope, 2000, 20)
        assert {row.ref for row in mine.rows} == {row.ref for row in its.rows}, text
        assert mine.is_more == its.is_more and len(mine.best) == len(its.best)
        assert not index.is_reserve, text
    assert found > 200


def test_old_never_follows_new_and_what_is_gone_stays_gone(scope: Scope, elasticsearch: str) -> None:
    ref = uuid.uuid4()
    put(ref, "bản cũ")
    old = list(Outgoing.objects.order_by("pk"))
    late = sending.operations(old)
    put(ref, "bản mới")
    backend().settle()
    with client.reached(10) as link:
        sending.bulk(link, late, refresh=True)
    assert not backend().matching(parse("cũ"), scope, 9) and backend().matching(parse("mới"), scope, 9)
    put(ref)
    backend().settle()
    with client.reached(10) as link:
        sending.bulk(link, late, refresh=True)
    assert counts(elasticsearch, "") == 0


def test_each_class_has_an_index_and_what_changes_class_moves(scope: Scope, elasticsearch: str) -> None:
    ref = uuid.uuid4()
    put(ref, "một trang", classification="internal")
    backend().settle()
    filling.fill()
    assert (counts(elasticsearch, "internal"), counts(elasticsearch, "")) == (1, 0)
    put(ref, "một trang")
    backend().settle()
    assert (counts(elasticsearch, "internal"), counts(elasticsearch, "")) == (0, 1)
    kept = Elasticsearch(elasticsearch).search(index=indices.alias(), stored_fields=["*"])["hits"]["hits"]
    assert kept and all("_source" not in hit for hit in kept)


def test_what_changes_while_an_index_is_made_is_in_it(scope: Scope, elasticsearch: str) -> None:
    first, second, third = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    put(first, "đầu tiên")
    put(second, "thứ hai")
    before = set(Elasticsearch(elasticsearch).indices.get(index=indices.alias()))

    def meanwhile(_done: int, _all: int) -> None:
        put(first, "đã đổi")
        put(second)
        put(third, "thứ ba")
        backend().settle()  # the old one goes on following
        assert [row.ref for row in backend().matching(parse("thứ ba"), scope, 9)] == [third]

    assert filling.fill(meanwhile) >= 2
    after = set(Elasticsearch(elasticsearch).indices.get(index=indices.alias()))
    assert after and not before & after
    assert not set(Elasticsearch(elasticsearch).indices.get(index=indices.alias() + "-*")) & before
    assert backend().matching(parse("đã đổi"), scope, 9) and backend().matching(parse("thứ ba"), scope, 9)
    assert not backend().matching(parse("đầu tiên"), scope, 9)
    assert not backend().matching(parse("thứ hai"), scope, 9)
    assert outgoing.state().building == "" and Outgoing.objects.count() <= 1


def test_away_the_database_answers_and_nobody_waits_twice(elasticsearch: str, settings: Any) -> None:
    _paper, user = laid("kho bạc nhà nước")
    assert not door.find(user, "kho bạc").is_reserve
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"
    Paper.objects.filter(title="Tờ trình về đề án").update(title="Tờ trình đổi tên")
    answer = door.find(user, "đổi tên")
    assert (answer.is_reserve, answer.total) == (True, 1)
    with pytest.raises(client.Unavailable, match="a moment ago"), client.reached(1):
        pass
    assert door.find(user, "kho bạc").total == 1
    settings.ELASTICSEARCH_URL = elasticsearch
    client.refuse_from_now(0)
    sending.send()
    answer = door.find(user, "đổi tên")
    assert (answer.is_reserve, answer.total) == (False, 1)


def test_while_it_looks_something_else_is_done_and_its_failures_are_told(scope: Scope) -> None:
    ref, done = uuid.uuid4(), list[str]()
    put(ref, "kinh tế")
    backend().settle()
    busy = replace(scope, meanwhile=lambda: done.append("once"))
    assert [row.ref for row in backend().find(parse("kinh tế"), busy, 10, 10).rows] == [ref]
    assert done == ["once"]
    with pytest.raises(ZeroDivisionError):
        backend().find(parse("kinh tế"), replace(scope, meanwhile=lambda: 1 / 0), 10, 10)


def test_behind_the_database_answers_and_says_so(elasticsearch: str, client: Any) -> None:
    _paper, user = laid("kho bạc nhà nước")
    refreshing.catch_up()
    Outgoing.objects.update(at=clock.real() - timedelta(seconds=6))
    client.force_login(user)
    page = client.get("/search/", {"q": "kho bạc"}).content.decode()
    assert "Máy chủ tìm kiếm" in page and "kho" in page
    sending.send()
    page = client.get("/search/", {"q": "kho bạc"}).content.decode()
    assert "Máy chủ tìm kiếm" not in page


def test_an_emptied_one_is_filled_again(elasticsearch: str) -> None:
    _paper, user = laid("kho bạc nhà nước")
    assert not door.find(user, "kho bạc").is_reserve
    link = Elasticsearch(elasticsearch)
    link.indices.delete(index=",".join(link.indices.get(index=indices.alias() + "-*")))
    answer = door.find(user, "kho bạc")
    assert (answer.is_reserve, answer.total) == (True, 1)
    assert outgoing.state().live == ""
    filling.fill_if_needed()
    answer = door.find(user, "kho bạc")
    assert (answer.is_reserve, answer.total) == (False, 1)


def test_a_change_for_an_emptied_one_makes_no_index_of_its_own(scope: Scope, elasticsearch: str) -> None:
    link = Elasticsearch(elasticsearch)
    link.indices.delete(index=",".join(link.indices.get(index=indices.alias() + "-*")))
    put(uuid.uuid4(), "một trang")
    with pytest.raises(client.Emptied):
        sending.send()
    assert not link.indices.get(index=indices.alias() + "*")
    assert outgoing.state().live == ""


def test_what_changed_while_it_was_switched_off_is_not_lost(scope: Scope, settings: Any) -> None:
    address, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, ""
    put(uuid.uuid4(), "lúc tắt")
    settings.ELASTICSEARCH_URL = address
    assert backend().is_reserve and backend().matching(parse("lúc tắt"), scope, 9)
    filling.fill_if_needed()
    assert not backend().is_reserve and backend().matching(parse("lúc tắt"), scope, 9)


def test_a_filling_nobody_finished_is_forgotten(elasticsearch: str) -> None:
    IndexState.objects.filter(pk=IndexState.ELASTIC).update(building="20200101000000000000")
    filling.fill_if_needed()
    assert outgoing.state().building == "" and outgoing.state().live


def test_a_filling_somebody_overtook_leaves_the_newer_one(scope: Scope) -> None:
    put(uuid.uuid4(), "một trang")
    inner: list[str] = []

    def overtake(_done: int, _all: int) -> None:
        if not inner:
            inner.append("once")
            filling.fill()
            inner.append(outgoing.state().live)

    with pytest.raises(filling.TakenOver):
        filling.fill(overtake)
    assert outgoing.state().live == inner[1]
    assert backend().matching(parse("một trang"), scope, 9)


def test_a_thread_sends_when_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[float] = []

    def work() -> None:
        done.append(time.monotonic())
        if len(done) == 1:
            raise client.Unavailable("away")

    worker = following.Worker(work)
    for number in (1, 2):
        worker.wake()
        end = time.monotonic() + 10
        while len(done) < number and time.monotonic() < end:
            time.sleep(0.01)
    assert len(done) == 2


def test_a_paper_whose_class_goes_up_is_found_by_its_readers(elasticsearch: str) -> None:
    paper, user = laid("kho bạc nhà nước")
    assert [hit.kind for hit in hits_of(user, "kho bạc")] == ["paper"]
    Paper.objects.filter(pk=paper.pk).update(classification=Classification.INTERNAL)
    assert [hit.kind for hit in hits_of(user, "kho bạc")] == ["paper"]
    broken = replace(SEARCHABLES["paper"], visible_to=lambda _user: Paper.objects.none().values("pk"))
    assert not backend().matching(parse("kho bạc"), Scope(user, (broken,)), 9)


@pytest.mark.parametrize(
    ("address", "is_refused"),
    [
        ("http://search.example:9200", True),
        ("https://search.example:9200", False),
        ("http://127.0.0.1:9200", False),
        ("", False),
    ],
)
def test_papers_dont_travel_in_the_clear(address: str, is_refused: bool, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = address
    settings.SETTINGS_MODULE = "config.settings.prod"
    assert [error.id for error in papers_dont_travel_in_the_clear(None)] == ["ecabinet.E002"] * is_refused


@pytest.mark.parametrize(("engine", "is_refused"), [("sqlite3", True), ("postgresql", False)])
def test_in_production_it_stands_beside_postgresql(
    engine: str, is_refused: bool, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ELASTICSEARCH_URL = "https://search.example:9200"
    settings.SETTINGS_MODULE = "config.settings.prod"
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{engine}")
    assert [error.id for error in elasticsearch_stands_beside_postgresql(None)] == [
        "ecabinet.E003"
    ] * is_refused


def test_what_waits_is_one_row_for_each_piece_and_class(scope: Scope, elasticsearch: str) -> None:
    ref = uuid.uuid4()
    put(ref, "một", "hai")
    for number in range(5):
        put(ref, f"một {number}", "hai")
    waiting = Outgoing.objects.filter(is_sent=False)
    assert sorted(waiting.values_list("page", flat=True)) == [1, 2]
    backend().settle()
    for classification in ("internal", "", "internal", ""):
        put(ref, "một 9", "hai", classification=classification)
    assert sorted(waiting.values_list("page", "classification")) == [
        (1, ""),
        (1, "internal"),
        (2, ""),
        (2, "internal"),
    ]
    put(ref, "một 9", "hai", classification="internal")
    backend().settle()
    assert (counts(elasticsearch, ""), counts(elasticsearch, "internal")) == (0, 2)
    assert backend().matching(parse("một 9"), scope, 9)


def test_of_too_much_that_waits_nothing_is_kept_and_all_is_filled_anew(
    scope: Scope, elasticsearch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "MOST", 10)
    for number in range(12):
        put(uuid.uuid4(), f"một {number}")
    assert outgoing.state().live == "" and Outgoing.objects.count() <= 2
    for number in range(30):
        put(uuid.uuid4(), f"hai {number}")
    assert Outgoing.objects.count() <= 2  # the whole is read when it is filled
    assert backend().is_reserve and len(backend().matching(parse("hai"), scope, 99)) == 30
    filling.fill_if_needed()
    backend().settle()
    assert not backend().is_reserve and len(backend().matching(parse("hai"), scope, 99)) == 30


def test_nothing_is_asked_of_it_within_a_transaction_while_it_is_filled(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(uuid.uuid4(), "một trang")
    within = len(connection.savepoint_ids)
    depths: set[int] = set()
    move = indices.put_in_front

    def looked_at(*asked: Any) -> None:
        depths.add(len(connection.savepoint_ids) - within)
        assert outgoing.state().live == ""  # nobody sends, and the database answers
        put(uuid.uuid4(), "trang đến lúc đó")
        move(*asked)

    monkeypatch.setattr(indices, "put_in_front", looked_at)
    filling.fill()
    assert depths == {0}
    assert not backend().is_reserve and backend().matching(parse("đến lúc đó"), scope, 9)


def test_a_filling_that_dies_while_it_is_put_in_front_is_made_again(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(uuid.uuid4(), "một trang")

    def away(*_asked: Any) -> None:
        raise client.Unavailable("away")

    with monkeypatch.context() as patched:
        patched.setattr(indices, "put_in_front", away)
        with pytest.raises(client.Unavailable):
            filling.fill()
    assert backend().is_reserve and backend().matching(parse("một trang"), scope, 9)
    filling.fill_if_needed()
    assert not backend().is_reserve and backend().matching(parse("một trang"), scope, 9)


def test_what_is_deleted_and_brought_back_is_found_by_its_new_number(
    scope: Scope, elasticsearch: str
) -> None:
    ref = uuid.uuid4()
    put(ref, "một trang")
    backend().settle()
    old = Piece.objects.get(ref=ref).pk
    put(ref)
    for settles_between in (True, False):
        if settles_between:
            backend().settle()
            assert counts(elasticsearch, "") == 0
        put(ref, "một trang")
        backend().settle()
        rows = backend().matching(parse("một trang"), scope, 9)
        assert [row.id for row in rows] == [Piece.objects.get(ref=ref).pk] != [old]
        assert [text.exact for text in backend().texts(rows)] == ["một trang"]
        put(ref)
    backend().settle()
    assert counts(elasticsearch, "") == 0


def test_what_came_back_is_shown_before_its_new_number_is_told(scope: Scope) -> None:
    ref = uuid.uuid4()
    put(ref, "một trang")
    backend().settle()
    rows = backend().matching(parse("một trang"), scope, 9)
    put(ref)
    put(ref, "một trang")
    assert [row.id for row in rows] != [Piece.objects.get(ref=ref).pk]
    assert [text.exact for text in backend().texts(rows)] == ["một trang"]
