"""The conference points of a sitting: who sits where, and the one sign-in of each place."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import selectors as sittings
from meetings import services as meetings
from meetings.access import get_sitting_at_desk, get_sitting_to_conduct
from meetings.models import Sitting
from meetings.views.desk.shared import desk_deed, do, page
from room import access, services
from room.models import ConferencePoint, PointPerson


@require_safe
def points(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The places, their persons and lines, and the field for a new one."""
    sitting = get_sitting_at_desk(request.user, sitting_id)
    rows = ConferencePoint.objects.filter(sitting=sitting).select_related("device")
    seated = dict(PointPerson.objects.filter(point__in=rows).values_list("entry_id", "point_id"))
    roster = list(sittings.roster(sitting))
    context = {
        **page(request, sitting, "room:points", _("Điểm cầu")),
        "points": [_row(point, roster, seated) for point in rows],
        "free": [entry for entry in roster if entry.pk not in seated],
    }
    return render(request, "room/desk/points.html", context)


def _row(point: ConferencePoint, roster: list[Any], seated: dict[Any, Any]) -> dict[str, Any]:
    here = [entry for entry in roster if seated.get(entry.pk) == point.pk]
    choices = [entry for entry in roster if seated.get(entry.pk) in (None, point.pk)]
    return {"point": point, "here": here, "choices": choices, "device": getattr(point, "device", None)}


def _act(request: HttpRequest, sitting: Sitting, act: Any, said: str) -> HttpResponse:
    return do(request, act, said, "room:points", sitting.pk)


@require_POST
def add(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A new place."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    deed, form = desk_deed(request, sitting), request.POST
    added = _("Đã thêm điểm cầu.")
    return _act(
        request,
        sitting,
        lambda: services.add_point(deed, sitting, form.get("name", ""), _entries(request)),
        added,
    )


@require_POST
def seat(request: HttpRequest, sitting_id: UUID, point_id: UUID) -> HttpResponse:
    """Who sits there."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    point, deed = access.get_point_to_conduct(sitting, point_id), desk_deed(request, sitting)
    saved = _("Đã ghi người dự họp tại điểm cầu.")
    return _act(request, sitting, lambda: services.seat_at_point(deed, point, _entries(request)), saved)


@require_POST
def present(request: HttpRequest, sitting_id: UUID, point_id: UUID) -> HttpResponse:
    """Everybody of the place takes part online, in one press; the place stands beside it in the attendance."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    point, deed = access.get_point_to_conduct(sitting, point_id), desk_deed(request, sitting)
    ids = list(point.persons.values_list("entry_id", flat=True))
    words = _("Điểm cầu %(name)s") % {"name": point.name}
    marked = _("Đã ghi có mặt trực tuyến cả điểm cầu.")
    return _act(
        request, sitting, lambda: meetings.set_presence(deed, sitting, ids, "online", note=words), marked
    )


@require_POST
def sign_in(request: HttpRequest, sitting_id: UUID, point_id: UUID) -> HttpResponse:
    """The screen that shows this code becomes the sign-in of the place."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    point, deed = access.get_point_to_conduct(sitting, point_id), desk_deed(request, sitting)
    code, said = request.POST.get("code", ""), _("Đã ghép thiết bị của điểm cầu.")
    return _act(request, sitting, lambda: services.pair_display(deed, sitting, code, point), said)


@require_POST
def remove(request: HttpRequest, sitting_id: UUID, point_id: UUID) -> HttpResponse:
    """Take the place away."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    point, deed = access.get_point_to_conduct(sitting, point_id), desk_deed(request, sitting)
    return _act(request, sitting, lambda: services.remove_point(deed, point), _("Đã bỏ điểm cầu."))


def _entries(request: HttpRequest) -> list[UUID]:
    found = []
    for value in request.POST.getlist("entries"):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
