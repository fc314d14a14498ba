"""What changed in the pieces and Elasticsearch doesn't know yet, and the state of its indices.

However long it is away, what waits is bounded: one row for each piece and class it was filed under, and of more than
`MOST` rows none: it is filled anew when it is back.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.readings import question
from search.backends.base import Row
from search.elastic.client import is_wanted
from search.models import IndexState, Outgoing, Piece

ROW = IndexState.ELASTIC
MOST, SEVERAL = 50_000, 500


class State(NamedTuple):
    """`live` names the filling that answers, `building` the one being made; `oldest`: since when a change waits."""

    live: str
    building: str
    oldest: datetime | None


def state() -> State:
    """How far Elasticsearch is, in one query."""
    found = _state().rows()
    return State(*found[0]) if found else State("", "", None)


@question
def _state() -> QuerySet:
    oldest = Outgoing.objects.filter(is_sent=False).order_by("id").values("at")[:1]
    return IndexState.objects.filter(pk=ROW).values_list("live", "building", Subquery(oldest))


def note(pieces: Iterable[tuple[Piece, str]]) -> None:
    """(piece, class it was filed under) of what changed, in the transaction of the change.

    Nothing is noted while no index is there or being made: a filling reads everything. Without Elasticsearch what is
    in its indices goes stale, so they are forgotten.
    """
    rows = IndexState.objects.filter(pk=ROW).exclude(live="", building="")
    if not is_wanted():
        rows.update(live="", building="")
    elif rows.exists():
        notes = [
            Outgoing(kind=piece.kind, ref=piece.ref, page=piece.page, classification=before)
            for piece, before in pieces
        ]
        for start in range(0, len(notes), SEVERAL):
            _take_the_place_of_older(notes[start : start + SEVERAL])
        Outgoing.objects.bulk_create(notes, batch_size=SEVERAL)
        if _are_too_many():
            forget()


def _take_the_place_of_older(notes: list[Outgoing]) -> None:
    """One that is just being sent is gone then; the newer one is sent after it, under its own number."""
    about = {(note.kind, note.ref, note.page, note.classification) for note in notes}
    rows = Outgoing.objects.filter(
        is_sent=False, ref__in={note.ref for note in notes}, page__in={note.page for note in notes}
    )
    older = [
        pk
        for pk, *key in rows.values_list("pk", "kind", "ref", "page", "classification")
        if tuple(key) in about
    ]
    for start in range(0, len(older), SEVERAL):
        Outgoing.objects.filter(pk__in=older[start : start + SEVERAL]).delete()


def _are_too_many() -> bool:
    """Numbers alone rule it out nearly always."""
    unsent = Outgoing.objects.filter(is_sent=False).order_by("id")
    oldest = unsent.values_list("id", flat=True).first()
    return oldest is not None and newest() - oldest >= MOST and unsent[MOST : MOST + 1].exists()


def forget() -> None:
    """The indices are gone, or too far behind: the jobs process makes them anew, and what waits is let go.

    Who searches or changes pieces doesn't wait for who sends; while an index is being made, what waits is kept for it.
    """
    with transaction.atomic():
        row = IndexState.objects.select_for_update(skip_locked=True).filter(pk=ROW).first()
        if row is not None:
            row.live = ""
            row.save(update_fields=["live"])
            if not row.building:
                Outgoing.objects.filter(pk__lt=newest()).delete()


def newest() -> int:
    """The number of the last change that was noted."""
    return Outgoing.objects.aggregate(newest=Coalesce(Max("pk"), 0))["newest"]


def sent(notes: list[Outgoing]) -> None:
    """Take these away; while an index is being made they are kept for it. The newest is kept for its number."""
    with transaction.atomic():
        state = IndexState.objects.select_for_update().filter(pk=ROW).first()
        ids = [note.pk for note in notes]
        done = Outgoing.objects.filter(pk__in=ids)
        done.update(is_sent=True)
        if state is None or not state.building:
            Outgoing.objects.filter(is_sent=True, pk__lt=newest()).delete()


def pieces_of(notes: list[Outgoing]) -> dict[tuple[str, UUID, int], Piece]:
    """What the pieces these notes are about say now; those gone are left out."""
    about = Piece.objects.filter(ref__in={note.ref for note in notes}, page__in={note.page for note in notes})
    return {(piece.kind, piece.ref, piece.page): piece for piece in about}


def as_numbered_now(rows: list[Row]) -> list[Row]:
    """Each under the number its piece has now: one that was deleted and came back has another, which isn't told yet."""
    about = Piece.objects.filter(ref__in={row.ref for row in rows}, page__in={row.page for row in rows})
    numbers = {tuple(place): pk for pk, *place in about.values_list("pk", "kind", "ref", "page")}
    return [row._replace(id=numbers.get((row.kind, row.ref, row.page), row.id)) for row in rows]
