"""Snapshot, change, patch: whoever saw the events must have what a fresh snapshot says.

With REPLAYED set to a file, the types of the events that were held so are written there: the bar C7 counts them.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from realtime.events import merge_patch
from realtime.models import Event
from realtime.selectors import events_since, snapshot


@dataclass
class Replay:
    """What was told: the types per stream."""

    types: dict[str, list[str]] = field(default_factory=dict)

    def told(self, name: str) -> set[str]:
        """The streams an event of this type went to."""
        return {stream for stream, types in self.types.items() if name in types}


def patched(document: Any, events: Iterable[Event]) -> Any:
    """The document after these events."""
    for event in events:
        document = merge_patch(document, event.body)
    return document


def hold(document: Any, events: Iterable[Event], fresh: Any, about: str = "") -> None:
    """What a follower had, patched with what he was told, must be the fresh one."""
    told = list(events)
    assert patched(document, told) == fresh, about
    if place := os.environ.get("REPLAYED"):
        with Path(place).open("a") as kept:
            kept.writelines(f"{event.type}\n" for event in told)


@contextmanager
def replaying(streams: Iterable[str]) -> Iterator[Replay]:
    """Inside, something changes; afterwards snapshot + patches must equal a fresh snapshot, on every stream."""
    names = list(streams)
    before: dict[str, Any] = {name: snapshot(name) for name in names}
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    replay = Replay()
    yield replay
    for stream, kind in Event.objects.filter(pk__gt=last).order_by("pk").values_list("stream", "type"):
        replay.types.setdefault(stream, []).append(kind)
    for name in names:
        told = events_since(name, before[name]["n"])
        hold(before[name]["doc"], told, snapshot(name)["doc"], name)
