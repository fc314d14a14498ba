"""Reads of notes: everybody reads his own, nobody another's."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from annotations.models import Note
from realtime import streams


def note_facts(note: Note) -> dict[str, Any]:
    """One note as its owner gets it."""
    return {"id": str(note.pk), "kind": note.target_kind, "text": note.text, "version": note.version}


def head_facts(note: Note) -> dict[str, Any]:
    """A note without its text."""
    return {"id": str(note.pk), "kind": note.target_kind, "version": note.version}


def notes_of(user: Any, kind: str, targets: Iterable[UUID | str] | None = None) -> dict[str, dict[str, Any]]:
    """The user's own notes on targets of one kind: `{target id: facts}`, in one query."""
    rows = Note.objects.filter(owner=user.pk, target_kind=kind)
    if targets is not None:
        rows = rows.filter(target_id__in=list(targets))
    return {str(row.target_id): note_facts(row) for row in rows}


def person_part(stream: str) -> dict[str, Any]:
    """Which notes a person has, for the person's own stream; the texts are fetched when they are opened."""
    rows = Note.objects.filter(owner__person_id=streams.id_of(stream)).defer("text")
    return {"notes": {str(row.target_id): head_facts(row) for row in rows} or None}
