"""A member's own reply to an invitation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.deeds import deed_of
from accounts.models import Mandate
from accounts.selectors import mandates_of
from core.deed import WEB, Deed, key_of
from core.errors import DomainError, EditedMeanwhile, NotFound
from core.forms import add_refusal, keep_typed
from layouts.pdf import render_pdf
from meetings import access, services
from meetings.calendar import calendar_of
from meetings.facts import presider_facts
from meetings.forms import ReplyForm, reply_initial
from meetings.letter import letter_of
from meetings.models import Invitation, RosterEntry
from meetings.rules import is_open_to_reply


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The invitation and the four replies; an aide with a mandate replies for the principal."""
    entry = access.get_own_entry(request.user, sitting_id)
    form = ReplyForm(entry, request.POST or None, initial=reply_initial(entry))
    if request.method == "POST" and form.is_valid():
        try:
            services.reply_to_invitation(_deed(request, entry), entry, **form.answer())
        except EditedMeanwhile as meanwhile:
            keep_typed(form, meanwhile)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Đã ghi nhận trả lời của Đồng chí."))
            return redirect("meetings:reply", sitting_id)
    context = {
        "entry": entry,
        "sitting": entry.sitting,
        "presider": presider_facts(entry.sitting),
        "form": form,
        "substitute": entry.substitutes.filter(removed_at=None).first(),
        "is_own": entry.person_id == getattr(request.user, "person_id", None),
        "can_reply": is_open_to_reply(entry.sitting.state, entry.role),
    }
    return render(request, "meetings/tablet/reply.html", context)


def _deed(request: HttpRequest, entry: RosterEntry) -> Deed:
    """The person's own deed, or an aide's under the mandate."""
    user: Any = request.user
    body, key = entry.sitting.body, key_of(request.POST.get("key", ""))
    if entry.person_id == user.person_id:
        return deed_of(user, body, WEB, key)
    held = mandates_of(user, body, Mandate.Scope.PREPARE)
    mandate = next(row for row in held if row.principal_id == entry.person_id)
    return deed_of(user, body, WEB, key, mandate=mandate)


def _last_letter(request: HttpRequest, sitting_id: UUID) -> tuple[RosterEntry, Invitation]:
    entry = access.get_own_entry(request.user, sitting_id)
    sent = entry.invitations.order_by("-number").first()
    if sent is None:
        raise NotFound
    return entry, sent


@require_safe
def own_letter(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The letter the person was sent last, as PDF."""
    _entry, sent = _last_letter(request, sitting_id)
    answer = HttpResponse(render_pdf(letter_of(sent)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="giay-moi.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def own_calendar(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The calendar file of that letter."""
    entry, sent = _last_letter(request, sitting_id)
    answer = HttpResponse(calendar_of(sent, entry.person.email), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="lich-hop.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
