"""What an event is: a frozen dataclass with a wire name and a merge patch.

Each app declares its own in its `events.py` with `@event("agenda.published")`; a type without a replay test fails
the build. The patch is language-free facts; choices of an open poll and classified titles are in no patch.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from core.registries import EVENT_TYPES

E = TypeVar("E", bound="type[Payload]")


class Payload:
    """Base of all event payloads."""

    wire_name: ClassVar[str] = ""

    def patch(self) -> dict[str, Any]:
        """The merge patch (RFC 7396) this event makes on a document."""
        raise NotImplementedError


def event(name: str) -> Callable[[E], E]:
    """Register a payload class under its wire name."""

    def declare(payload: E) -> E:
        payload.wire_name = name
        EVENT_TYPES.add(name, payload)
        return payload

    return declare


def difference(before: Any, after: Any) -> Any:
    """The patch that makes `after` of `before`; {} where both are the same."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return after
    patch = {name: None for name in before if name not in after}
    for name, value in after.items():
        if name not in before:
            patch[name] = value
        elif value != before[name]:
            patch[name] = difference(before[name], value)
    return patch


def merge_patch(document: Any, patch: Any) -> Any:
    """RFC 7396: null removes, an object merges, anything else replaces. The arguments stay as they were."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(document) if isinstance(document, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged
