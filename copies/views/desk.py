"""The papers of a sitting at the desk: who has opened them, which came in time; the figures of a period."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agendas import services as agendas
from agendas.lateness import deadlines_of
from copies import access, printing, services
from copies.coverage import reading_of
from copies.in_time import figures, papers_of
from core.errors import DomainError
from core.responses import as_file
from meetings.access import can_conduct
from meetings.models import Sitting
from meetings.views.desk.shared import desk_deed, do, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
def reading(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Opened or not opened, per paper and per person."""
    sitting = access.get_sitting_of_desk(request.user, sitting_id)
    context = {
        **page(request, sitting, "copies:reading", _("Tài liệu")),
        "reading": reading_of(sitting),
        "sent": papers_of([sitting]),
        "deadline": deadlines_of([sitting])[sitting.pk],
        "reminder": sitting.reading_reminders.order_by("-created_at").first(),
        "may_remind": can_conduct(request.user, sitting) and not sitting.is_over,
    }
    return render(request, "copies/desk/reading.html", context)


@require_POST
def remind(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Write to those who haven't opened their papers."""
    sitting = access.get_sitting_of_desk_to_change(request.user, sitting_id)
    try:
        count = services.remind_readers(desk_deed(request, sitting), sitting)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã nhắc %(n)d người chưa mở tài liệu.") % {"n": count})
    return redirect("copies:reading", sitting.pk)


@require_POST
def allow(request: HttpRequest, sitting_id: UUID, row_id: UUID) -> HttpResponse:
    """Let in a late paper (`allowed_by`, `reason`)."""
    sitting = access.get_sitting_of_desk_to_change(request.user, sitting_id)
    row = access.get_laid_paper(sitting, row_id)
    who, why = request.POST.get("allowed_by", ""), request.POST.get("reason", "")
    deed = desk_deed(request, sitting)
    said = _("Đã ghi người cho phép nhận tài liệu gửi chậm.")
    return do(
        request,
        lambda: services.allow_late_paper(deed, row, allowed_by=who, reason=why),
        said,
        "copies:reading",
        sitting.pk,
    )


@require_POST
def deadline(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Set until when papers come in time (`due`, `set_by`, `reason`); without a day back to the rule set."""
    sitting = access.get_sitting_of_desk_to_change(request.user, sitting_id)
    try:
        due = parse_date(request.POST.get("due", ""))
    except ValueError:
        due = None
    who, why = request.POST.get("set_by", ""), request.POST.get("reason", "")
    deed = desk_deed(request, sitting)
    return do(
        request,
        lambda: agendas.set_paper_deadline(deed, sitting, due=due, set_by=who, reason=why),
        _("Đã ghi hạn gửi tài liệu.") if due else _("Đã dùng lại hạn gửi tài liệu theo quy chế."),
        "copies:reading",
        sitting.pk,
    )


@never_cache
@require_safe
def in_time(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """On time, late and not yet, per ministry, over a period (`from`, `to`); with `as` as PDF or XLSX."""
    body = access.get_body_of_desk(request.user, body_id)
    start, end = _period(request, body.today())
    held = Sitting.objects.filter(body=body, is_rehearsal=False, starts_at__date__range=(start, end))
    sent = papers_of(held.exclude(state=Sitting.State.CANCELLED).select_related("body"))
    rows, words = figures(sent), printing.period_words(start, end)
    if request.GET.get("as") == "pdf":
        return made_file(printing.figures_pdf(words, rows), "application/pdf", "gui-tai-lieu.pdf")
    if request.GET.get("as") == "xlsx":
        return as_file(printing.figures_xlsx(words, rows, sent), XLSX, "gui-tai-lieu.xlsx")
    context = {
        "body": body,
        "rows": rows,
        "start": start,
        "end": end,
        "page_title": _("Tình hình gửi tài liệu họp"),
    }
    return render(request, "copies/desk/in_time.html", context)


def _period(request: HttpRequest, today: date) -> tuple[date, date]:
    """The days asked for; the last three months and the next one if none are."""
    try:
        start, end = (parse_date(request.GET.get(name, "")) for name in ("from", "to"))
    except ValueError:
        start = end = None
    return start or today - timedelta(days=92), end or today + timedelta(days=31)


def made_file(content: bytes, mime: str, name: str) -> HttpResponse:
    """A form that opens in the browser and asks to be printed."""
    answer = as_file(content, mime, name, inline=True)
    answer["Cache-Control"] = "private, no-store"
    return answer
