"""Invitees who wait outside, and "Mời vào" in one press."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agendas import access, outside, services
from core.errors import NotFound
from meetings import services as meetings
from meetings.access import get_sitting_to_conduct
from meetings.views.desk.shared import desk_deed, do, page


@require_safe
def invitees_waiting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The waiting list by item, those for the present item first in the order of the agenda."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    context = page(request, sitting, "", _("Đại biểu chờ ngoài"))
    return render(
        request, "agendas/desk/waiting.html", {**context, "rows": list(outside.waiting_of(sitting))}
    )


@require_POST
def let_invitees_wait(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Switch the calling in on or off."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    deed, is_on = desk_deed(request, sitting), request.POST.get("on") == "1"
    said = _("Đại biểu mời theo nội dung chờ ngoài.") if is_on else _("Đại biểu mời không phải chờ ngoài.")
    act = partial(meetings.let_invitees_wait, deed, sitting, is_on)
    return do(request, act, said, "agendas:invitees_waiting", sitting.pk)


@require_POST
def call_in_invitee(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """One of those who wait comes in."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    deed = desk_deed(request, sitting)

    def act() -> None:
        item = access.get_item_to_conduct(request.user, request.POST.get("item", ""))
        if item.agenda.sitting_id != sitting.pk:
            raise NotFound
        services.call_in_invitee(deed, access.get_invitee(item, request.POST.get("entry", "")))

    return do(request, act, _("Đã mời vào."), "agendas:invitees_waiting", sitting.pk)
