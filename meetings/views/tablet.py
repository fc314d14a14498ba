"""A member's own reply to an invitation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings import access


def reply(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """The invitation and the four replies."""
    entry = access.get_own_entry(request.user, sitting_id)
    return render(request, "meetings/tablet/reply.html", {"entry": entry})
