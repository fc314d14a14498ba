"""Announcing: the numbered rows are written in the change's own transaction; only the ring waits for the commit."""

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection, transaction

from core import clock
from realtime.events import Payload
from realtime.models import Event, Stream

log = logging.getLogger("ecabinet.realtime")
# The one group of the channel layer: the hub of every process.
HUBS = "hubs"
# An act is answered after its ring: a layer that hangs may cost one of them this much, and the next few nothing.
RING_SECONDS: Final = 1.0
QUIET_SECONDS: Final = 5.0
_quiet_until = 0.0


def announce(payload: Payload, streams: Iterable[str]) -> None:
    """Append the event to each stream, taking the numbers under the streams' row locks in name order.

    Must run inside the transaction of the change. Lock order: rows, the key, streams by name, the chain last.
    """
    announce_each([(payload, streams)])


def announce_each(tellings: Iterable[tuple[Payload, Iterable[str]]]) -> None:
    """Announce one change that reads differently to different audiences: all streams locked at once, in name
    order, so that two changes told to the same streams never wait for each other in a circle.
    """
    told = [(payload, sorted(set(streams))) for payload, streams in tellings]
    if not any(streams for _payload, streams in told):
        return
    counts = Counter(name for _payload, streams in told for name in streams)
    with transaction.atomic():
        last = _take_numbers(counts)
        at = clock.real()
        events = []
        for payload, streams in told:
            body = payload.patch()
            for name in streams:
                counts[name] -= 1
                seq = last[name] - counts[name]
                events.append(Event(stream=name, seq=seq, type=payload.wire_name, body=body, at=at))
        Event.objects.bulk_create(events)
        transaction.on_commit(lambda: ring(events))


def _take_numbers(counts: Mapping[str, int]) -> dict[str, int]:
    """Take that many numbers of each stream in one statement; the last number taken of each.

    The statement locks the streams' rows in the order of its values, which is that of their names, and holds them
    until the transaction ends: numbers are dense and in the order of the commits.
    """
    names = sorted(counts)
    values = ", ".join(["(%s, %s)"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Stream._meta.db_table} (name, seq) VALUES {values} "
            f"ON CONFLICT (name) DO UPDATE SET seq = {Stream._meta.db_table}.seq + excluded.seq "
            "RETURNING name, seq",
            [part for name in names for part in (name, counts[name])],
        )
        return dict(cursor.fetchall())


def frame_of(event: Event) -> str:
    """The text every follower of the stream gets; made once, not once per client."""
    return json.dumps(
        {"s": event.stream, "n": event.seq, "t": event.type, "b": event.body, "at": event.at.isoformat()},
        ensure_ascii=False,
        separators=(",", ":"),
        default=str,
    )


def ring(events: Iterable[Event]) -> None:
    """Tell the hubs in one message, however many streams a change was told to: each hub picks what it follows.

    A lost ring costs a second (the hubs poll), never an event, so failing here harms nobody.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    message = {"type": "ring", "events": [[e.stream, e.seq, frame_of(e)] for e in events]}
    try:
        async_to_sync(_ring)(message)
    except Exception as failure:  # the commit stands whatever the doorbell does
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("ring not delivered; hubs poll (%s)", type(failure).__name__)


async def _ring(message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    if layer is not None:
        async with asyncio.timeout(RING_SECONDS):
            await layer.group_send(HUBS, message)
