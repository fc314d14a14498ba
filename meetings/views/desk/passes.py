"""Guests' links and tablets on loan at the desk: issued, printed once, looked after, ended."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from meetings import access, passes, services
from meetings.models import OneTimePass, Sitting
from meetings.strips import Strip, strip_of
from meetings.views.desk.shared import desk_deed, do, follows, page

PAGE = "meetings:passes"


@require_safe
def index(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Who has a pass, whether it was used and on what, and the buttons."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    context = {
        **page(request, sitting, PAGE, _("Khách, máy mượn")),
        **follows(request, sitting),
        "told_by": "passes seats invitees sitting",
        "guests": passes.lines_of(sitting, OneTimePass.Kind.LINK),
        "seats": passes.lines_of(sitting, OneTimePass.Kind.SEAT),
        "going_on": not sitting.is_over,
        "out": passes.out_now(sitting),
        "seat_url": _absolute(reverse("entry:seat")),
    }
    return render(request, "meetings/desk/passes.html", context)


@require_POST
def issue(request: HttpRequest, sitting_id: UUID, entry_id: UUID) -> HttpResponse:
    """One strip of paper for one person."""
    row = access.get_entry_to_conduct(request.user, sitting_id, entry_id)
    try:
        issued = services.issue_pass(desk_deed(request, row.sitting), row, request.POST.get("kind", ""))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(PAGE, sitting_id)
    return _sheet(request, row.sitting, [issued])


@require_POST
def issue_codes(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A strip for everybody who comes and isn't at a tablet of the room yet."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    try:
        issued = services.issue_seat_codes(desk_deed(request, sitting), sitting)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(PAGE, sitting_id)
    return _sheet(request, sitting, issued)


@require_POST
def end(request: HttpRequest, sitting_id: UUID, pass_id: UUID) -> HttpResponse:
    """Revoke a pass, or take its tablet back."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    row = access.get_pass(sitting, pass_id)
    is_loan = row.kind == OneTimePass.Kind.SEAT and row.used_at is not None
    ending = OneTimePass.Ending.RETURNED if is_loan else OneTimePass.Ending.REVOKED
    said = _("Đã chấm dứt quyền vào của %(name)s.") % {"name": row.entry.name}
    return do(
        request, lambda: services.end_pass(desk_deed(request, sitting), row, ending), said, PAGE, sitting.pk
    )


@require_POST
def end_loans(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Take every tablet back."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    count = services.end_loans(desk_deed(request, sitting), sitting)
    said = ngettext("Đã kết thúc %(n)d máy mượn.", "Đã kết thúc %(n)d máy mượn.", count) % {"n": count}
    messages.success(request, said)
    return redirect(PAGE, sitting.pk)


def _sheet(request: HttpRequest, sitting: Sitting, issued: list[services.Issued]) -> HttpResponse:
    """The words, on paper and nowhere else: no browser and no proxy keeps the page."""
    strips: list[Strip] = [strip_of(one, _absolute) for one in issued]
    context = {"sitting": sitting, "strips": strips, "back": reverse(PAGE, args=[sitting.pk])}
    response = render(request, "meetings/desk/pass_sheet.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _absolute(path: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + path
