"""What every backend must do, whatever keeps the index."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from core import clock
from core.registries import SEARCHABLES
from search import watching
from search.backends import backend
from search.backends.base import Scope
from search.facets import PLACINGS, Placing
from search.models import Piece
from search.queries import number_of, parse
from search.registering import Entry, Searchable

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.both_indexes]
OPEN, CLOSED = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def scope(monkeypatch: pytest.MonkeyPatch) -> Scope:
    """A kind of which everything but `CLOSED` may be seen."""
    seen = Piece.objects.filter(kind="thử").exclude(ref=CLOSED).values("ref")
    kind = Searchable("thử", "Thử", (), lambda _ids: {}, lambda _user: seen, lambda _user, _places: {})
    monkeypatch.setattr(SEARCHABLES, "_entries", {"thử": kind})
    return Scope(None, (kind,))


def put(*texts: str, ref: uuid.UUID = OPEN, **values: object) -> None:
    """One thing with these pages, each a day older than the one before."""
    now = clock.real()
    entries = [
        Entry(ref=ref, page=number, text=text, moment=now - timedelta(days=number), **values)  # type: ignore[arg-type]
        for number, text in enumerate(texts, start=1)
    ]
    backend().replace("thử", {ref: entries})
    backend().settle()


def pages(scope: Scope, text: str, missing: int = 0) -> list[int]:
    """What matches, newest first."""
    return [row.page for row in backend().matching(parse(text), scope, 50, missing)]


def test_all_words_a_phrase_words_near_each_other(scope: Scope) -> None:
    put("kinh tế và xã hội", "xã hội và kinh tế", "kinh tế xã hội", "kinh tế")
    assert pages(scope, "kinh te xa hoi") == [1, 2, 3]
    assert pages(scope, '"kinh tế xã hội"') == [3]
    assert pages(scope, '"tế xã"~1') == [1, 3]
    assert pages(scope, '"tế xã"~2') == [1, 2, 3] or pages(scope, '"tế xã"~3') == [1, 2, 3]
    assert pages(scope, "kinh tế xã hội", missing=2) == [1, 2, 3, 4]


def test_tiers_go_from_exact_phrase_to_folded(scope: Scope) -> None:
    put("hoi nghi xa", "nghị xã hội", "xã hội", "xa hoi", "hội xã")
    found = [row.page for row in backend().best(parse("xã hội"), scope, 50)]
    assert found == [3, 2, 5, 4, 1] or found == [2, 3, 5, 4, 1]


def test_what_may_not_be_seen_is_in_no_answer(scope: Scope) -> None:
    put("chuyện kín", ref=CLOSED)
    put("chuyện khác")
    assert pages(scope, "chuyện") == [1]
    assert len(backend().best(parse("chuyện"), scope, 50)) == 1
    assert pages(scope, "kín") == []


def test_narrowing_and_the_limit(scope: Scope) -> None:
    put("một", "một", "một", sort="report", organisation=OPEN, classification="internal")
    year = clock.real().year
    for filters in (
        {"sort": "report"},
        {"organisation": OPEN},
        {"classification": "internal"},
        {"sort": "x"},
    ):
        narrowed = Scope(None, scope.searchables, filters)
        assert len(pages(narrowed, "một")) == (0 if filters == {"sort": "x"} else 3)
    assert pages(Scope(None, scope.searchables, {"year": year + 1}), "một") == []
    assert len(backend().matching(parse("một"), scope, 2)) == 2


def test_a_number_is_found_however_it_is_spelled_and_no_other_is(scope: Scope) -> None:
    put("theo 17/ NQ-CP", "theo 17/NQ-CP ngày 07/3", "theo 117/NQ-CP", "theo 17/NQ-TW", "17 nghị quyết CP")
    asked = number_of("17/NQ-CP")
    assert asked is not None
    assert [row.page for row in backend().matching(asked, scope, 50)] == [1, 2]


def test_narrowing_to_a_place_is_for_the_kinds_that_have_one(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = uuid.uuid4()
    put("một")
    put("một", ref=other)
    put("một", ref=CLOSED)

    def refs_in(_user: object, kind: str, value: str) -> object:
        wanted = {"17": [OPEN, CLOSED], "18": []}[value] if kind == "thử" else None
        return wanted if wanted is None else Piece.objects.filter(ref__in=wanted).values("ref")

    monkeypatch.setattr(PLACINGS, "_entries", {"number": [Placing(refs_in, lambda *_asked: {})]})
    for number, refs in (("17", [OPEN]), ("18", [])):
        narrowed = Scope(None, scope.searchables, {"number": number})
        assert [row.ref for row in backend().matching(parse("một"), narrowed, 50)] == refs
        assert [row.ref for row in backend().find(parse("một"), narrowed, 50, 50).best] == refs
    nowhere = Scope(None, scope.searchables, {"body": str(other)})
    assert backend().matching(parse("một"), nowhere, 50) == []


def test_what_is_of_no_day_stands_before_all_others(scope: Scope) -> None:
    always = datetime(2999, 1, 1, tzinfo=UTC)
    put("hà nội")
    ref = uuid.uuid4()
    backend().replace("thử", {ref: [Entry(ref=ref, page=0, text="Hà Nội", moment=always)]})
    backend().settle()
    rows = backend().matching(parse("hà nội"), scope, 50)
    assert [(row.ref, row.page) for row in rows] == [(ref, 0), (OPEN, 1)]
    assert rows[0].moment == always


def test_replacing_leaves_exactly_the_new_entries(scope: Scope) -> None:
    put("cũ một", "cũ hai", "cũ ba")
    put("cũ một", "mới hai")
    assert pages(scope, "cũ") == [1]
    assert pages(scope, "mới") == [2]
    backend().replace("thử", {OPEN: []})
    assert not Piece.objects.filter(kind="thử").exists()


def test_every_watched_table_notes_its_changes_after_a_migration() -> None:
    wanted = {
        name
        for _kind, watch in (*watching.watches(), *watching.openings())
        for name in watching.triggers(watch, connection.vendor)
    }
    with connection.cursor() as cursor:
        assert {name for name, _table in watching._present(cursor, connection.vendor)} == wanted
    watching.remove("default")
    watching.install("default")
    with connection.cursor() as cursor:
        assert {name for name, _table in watching._present(cursor, connection.vendor)} == wanted
