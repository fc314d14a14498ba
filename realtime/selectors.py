"""Reading streams: heads, events since a number, and the snapshot everybody starts from."""

import time
from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.models import Session

from core import clock
from core.registries import SNAPSHOT_PARTS, STREAMS
from realtime import audiences, streams
from realtime.events import merge_patch
from realtime.models import Event, Stream

RESUME_LIMIT = 500
KEEP_SECONDS, KEEP_STREAMS = 60.0, 200
_kept: dict[str, tuple[int, float, dict[str, Any]]] = {}


def heads(names: Iterable[str]) -> dict[str, int]:
    """The newest number of each stream; 0 for one that never spoke."""
    wanted = list(names)
    known = dict(Stream.objects.filter(name__in=wanted).values_list("name", "seq"))
    return {name: known.get(name, 0) for name in wanted}


def events_since(stream: str, seq: int, limit: int = RESUME_LIMIT) -> list[Event]:
    """The events after `seq`, in order, at most `limit`."""
    return list(Event.objects.filter(stream=stream, seq__gt=seq).order_by("seq")[:limit])


def snapshot(stream: str) -> dict[str, Any]:
    """`{"n": seq, "doc": document}`: the parts every app registered for this kind of stream, merged.

    The number is read before the parts: a change that commits in between is applied a second time by its event,
    and a merge patch applied twice changes nothing.
    """
    seq = heads([stream])[stream]
    document: dict[str, Any] = {}
    for part in SNAPSHOT_PARTS.all(streams.kind_of(stream)):
        document = merge_patch(document, part(stream))
    return {"n": seq, "doc": document}


def kept_snapshot(stream: str) -> dict[str, Any]:
    """`snapshot`, kept in this process as long as nothing was announced on the stream (a minute at most).

    Every change tells its streams, so a document belongs to its number; a hundred tablets that open the sitting
    at eight o'clock cost one reading. Never used by tests of events, which must see the rows.
    """
    seq, now = heads([stream])[stream], time.monotonic()
    kept = _kept.get(stream)
    if kept is not None and kept[0] == seq and now - kept[1] < KEEP_SECONDS:
        return {"n": seq, "doc": kept[2]}
    fresh = snapshot(stream)
    if len(_kept) >= KEEP_STREAMS:
        _kept.clear()
    _kept[stream] = (fresh["n"], now, fresh["doc"])
    return fresh


def live_sessions(keys: Iterable[str]) -> set[str]:
    """Those of these sessions that haven't ended: neither signed out nor run out."""
    rows = Session.objects.filter(session_key__in=list(keys), expire_date__gt=clock.real())
    return set(rows.values_list("session_key", flat=True))


def may_follow(user: Any, stream: str) -> bool:
    """May this user follow the stream? By a rule some app registered for its kind, else by membership."""
    if not getattr(user, "is_authenticated", False):
        return False
    rule = STREAMS.get(streams.kind_of(stream))
    return bool(rule(user, stream)) if rule else audiences.is_in(user, stream)
