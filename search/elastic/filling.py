"""A new set of indices, filled from the pieces beside the one that answers, and put in its place in one moment.

What changes meanwhile goes to the old ones as always, is kept, and is told to the new ones at the end. Each piece is
filed under the number of the last change before the filling began, so that no change that is told later is lost on it.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from elasticsearch import Elasticsearch

from core import clock
from search.elastic import indices, outgoing
from search.elastic.client import FILLING, Emptied, Unavailable, reached
from search.elastic.sending import bulk, head, operations, turn
from search.models import IndexState, Outgoing, Piece

AT_ONCE, ON_THEIR_WAY, STAMP = 500, 2, "%Y%m%d%H%M%S%f"
# A filling nobody finished is forgotten after so long.
LEFT_ALONE = timedelta(hours=2)
log = logging.getLogger("ecabinet.search")
# (pieces done, pieces in all)
Told = Callable[[int, int], None]


class TakenOver(Exception):
    """Another filling began meanwhile, and that one counts."""


def fill(told: Told = lambda _done, _all: None) -> int:
    """Make all indices anew while the old ones answer; how many pieces are in them.

    Raises `Unavailable`, and `TakenOver`; the old ones stay then, or the database answers until the next filling.
    """
    stamp = _begin()
    try:
        with reached(FILLING) as client:
            of = indices.classes()
            indices.make(client, stamp, of)
            before = outgoing.newest()
            done = _all_pieces(client, stamp, before, told)
            before = _replay(client, stamp, before)
            client.indices.refresh(index=[indices.name(one, stamp) for one in of])
            _let_the_old_go(stamp)
            _answer_from(stamp, _put_in_front(client, stamp, before, of))
            return done
    except Emptied as error:  # whoever comes later throws our indices away
        raise TakenOver(stamp) from error
    finally:
        IndexState.objects.filter(pk=outgoing.ROW, building=stamp).update(building="")


def _begin() -> str:
    """Say that an index is being made. Whoever changes pieces at this moment is waited for."""
    with transaction.atomic():
        for row in (IndexState.ELASTIC, IndexState.EMBEDDED):  # the second is held for a moment only
            IndexState.objects.get_or_create(pk=row)
            IndexState.objects.select_for_update().get(pk=row)
        state = outgoing.state()
        stamp = clock.real().astimezone(UTC).strftime(STAMP)
        stamp = str(max(int(stamp), int(state.live or 0) + 1, int(state.building or 0) + 1))
        IndexState.objects.filter(pk=outgoing.ROW).update(building=stamp)
    return stamp


def _all_pieces(client: Elasticsearch, stamp: str, version: int, told: Told) -> int:
    """Some batches are on their way while the next is read; the sum of what arrived."""
    number, done = Piece.objects.count(), 0
    going: deque[tuple[int, Future[None]]] = deque()
    with ThreadPoolExecutor(ON_THEIR_WAY) as pool:
        for pieces in _in_batches():
            lines = [line for piece in pieces for line in _lines(piece, stamp, version)]
            going.append((len(pieces), pool.submit(bulk, client, lines)))
            while len(going) > ON_THEIR_WAY:
                done += _arrived(going)
                told(done, max(number, done))
        while going:
            done += _arrived(going)
            told(done, max(number, done))
    return done


def _arrived(going: deque[tuple[int, Future[None]]]) -> int:
    number, sent = going.popleft()
    sent.result()
    return number


def _in_batches() -> Iterator[list[Piece]]:
    last = 0
    while pieces := list(Piece.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield pieces
        last = pieces[-1].pk


def _lines(piece: Piece, stamp: str, version: int) -> Iterator[dict[str, Any]]:
    alias = indices.filled_by(piece.classification, stamp)
    yield {"index": head(alias, (piece.kind, piece.ref, piece.page), version)}
    yield indices.document(piece)


def _replay(client: Elasticsearch, stamp: str, after: int) -> int:
    """Tell the new indices what changed since; the number of the last change told."""
    while notes := list(Outgoing.objects.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        bulk(client, operations(notes, lambda classification: indices.filled_by(classification, stamp)))
        after = notes[-1].pk
    return after


def _let_the_old_go(stamp: str) -> None:
    """From now on nothing is sent to the old ones, and the database answers: for as long as the aliases are moved.

    No transaction is open meanwhile; on SQLite it would stop everybody who writes. Who dies in between leaves it so,
    and all is filled anew.
    """
    with turn(waits=True), transaction.atomic():  # who is sending is waited for, before any row is held
        state = IndexState.objects.select_for_update().get(pk=outgoing.ROW)
        if state.building != stamp:
            raise TakenOver(stamp)
        state.live = ""
        state.save(update_fields=["live"])


def _put_in_front(client: Elasticsearch, stamp: str, before: int, of: list[str]) -> int:
    """What was noted is told before, and after, too: what was on its way to the old ones. The number told last."""
    told = _replay(client, stamp, before)
    client.indices.refresh(index=[indices.name(one, stamp) for one in of])
    indices.put_in_front(client, stamp, of)
    told = _replay(client, stamp, told)
    client.indices.refresh(index=[indices.name(one, stamp) for one in of])
    return told


def _answer_from(stamp: str, told: int) -> None:
    with transaction.atomic():
        state = IndexState.objects.select_for_update().get(pk=outgoing.ROW)
        if state.building != stamp:
            raise TakenOver(stamp)
        state.live, state.building = stamp, ""
        state.save(update_fields=["live", "building"])
        Outgoing.objects.filter(pk__lte=told).update(is_sent=True)
        Outgoing.objects.filter(is_sent=True, pk__lt=outgoing.newest()).delete()


def fill_if_needed() -> None:
    """Called once a minute by the jobs process: an Elasticsearch without our indices gets them."""
    state = outgoing.state()
    if state.building and _began(state.building) < clock.real() - LEFT_ALONE:
        IndexState.objects.filter(pk=outgoing.ROW, building=state.building).update(building="")
    elif not state.live and not state.building:
        try:
            log.info("search: %d pieces filled into Elasticsearch", fill())
        except (Unavailable, TakenOver) as error:
            log.warning("search: Elasticsearch is not filled: %s", error)


def _began(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
