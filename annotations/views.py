"""Notes and marks, for a device that has only their heads."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from annotations import access
from annotations.selectors import marks_for, note_facts, readers_to_choose
from core.responses import fresh


@require_safe
def note(request: HttpRequest, note_id: UUID) -> JsonResponse:
    """`{id, kind, text, version}`; another's note is not found."""
    return fresh(note_facts(access.get_own_note(request.user, note_id)))


@require_safe
def marks(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """`{marks: […]}` of a version: one's own and those shared with one, each where it stands in this version."""
    version = access.get_version_to_mark(request.user, version_id)
    return fresh({"marks": marks_for(request.user, version)})


@require_safe
def readers(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """`{readers: [{id, name, post}]}`: whom a mark on this version may be shown to."""
    version = access.get_version_to_mark(request.user, version_id)
    return fresh({"readers": readers_to_choose(request.user, version)})
