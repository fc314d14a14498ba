"""The screens on the wall: pairing and unpairing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings.access import get_sitting_at_desk, get_sitting_to_conduct
from meetings.views.desk.shared import desk_deed, do, page
from room import access, services


@require_safe
def displays(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The screens paired to a sitting, and the field for a new screen's code."""
    sitting = get_sitting_at_desk(request.user, sitting_id)
    context = {
        **page(request, sitting, "room:displays", _("Màn hình phòng họp")),
        "displays": services.displays_of(sitting),
    }
    return render(request, "room/desk/displays.html", context)


@require_POST
def pair(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Let the screen that shows this code into the room."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    deed = desk_deed(request, sitting)
    return do(
        request,
        lambda: services.pair_display(deed, sitting, request.POST.get("code", "")),
        _("Đã ghép màn hình; màn hình chuyển sang phiên họp trong vài giây."),
        "room:displays",
        sitting.pk,
    )


@require_POST
def unpair(request: HttpRequest, sitting_id: UUID, display_id: UUID) -> HttpResponse:
    """Take a screen out of the room."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    display = access.get_display_to_unpair(request.user, sitting, display_id)
    deed = desk_deed(request, sitting)
    return do(
        request,
        lambda: services.unpair_display(deed, display),
        _("Đã bỏ ghép màn hình."),
        "room:displays",
        sitting.pk,
    )
