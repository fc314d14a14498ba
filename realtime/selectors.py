"""Reading streams: heads, events since a number, and the snapshot everybody starts from."""

from collections.abc import Iterable
from typing import Any

from core.registries import SNAPSHOT_PARTS, STREAMS
from realtime import audiences, streams
from realtime.events import merge_patch
from realtime.models import Event, Stream

RESUME_LIMIT = 500


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


def may_follow(user: Any, stream: str) -> bool:
    """May this user follow the stream? By a rule some app registered for its kind, else by membership."""
    if not getattr(user, "is_authenticated", False):
        return False
    rule = STREAMS.get(streams.kind_of(stream))
    return bool(rule(user, stream)) if rule else audiences.is_in(user, stream)
