"""Announcing: the numbered rows are written in the change's own transaction; only the ring waits for the commit."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.db import connection, transaction
from django.db.models import F

from core import clock
from core.bulk import document, insert_rows, selection
from core.readings import Reading
from core.spelling import compact
from realtime.bell import bell
from realtime.events import Payload
from realtime.models import Event, Stream

# Of one event what a hub needs: the stream, the number, the frame.
Rung: TypeAlias = tuple[str, int, str]
# The hubs of this process, as functions that take a ring from any thread; False: that hub is no more.
HEARD_HERE: list[Callable[[Sequence[Rung]], bool]] = []


def announce(payload: Payload, streams: Iterable[str]) -> None:
    """Append the event to each stream, taking the numbers under the streams' row locks in name order.

    Must run inside the transaction of the change. Lock order: rows, the key, streams by name, the chain last.
    """
    announce_each([(payload, streams)])


def announce_each(
    tellings: Iterable[tuple[Payload, Iterable[str]]], *, reading: Reading | None = None
) -> None:
    """Announce one change that reads differently to different audiences: all streams locked at once, in name
    order, so that two changes told to the same streams never wait for each other in a circle.

    `reading`: what some of the payloads are made of, to be read under these locks.
    """
    told = [(payload, sorted(set(streams))) for payload, streams in tellings]
    if not any(streams for _payload, streams in told):
        return
    counts = Counter(name for _payload, streams in told for name in streams)
    with transaction.atomic(savepoint=False):
        last = _take_numbers(counts, reading)
        told = [(payload, [name for name in streams if name in last]) for payload, streams in told]
        at = clock.real()
        rows: list[tuple[str, int, str, str, datetime]] = []
        for payload, streams in told:
            body = compact(payload.patch())
            for name in streams:
                counts[name] -= 1
                rows.append((name, last[name] - counts[name], payload.wire_name, body, at))
        insert_rows(Event, ("stream", "seq", "type", "body", "at"), rows)
        transaction.on_commit(lambda: ring([(row[0], row[1], _frame(*row)) for row in rows]))


def _take_numbers(counts: Mapping[str, int], reading: Reading | None) -> dict[str, int]:
    """Take that many numbers of each stream in one statement; the last number taken of each, without the closed.
    What is read under the locks goes on the same trip.

    The statement locks the streams' rows in the order of its values, which is that of their names, and holds them
    until the transaction ends: numbers are dense and in the order of the commits.
    """
    table, fields = Stream._meta.db_table, Stream._meta.concrete_fields[:2]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (name, seq) {selection(fields)} "
            f"ON CONFLICT (name) DO UPDATE SET seq = CASE WHEN {table}.is_closed THEN {table}.seq "
            f"ELSE {table}.seq + excluded.seq END RETURNING name, seq, is_closed",
            [document(fields, [(name, counts[name]) for name in sorted(counts)])],
        )
        if reading is not None:
            reading.send()
        return {name: seq for name, seq, is_closed in cursor.fetchall() if not is_closed}


def close_streams(names: Iterable[str]) -> None:
    """From here on, in this transaction already, nothing is told on these streams."""
    _set_up(names, is_closed=True)


def open_streams(names: Iterable[str]) -> None:
    """They are told of again."""
    _set_up(names, is_closed=False)


def forbid_resuming(names: Iterable[str]) -> None:
    """What was told on these streams until now is sent to nobody any more: whoever comes back takes a snapshot."""
    _set_up(names, resumes_from=F("seq"))


def _set_up(names: Iterable[str], **values: Any) -> None:
    """Set columns of streams, locked in name order as for an event; those that never spoke are made."""
    wanted = sorted(set(names))
    Stream.objects.bulk_create([Stream(name=name) for name in wanted], ignore_conflicts=True)
    list(Stream.objects.select_for_update().filter(name__in=wanted).order_by("name").values_list("pk"))
    Stream.objects.filter(name__in=wanted).update(**values)


def frame_of(event: Event) -> str:
    """The text every follower of the stream gets; made once, not once per client."""
    body = compact(event.body)
    return _frame(event.stream, event.seq, event.type, body, event.at)


def _frame(stream: str, seq: int, wire_name: str, body: str, at: datetime) -> str:
    head = f'{{"s":{json.dumps(stream)},"n":{seq},"t":{json.dumps(wire_name)}'
    return f'{head},"b":{body},"at":"{at.isoformat()}"}}'


def ring(events: Sequence[Rung]) -> None:
    """Tell the hubs in one message, however many streams a change was told to: each hub picks what it follows.

    The hub of this process hears it directly and passes it on; a process without one rings the bell itself. A
    lost ring costs a second (the hubs poll), never an event, so failing here harms nobody.
    """
    heard = [hub(events) for hub in HEARD_HERE]
    if any(heard):
        return
    bell.ring({"type": "ring", "events": events})
