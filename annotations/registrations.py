"""What annotations leaves in the registries of the house (read once at start)."""

from typing import Any
from uuid import UUID

from accounts.deeds import deed_of
from annotations import access, events, selectors, services
from core.registries import SNAPSHOT_PARTS, SOCKET_COMMANDS
from realtime.commands import MalformedCommand

__all__ = ["events"]

SNAPSHOT_PARTS.add("person", selectors.person_part)


@SOCKET_COMMANDS.under("annotations.save_note")
def save_note(user: Any, args: dict[str, Any], *, key: str, way: str) -> dict[str, Any]:
    """`{id, target_kind?, target, text, version?}`; `target_kind` is "agenda_item" unless told otherwise."""
    kind, text, version = args.get("target_kind") or "agenda_item", args.get("text", ""), args.get("version")
    try:
        note_id, target = UUID(str(args.get("id"))), UUID(str(args.get("target")))
    except ValueError as odd:
        raise MalformedCommand from odd
    if not isinstance(kind, str) or not isinstance(text, str):
        raise MalformedCommand
    if version is not None and (not isinstance(version, int) or isinstance(version, bool)):
        raise MalformedCommand
    access.ensure_target(user, kind, target)
    return services.save_note(deed_of(user, None, way, key), note_id, kind, target, text, version)
