"""What annotations leaves in the registries of the house (read once at start)."""

from typing import Any
from uuid import UUID

from accounts.deeds import deed_of
from accounts.selectors import organisation_ids_of
from annotations import access, events, indexes, placing, selectors, services
from annotations.models import Mark, Note
from core.registries import (
    OF_SITTING,
    SNAPSHOT_PARTS,
    SOCKET_COMMANDS,
    VERSION_READY,
    VERSION_RECOGNISED,
    VERSIONS_LAID,
)
from realtime.commands import MalformedCommand

__all__ = ["events", "indexes"]

SNAPSHOT_PARTS.add("person", selectors.person_part)
VERSION_READY.add("ready", placing.version_ready)
VERSIONS_LAID.add("laid", placing.versions_laid)
VERSION_RECOGNISED.add("recognised", placing.version_recognised)


@OF_SITTING.under("note")
def is_note_of(note_id: str, sitting_id: str) -> bool:
    """Is the note about something of this sitting?"""
    target = Note.objects.filter(pk=note_id).values_list("target_id", flat=True).first()
    return target is not None and OF_SITTING["target"](str(target), sitting_id)


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


@SOCKET_COMMANDS.under("annotations.save_mark")
def save_mark(user: Any, args: dict[str, Any], *, key: str, way: str) -> dict[str, Any]:
    """`{id, version, kind, target, body?, colour?, edited_from?}`; `version` is the paper version it is on."""
    body, colour, grown = args.get("body", ""), args.get("colour", "yellow"), args.get("edited_from")
    if not isinstance(body, str) or not isinstance(colour, str) or not isinstance(args.get("kind"), str):
        raise MalformedCommand
    if grown is not None and (not isinstance(grown, int) or isinstance(grown, bool)):
        raise MalformedCommand
    version = access.get_version_to_mark(user, args.get("version"))
    deed = deed_of(user, None, way, key)
    return services.save_mark(
        deed, _id(args), version, args["kind"], args.get("target") or {}, body, colour, grown
    )


@SOCKET_COMMANDS.under("annotations.delete_mark")
def delete_mark(user: Any, args: dict[str, Any], *, key: str, way: str) -> dict[str, Any]:
    """`{id, version}`."""
    return services.delete_mark(deed_of(user, None, way, key), _own_mark(user, args).pk)


@SOCKET_COMMANDS.under("annotations.restore_mark")
def restore_mark(user: Any, args: dict[str, Any], *, key: str, way: str) -> dict[str, Any]:
    """`{id, version}`."""
    return services.restore_mark(deed_of(user, None, way, key), _own_mark(user, args).pk)


@SOCKET_COMMANDS.under("annotations.share_mark")
def share_mark(user: Any, args: dict[str, Any], *, key: str, way: str) -> dict[str, Any]:
    """`{id, version, persons, office?}`: from now on exactly these."""
    persons = args.get("persons", [])
    if not isinstance(persons, list) or len(persons) > 500:
        raise MalformedCommand
    try:
        wanted = [UUID(str(person)) for person in persons]
    except ValueError as odd:
        raise MalformedCommand from odd
    mark = _own_mark(user, args)
    own = min(organisation_ids_of(user), default=None)
    return services.share_mark(
        deed_of(user, None, way, key), mark.pk, wanted, own, office=args.get("office") is True
    )


@SOCKET_COMMANDS.under("annotations.reattach_mark")
def reattach_mark(user: Any, args: dict[str, Any], *, key: str, way: str) -> dict[str, Any]:
    """`{id, version, target}`: where the mark stands in that version."""
    mark = access.get_own_mark(user, _id(args))
    version = access.get_version_to_mark(user, args.get("version"))
    return services.reattach_mark(deed_of(user, None, way, key), mark.pk, version, args.get("target") or {})


def _own_mark(user: Any, args: dict[str, Any]) -> Mark:
    """The mark of the command; the version named with it is of the mark's paper: by it a sign-in that is good for one
    sitting was let through (`realtime.confinement`).
    """
    mark = access.get_own_mark(user, _id(args))
    if args.get("version") is not None:
        access.ensure_of_paper(mark, args["version"])
    return mark


def _id(args: dict[str, Any]) -> UUID:
    try:
        return UUID(str(args.get("id")))
    except ValueError as odd:
        raise MalformedCommand from odd
