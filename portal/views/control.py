"""The control panel: the sitting run from one screen."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import CONDUCT_ROLES, has_role
from core.errors import NotFound
from meetings.access import get_sitting_to_conduct
from meetings.models import Sitting
from minutes.access import EDITORS
from portal import selectors
from portal.views.waiting import waiting
from realtime import streams
from realtime.confinement import within_of


@require_safe
def control(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """For the presider and those who conduct; drawn from the secretariat's and the chair's documents."""
    user = request.user
    try:
        sitting = get_sitting_to_conduct(user, sitting_id)
    except NotFound:  # or waits outside, while part of it is internal
        return waiting(request, sitting_id)
    names = selectors.streams_for(user, sitting)
    page = {
        "now": sitting.body.now().isoformat(),
        "person": str(user.person_id or ""),
        "user": user.pk,
        "sitting": str(sitting.pk),
        "me": {"name": user.get_full_name(), "post": ""},
        "urls": {
            **selectors.page_urls(),
            "workspace": reverse("agendas:workspace", args=[sitting.pk]),
            "invitees_waiting": reverse("agendas:invitees_waiting", args=[sitting.pk]),
            "sitting_page": reverse("portal:sitting", args=[sitting.pk]),
            "internal": reverse("meetings:internal_part", args=[sitting.pk]),
            "displays": reverse("room:displays", args=[sitting.pk]),
            "name_plates": reverse("meetings:name_plates", args=[sitting.pk]),
            "attendance_sheet": reverse("meetings:attendance_sheet", args=[sitting.pk]),
            "preview": reverse("portal:preview", args=[sitting.pk]),
            "recordings": reverse("recordings:list", args=[sitting.pk]),
            "sound": selectors.pattern("recordings:hear", "recording"),
            "points": reverse("room:points", args=[sitting.pk]),
            "attendance_preview": reverse("voting:attendance_preview", args=[sitting.pk]),
            "paper_vote": selectors.pattern("voting:paper_vote", "item"),
            **_minutes_url(user, sitting),
        },
        "can": {
            "present": sitting.stream(streams.CHAIR) in names,
            "conduct": has_role(user, sitting.body, "conduct", "secretariat_lead"),
            "count": has_role(user, sitting.body, *CONDUCT_ROLES),
        },
    }
    context = {"sitting": sitting, "page": page, "streams": selectors.documents(names, within_of(request))}
    if sitting.is_rehearsal:
        context["discard_url"] = reverse("agendas:discard_rehearsal", args=[sitting.pk])
    return render(request, "portal/desk/control.html", context)


def _minutes_url(user: Any, sitting: Sitting) -> dict[str, str]:
    """Where the minutes are edited, for those who may."""
    if not has_role(user, sitting.body, *EDITORS):
        return {}
    return {"minutes": reverse("minutes:edit", args=[sitting.pk])}
