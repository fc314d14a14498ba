"""What the wall would show, seen at the desk before it is put on: the wall's own page, drawn once."""

from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from meetings.access import get_sitting_to_conduct
from portal import selectors
from realtime import streams

ASKED = ("mode", "message", "item")


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
@require_safe
def preview(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Template, scripts, styles and document are those of the wall; only the mode is the one asked about.

    Drawn from the room's own stream, so nothing can be seen here that the wall couldn't show.
    """
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    page: dict[str, Any] = {
        "now": sitting.body.now().isoformat(),
        "sitting": str(sitting.pk),
        "urls": {},
        "preview": {name: request.GET[name][:200] for name in ASKED if request.GET.get(name)},
    }
    documents = selectors.documents([sitting.stream(streams.ROOM)])
    context = {"sitting": sitting, "page": page, "streams": documents}
    return render(request, "portal/room/display.html", context)
