"""A sign-in by a one-time pass is good for one sitting: every id that comes with it must belong to that sitting.

Which ids do, the apps say in `OF_SITTING`. What names nothing, or something nobody answers for, is refused: what is
confined is closed by default. Only such sign-ins pay for the questions.

The person's own stream tells of every sitting of that person; such a sign-in hears of it what is its sitting's
(`OWN_WITHIN`), under the same numbers.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from core.registries import OF_SITTING, OWN_WITHIN
from core.spelling import compact
from realtime import streams

# Where a session keeps the id of its one sitting.
WITHIN: Final = "within"
# The type of an event that isn't about its sitting.
ELSEWHERE: Final = "elsewhere"
# What one of a list is called.
_ONE_OF: Final = {"items": "item", "entries": "entry", "order": "speech"}


def within_of(request: HttpRequest) -> str:
    """The id of the one sitting this request's sign-in is good for; empty for everybody's usual one."""
    session = getattr(request, "session", None)
    return str(session.get(WITHIN, "")) if session is not None else ""


def admits(within: str, named: Mapping[str, Any]) -> bool:
    """Do all of these ids, by the names they have in addresses and commands, belong to the sitting?

    A list of them has the name of many (`items`). Names nobody answers for (a number, a text, a size) are passed over;
    with no id at all the answer is no.
    """
    known = [(OF_SITTING[name], value) for name, value in _one_by_one(named) if name in OF_SITTING]
    ids = [(belongs, str(value)) for belongs, value in known if _is_id(value)]
    return bool(ids) and all(belongs(value, within) for belongs, value in ids)


def _one_by_one(named: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in named.items():
        if isinstance(value, list):
            one = _ONE_OF.get(name, name)
            yield from ((one, part) for part in value)
        else:
            yield name, value


def admits_command(within: str, message: Any) -> bool:
    """Is the command about the sitting? What is no command at all passes: it is refused as such."""
    args = message.get("args", {}) if isinstance(message, dict) else None
    return not isinstance(args, dict) or admits(within, args)


def admits_stream(within: str, stream: str) -> bool:
    """May a sign-in confined to the sitting ask for this stream? Whether it is let in is decided as for everybody."""
    kind, thing = stream.partition(":")[0], streams.id_of(stream)
    if kind == streams.PERSON:  # the own one, cut to the sitting (`told_within`), or it is refused anyway
        return True
    if kind in ("sitting", "waiting", "inner"):
        return thing == within
    return kind in OF_SITTING and _is_id(thing) and OF_SITTING[kind](thing, within)


def admitted(within: str, wanted: Mapping[str, int]) -> dict[str, int]:
    """Those of the streams asked for that belong to the sitting."""
    return {name: number for name, number in wanted.items() if admits_stream(within, name)}


def is_cut(within: str, stream: str) -> bool:
    """Is the stream told to this sign-in only as far as it is about its sitting?"""
    return bool(within) and streams.kind_of(stream) == streams.PERSON


def told_within(within: str, told: dict[str, Any]) -> dict[str, Any]:
    """What of a person's document, or of a patch of it, is about the sitting; parts nobody answers for are left out."""
    return {
        name: OWN_WITHIN[name](part, within) if isinstance(part, dict) else part
        for name, part in told.items()
        if name in OWN_WITHIN
    }


def snapshot_within(within: str, stream: str, snapshot: dict[str, Any]) -> dict[str, Any]:
    """A snapshot (`{"n", "doc"}`) as this sign-in gets it."""
    return {**snapshot, "doc": told_within(within, snapshot["doc"])} if is_cut(within, stream) else snapshot


def event_within(within: str, name: str, patch: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Type and patch of an event of a person's stream as this sign-in gets them; of one about another sitting nothing
    is left but its number.
    """
    told = told_within(within, patch)
    return (name, told) if any(part != {} for part in told.values()) else (ELSEWHERE, {})


def frame_within(within: str, frame: str) -> str:
    """The same of a frame (`realtime.services.frame_of`)."""
    event = json.loads(frame)
    event["t"], event["b"] = event_within(within, event["t"], event["b"])
    return compact(event)


def _is_id(value: Any) -> bool:
    if isinstance(value, UUID):
        return True
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


def names_of(kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an address by the names of commands: `item_id` is `item`."""
    return {name.removesuffix("_id"): value for name, value in kwargs.items()}
