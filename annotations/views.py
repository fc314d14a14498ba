"""One's own notes, for a device that has only their heads."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from annotations import access
from annotations.selectors import note_facts


@require_safe
def note(request: HttpRequest, note_id: UUID) -> JsonResponse:
    """`{id, kind, text, version}`; another's note is not found."""
    response = JsonResponse(note_facts(access.get_own_note(request.user, note_id)))
    response["Cache-Control"] = "private, no-store"
    return response
