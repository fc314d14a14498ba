"""Outside: who isn't named for an internal part, or isn't called in yet, waits here with nothing of the sitting left
on the tablet.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agendas.facts import shown_title
from agendas.outside import is_through, own_items
from core.errors import NotFound
from meetings.inner import waits_outside
from meetings.models import Sitting
from portal import selectors
from realtime import streams
from realtime.confinement import within_of


def ensure_waits(user: Any, sitting_id: UUID) -> Sitting:
    """The sitting this user waits outside of. Raises `NotFound` for everybody else."""
    sitting = Sitting.objects.select_related("body").filter(pk=sitting_id).first()
    if sitting is None or not (waits_outside(user, sitting_id) or came_for(user, sitting_id)):
        raise NotFound
    return sitting


def came_for(user: Any, sitting_id: UUID) -> bool:
    """Did the user come by a pass for this sitting? Then this page is all there is before and after the own item."""
    return str(getattr(user, "within", "")) == str(sitting_id)


def waiting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The waiting sentence. The browser is told to forget every paper it kept; when called back, it reloads."""
    sitting = ensure_waits(request.user, sitting_id)
    waits = waits_outside(request.user, sitting.pk)
    names = [*([streams.waiting(sitting.pk)] if waits else []), *selectors.own_streams(request.user)]
    page = {
        "now": sitting.body.now().isoformat(),
        "person": str(getattr(request.user, "person_id", "") or ""),
        "sitting": str(sitting.pk),
        "urls": selectors.page_urls(),
    }
    items = [
        {"number": item.number, "shown_title": shown_title(item)} for item in own_items(request.user, sitting)
    ]
    context = {
        "sitting": sitting,
        "waits": waits or not is_through(request.user, sitting),
        "items": items,
        "page": page,
        "streams": selectors.documents(names, within_of(request)),
    }
    response = render(request, "portal/tablet/waiting.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Clear-Site-Data"] = '"cache"'
    return response
