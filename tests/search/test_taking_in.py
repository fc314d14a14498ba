"""What can't be taken in stops nothing else, and a change costs what it is about."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.signals import post_init
from django.test import Client
from django.urls import reverse

from accounts.models import BodyRole
from core import clock
from core.registries import SEARCHABLES
from papers.models import Paper, PaperPage
from search import batches, refreshing, setting_aside
from search.models import Change, Piece, SetAside
from tests.factories import agendas, people
from tests.search.test_finding import write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.both_indexes]


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whatever text is put into this list can't be indexed."""
    texts: list[str] = []
    paper = SEARCHABLES["paper"]
    assert paper.pages is not None

    def entries_at(places: list[Any]) -> Any:
        found = pages.entries_at(places)
        if any(entry.text in texts for entries in found.values() for entry in entries):
            raise ValueError(f"a word of {texts}")
        return found

    pages = paper.pages
    broken = replace(paper, pages=replace(pages, entries_at=entries_at))
    monkeypatch.setitem(SEARCHABLES._entries, "paper", broken)
    return texts


def shown(paper: Paper) -> set[str]:
    """What the index holds of it."""
    return set(Piece.objects.filter(thing=paper.pk).values_list("exact", flat=True))


def later(by: timedelta) -> None:
    """So much later, as far as what is set aside goes."""
    for row in SetAside.objects.all():
        SetAside.objects.filter(pk=row.pk).update(again_at=row.again_at - by)


def test_one_poisonous_page_stops_no_other(poison: list[str]) -> None:
    papers = [agendas.paper(f"Tờ {number}") for number in range(6)]
    for paper in papers:
        write(paper, "trang một", "trang độc" if paper == papers[3] else "trang hai")
    poison.append("trang độc")
    refreshing.catch_up()
    assert not Change.objects.exists()
    assert all({"trang một", "trang hai"} <= shown(paper) for paper in papers if paper != papers[3])
    assert shown(papers[3]) == {"tờ 3", "trang một"}
    aside = SetAside.objects.get()
    assert (aside.ref, aside.page) == (papers[3].current_id, 2)
    assert aside.error.startswith("ValueError") and "độc" not in aside.error


def test_it_is_tried_again_ever_more_rarely_and_goes_in_when_it_can(poison: list[str]) -> None:
    paper = agendas.paper("Tờ trình")
    write(paper, "trang độc")
    poison.append("trang độc")
    waits = []
    for _try in range(8):
        refreshing.catch_up()
        row = SetAside.objects.get()
        waits.append(round((row.again_at - clock.real()).total_seconds(), -1))
        assert refreshing.catch_up() == 0  # not before its time
        later(timedelta(seconds=4000))
    assert waits[:4] == [10, 40, 160, 640] and waits[-1] == 3600
    poison.clear()
    refreshing.catch_up()
    assert not SetAside.objects.exists() and "trang độc" in shown(paper)


def test_what_is_mended_by_a_change_goes_in_at_once(poison: list[str]) -> None:
    paper = agendas.paper("Tờ trình")
    write(paper, "trang độc")
    poison.append("trang độc")
    refreshing.catch_up()
    PaperPage.objects.filter(version=paper.current).update(text="trang lành")
    refreshing.catch_up()
    assert not SetAside.objects.exists() and "trang lành" in shown(paper)


def test_a_thing_without_pages_is_set_aside_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    agenda = agendas.published(items=2)
    first, second = agendas.items_of(agenda)
    item = SEARCHABLES["item"]

    def entries_of(ids: list[Any]) -> Any:
        if first.pk in ids:
            raise RuntimeError("broken")
        return item.entries_of(ids)

    monkeypatch.setitem(SEARCHABLES._entries, "item", replace(item, entries_of=entries_of))
    refreshing.catch_up()
    assert Piece.objects.filter(thing=second.pk).exists()
    assert [(row.kind, row.ref, row.page) for row in SetAside.objects.all()] == [("item", first.pk, None)]


def test_a_recognised_page_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = agendas.paper("Bản quét")
    write(paper, *(f"trang {number}" for number in range(1, 31)))
    refreshing.catch_up()
    asked = _asked_for(monkeypatch)
    PaperPage.objects.filter(version=paper.current, number=7).update(text="chữ nhận dạng")
    refreshing.catch_up()
    assert asked == [[(paper.current_id, 7)]]
    assert "chữ nhận dạng" in shown(paper) and len(shown(paper)) == 31
    PaperPage.objects.filter(version=paper.current, number=7).delete()
    refreshing.catch_up()
    assert "chữ nhận dạng" not in shown(paper) and len(shown(paper)) == 30


def test_a_changed_title_costs_the_titles_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = agendas.paper("Tờ trình")
    write(paper, *(f"trang {number}" for number in range(1, 31)))
    refreshing.catch_up()
    asked = _asked_for(monkeypatch)
    Paper.objects.filter(pk=paper.pk).update(title="Tờ trình đã sửa", document_number="17/TTr-BTC")
    refreshing.catch_up()
    assert asked == [[(paper.current_id, 0)]]
    assert Piece.objects.get(ref=paper.current_id, page=0).folded.endswith("to trinh da sua")
    Paper.objects.filter(pk=paper.pk).update(kind=Paper.Kind.REPORT)
    refreshing.catch_up()
    assert set(Piece.objects.filter(thing=paper.pk).values_list("sort", flat=True)) == {"report"}


def test_a_new_version_costs_its_own_pages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = agendas.paper("Tờ trình")
    write(paper, *(f"trang {number}" for number in range(1, 31)))
    refreshing.catch_up()
    first, asked = paper.current_id, _asked_for(monkeypatch)
    version = agendas.version(paper)
    PaperPage.objects.create(version=version, number=1, width=1, height=1, text="trang mới")
    refreshing.catch_up()
    assert {ref for places in asked for ref, _page in places} == {version.pk}
    assert "trang mới" in shown(paper) and len(shown(paper)) == 32
    Paper.objects.filter(pk=paper.pk).update(current=first)
    version.delete()
    refreshing.catch_up()
    assert set(Piece.objects.filter(thing=paper.pk).values_list("ref", flat=True)) == {first}


def test_what_is_written_again_unchanged_is_no_change() -> None:
    paper = agendas.paper("Tờ trình")
    write(paper, "một trang")
    refreshing.catch_up()
    for row in (Paper.objects.get(pk=paper.pk), PaperPage.objects.get(version=paper.current)):
        row.save()
    assert not Change.objects.exists()


def test_no_transaction_is_about_more_pages_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches.Batch, "__init__", _small(batches.Batch.__init__))
    paper = agendas.paper("Bản quét")
    write(paper, *(f"trang {number}" for number in range(1, 31)))
    Change.objects.exclude(watch="paper").delete()
    asked = _asked_for(monkeypatch)
    refreshing.catch_up()
    assert max(map(len, asked)) == 8 and sum(map(len, asked)) == 31
    assert len(shown(paper)) == 31 and not Change.objects.exists()


def test_a_call_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches.Batch, "__init__", _small(batches.Batch.__init__))
    write(agendas.paper("Bản quét"), *(f"trang {number}" for number in range(1, 31)))
    refreshing.catch_up(seconds=0)
    assert Change.objects.exists()
    refreshing.catch_up()
    assert not Change.objects.exists()


def test_who_is_set_aside_waits_for_nothing_it_does_not_know() -> None:
    SetAside.objects.create(kind="gone", ref=agendas.paper().pk, error="x", again_at=clock.real())
    refreshing.catch_up()
    assert not SetAside.objects.exists()
    assert setting_aside.due() == []


def _small(init: Any) -> Any:
    return lambda batch: init(batch, pages_left=8)


def _asked_for(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """The places whose words are asked for from now on, batch by batch."""
    asked: list[list[Any]] = []
    paper = SEARCHABLES["paper"]
    assert paper.pages is not None
    pages = paper.pages

    def entries_at(places: list[Any]) -> Any:
        asked.append(places)
        return pages.entries_at(places)

    monkeypatch.setitem(
        SEARCHABLES._entries, "paper", replace(paper, pages=replace(pages, entries_at=entries_at))
    )
    return asked


def test_of_what_is_set_aside_only_what_is_due_or_changed_is_read() -> None:
    paper = agendas.paper("Tờ trình")
    write(paper, "một trang")
    later = clock.real() + timedelta(hours=1)
    SetAside.objects.bulk_create(
        SetAside(kind="paper", ref=uuid.uuid4(), page=1, error="x", again_at=later) for _each in range(30)
    )
    with read_rows(SetAside) as rows:
        refreshing.catch_up()
    assert rows == [] and "một trang" in shown(paper)
    SetAside.objects.filter(pk=SetAside.objects.values_list("pk")[:1]).update(again_at=clock.real())
    with read_rows(SetAside) as rows:
        refreshing.catch_up()
    assert len({pk for pk in rows if pk}) == 1


@contextmanager
def read_rows(model: Any) -> Iterator[list[Any]]:
    """The rows of a table that are made into objects meanwhile."""
    rows: list[Any] = []

    def note(instance: Any, **_more: Any) -> None:
        rows.append(instance.pk)

    post_init.connect(note, sender=model)
    try:
        yield rows
    finally:
        post_init.disconnect(note, sender=model)


def test_an_administrator_is_told_how_much_and_nobody_of_what(client: Client) -> None:
    body = agendas.published(items=1).sitting.body
    again_at = clock.real() + timedelta(hours=1)
    SetAside.objects.create(kind="paper", ref=body.pk, error="ValueError x.py:1", again_at=again_at)
    for role, is_told in ((BodyRole.Role.ADMINISTRATOR, True), (BodyRole.Role.RECORDS_CLERK, False)):
        who = people.user()
        BodyRole.objects.create(body=body, person=who.person, role=role, valid_from=body.today())
        client.force_login(who)
        page = client.get(reverse("portal:search"), {"q": "gì"}).content.decode()
        assert ("1 chỗ chưa đưa được vào chỉ mục" in page and "ValueError x.py:1" in page) == is_told
        assert str(body.pk) not in page
