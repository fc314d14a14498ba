"""What notices leaves in the registries of the house (read once at start)."""

from typing import Any

from core.registries import SNAPSHOT_PARTS
from notices import jobs, selectors
from realtime import streams

__all__ = ["jobs"]


@SNAPSHOT_PARTS.under("person")
def waiting_lines(stream: str) -> dict[str, Any]:
    """The lines a person has not read."""
    return {"notices": selectors.unread_of_person(streams.id_of(stream))}
