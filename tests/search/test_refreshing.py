"""Changes get into the index, whoever was killed or failed on the way, and the pages say when it is behind."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command

from core import clock
from papers.models import Paper
from search import batches, refreshing, touching
from search.models import Change, Piece
from tests.factories import agendas

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.both_indexes]


def test_who_fails_on_the_way_leaves_the_notes_and_the_old_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = agendas.paper("Bản đầu tiên")
    refreshing.catch_up()
    Paper.objects.filter(pk=paper.pk).update(title="Bản thứ hai")
    monkeypatch.setattr(touching, "note", _fails)
    with pytest.raises(RuntimeError):
        refreshing.catch_up()
    monkeypatch.undo()
    assert Change.objects.exists()
    assert Piece.objects.get(thing=paper.pk).exact == "bản đầu tiên"
    refreshing.catch_up()
    assert not Change.objects.exists()
    assert Piece.objects.get(thing=paper.pk).exact == "bản thứ hai"


def _fails(*_asked: object) -> None:
    raise RuntimeError("killed")


def test_many_notes_about_many_things_are_taken_in_rounds() -> None:
    papers = [agendas.paper(f"Tờ số {number}") for number in range(batches.PIECES + 5)]
    for paper in papers[:3]:
        Paper.objects.filter(pk=paper.pk).update(title="Tờ đổi tên")
    refreshing._take_in()
    assert Change.objects.count() > 0
    refreshing.catch_up()
    assert not Change.objects.exists()
    assert Piece.objects.filter(kind="paper", page=0).count() == len(papers)
    assert Piece.objects.filter(exact="tờ đổi tên").count() == 3


def test_a_piece_that_says_the_same_is_not_written_again() -> None:
    paper = agendas.paper("Không đổi")
    refreshing.catch_up()
    before = Piece.objects.get(thing=paper.pk).pk
    Paper.objects.filter(pk=paper.pk).update(title="Không đổi")
    refreshing.catch_up()
    assert Piece.objects.get(thing=paper.pk).pk == before


def test_old_notes_are_told() -> None:
    agendas.paper("Mới")
    assert not refreshing.is_behind()
    Change.objects.update(at=clock.real() - timedelta(seconds=11))
    assert refreshing.is_behind()
    refreshing.catch_up()
    assert not refreshing.is_behind()


def test_the_index_can_be_rebuilt_from_the_tables() -> None:
    paper = agendas.paper("Giữ lại")
    refreshing.catch_up()
    stray = Piece.objects.get(thing=paper.pk)
    stray.pk, stray.thing, stray.ref = None, uuid.uuid4(), uuid.uuid4()
    stray.save()
    Piece.objects.filter(thing=paper.pk).update(exact="sai")
    call_command("rebuild_index", verbosity=0)
    assert [piece.exact for piece in Piece.objects.filter(kind="paper")] == ["giữ lại"]
    assert not Change.objects.exists()
