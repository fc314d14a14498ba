"""Fetch and authorise in one call. Another's note is as good as missing."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from annotations.errors import UnknownTarget
from annotations.models import Mark, Note
from core.errors import NotFound
from core.ids import as_id
from core.registries import MARK_TARGETS
from papers.access import get_version
from papers.models import Paper, PaperVersion


def get_own_note(user: Any, note_id: UUID | str) -> Note:
    """One of the user's own notes. Raises `NotFound`."""
    note = Note.objects.filter(pk=as_id(note_id), owner=user.pk).first()
    if note is None:
        raise NotFound
    return note


def get_version_to_mark(user: Any, version_id: Any) -> PaperVersion:
    """A version the user may read, and so may mark. Raises `NotFound`."""
    return get_version(user, as_id(version_id))


def get_own_mark(user: Any, mark_id: Any) -> Mark:
    """One of the user's own marks on a paper the user still may see. Raises `NotFound`."""
    mark = Mark.objects.filter(pk=as_id(mark_id), owner=user.pk).select_related("made_on").first()
    if mark is None or not Paper.objects.visible_to(user).filter(pk=mark.made_on.paper_id).exists():
        raise NotFound
    return mark


def ensure_of_paper(mark: Mark, version_id: Any) -> None:
    """Raise `NotFound` if the version isn't one of the paper the mark is on."""
    versions = PaperVersion.objects.filter(pk=as_id(version_id), paper=mark.made_on.paper_id)
    if not versions.exists():
        raise NotFound


def ensure_target(user: Any, kind: str, target_id: UUID | str) -> None:
    """Raise `UnknownTarget` for a kind nobody registered, `NotFound` for what the user doesn't see."""
    resolve = MARK_TARGETS.get(kind)
    if resolve is None:
        raise UnknownTarget
    try:
        resolve(user, target_id)
    except (ValidationError, ValueError) as odd:
        raise NotFound from odd
