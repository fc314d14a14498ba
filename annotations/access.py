"""Fetch and authorise in one call. Another's note is as good as missing."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from annotations.errors import UnknownTarget
from annotations.models import Note
from core.errors import NotFound
from core.registries import MARK_TARGETS


def get_own_note(user: Any, note_id: UUID | str) -> Note:
    """One of the user's own notes. Raises `NotFound`."""
    try:
        note = Note.objects.filter(pk=note_id, owner=user.pk).first()
    except (ValidationError, ValueError):
        note = None
    if note is None:
        raise NotFound
    return note


def ensure_target(user: Any, kind: str, target_id: UUID | str) -> None:
    """Raise `UnknownTarget` for a kind nobody registered, `NotFound` for what the user doesn't see."""
    resolve = MARK_TARGETS.get(kind)
    if resolve is None:
        raise UnknownTarget
    try:
        resolve(user, target_id)
    except (ValidationError, ValueError) as odd:
        raise NotFound from odd
