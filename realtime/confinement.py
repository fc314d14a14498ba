"""A sign-in by a one-time pass is good for one sitting: every id that comes with it must belong to that sitting.

Which ids do, the apps say in `OF_SITTING`. What names nothing, or something nobody answers for, is refused: what is
confined is closed by default. Only such sign-ins pay for the questions.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from core.registries import OF_SITTING
from realtime import streams

# Where a session keeps the id of its one sitting.
WITHIN: Final = "within"


def within_of(request: HttpRequest) -> str:
    """The id of the one sitting this request's sign-in is good for; empty for everybody's usual one."""
    session = getattr(request, "session", None)
    return str(session.get(WITHIN, "")) if session is not None else ""


def admits(within: str, named: Mapping[str, Any]) -> bool:
    """Do all of these ids, by the names they have in addresses and commands, belong to the sitting?

    Names nobody answers for (a number, a text, a size) are passed over; with no id at all the answer is no.
    """
    known = [(OF_SITTING[name], value) for name, value in named.items() if name in OF_SITTING]
    ids = [(belongs, str(value)) for belongs, value in known if _is_id(value)]
    return bool(ids) and all(belongs(value, within) for belongs, value in ids)


def admits_command(within: str, message: Any) -> bool:
    """Is the command about the sitting? What is no command at all passes: it is refused as such."""
    args = message.get("args", {}) if isinstance(message, dict) else None
    return not isinstance(args, dict) or admits(within, args)


def admits_stream(within: str, stream: str) -> bool:
    """May a sign-in confined to the sitting ask for this stream? Whether it is let in is decided as for everybody."""
    kind, thing = stream.partition(":")[0], streams.id_of(stream)
    if kind == "person":  # the own one, or it is refused anyway
        return True
    if kind in ("sitting", "waiting", "inner"):
        return thing == within
    return kind in OF_SITTING and _is_id(thing) and OF_SITTING[kind](thing, within)


def admitted(within: str, wanted: Mapping[str, int]) -> dict[str, int]:
    """Those of the streams asked for that belong to the sitting."""
    return {name: number for name, number in wanted.items() if admits_stream(within, name)}


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
