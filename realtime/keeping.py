"""Documents of streams ready to send, kept for some seconds: a hundred tablets that open the sitting at eight o'clock
cost one reading.

Every change tells its streams, so a document belongs to the number of its stream, and what isn't told is at most
`KEEP_SECONDS` old. Never asked by tests of events, which must see the rows.
"""

import threading
import time
from typing import Any, NamedTuple

from django.http import JsonResponse

from core.database import let_go_of_the_connection
from realtime import selectors
from realtime.models import Stream

KEEP_SECONDS, KEEP_STREAMS = 5.0, 200


class Kept(NamedTuple):
    """A snapshot and the same as JSON, the number and state of the stream it was read at, and when."""

    state: tuple[int, bool]
    at: float
    snapshot: dict[str, Any]
    text: bytes


_kept: dict[str, Kept] = {}
_locks: dict[str, threading.Lock] = {}


def snapshot(stream: str) -> dict[str, Any]:
    """`selectors.snapshot`, not to be changed by who gets it."""
    return _kept_or_read(stream).snapshot


def text(stream: str) -> bytes:
    """The same as JSON."""
    return _kept_or_read(stream).text


def _kept_or_read(stream: str) -> Kept:
    """Only the first of those who ask at the same time reads, the others wait for it."""
    lock = _locks.setdefault(stream, threading.Lock())
    if not lock.acquire(blocking=False):
        let_go_of_the_connection()  # whoever votes meanwhile needs one
        lock.acquire()
    try:
        state, now = _state(stream), time.monotonic()
        kept = _kept.get(stream)
        if kept is None or kept.state != state or now - kept.at >= KEEP_SECONDS:
            read = selectors.snapshot(stream)
            kept = Kept(state, now, read, JsonResponse(read).content)
            _keep(stream, kept)
        return kept
    finally:
        lock.release()


def size() -> int:
    """How many documents are kept."""
    return len(_kept)


def forget() -> None:
    """Keep nothing of what was."""
    _kept.clear()


def _state(stream: str) -> tuple[int, bool]:
    row = Stream.objects.filter(name=stream).values_list("seq", "is_closed").first()
    return row or (0, False)


def _keep(stream: str, kept: Kept) -> None:
    """Drop the old; whoever waits at a lock that is dropped reads once more, no worse."""
    if len(_kept) >= KEEP_STREAMS:
        _kept.clear()
        _locks.clear()
    _kept[stream] = kept
