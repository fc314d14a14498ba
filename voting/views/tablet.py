"""A member's own ballot, shown back."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from voting import selectors
from voting.access import get_poll


@require_safe
def my_ballot(request: HttpRequest, poll_id: UUID) -> JsonResponse:
    """`{"ballot": {value, label, at, code, version} | null}`: in no event, so a page that starts anew asks here."""
    poll = get_poll(request.user, poll_id)
    response = JsonResponse({"ballot": selectors.my_ballot(request.user, poll)})
    response["Cache-Control"] = "no-store"
    return response
