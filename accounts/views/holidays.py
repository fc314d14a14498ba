"""The calendar of working days: read by year, a coming day added or taken out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.deeds import deed_of
from accounts.views.rule_sets import crumbs_of, government
from core import clock
from core.deed import DESK
from core.errors import DomainError
from core.forms import add_refusal
from core.text import whole_number
from regulations import calendar_services as services
from regulations.forms import HolidayForm
from regulations.models import Holiday


@require_http_methods(["GET", "POST"])
def holidays(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """The days of one year (`?year=`), and the form for a new one."""
    body = government(request, body_id)
    today = clock.local_day(clock.real())
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.add_holiday(deed_of(request.user, body, DESK), **form.cleaned_data)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Đã thêm %(day)s vào lịch.") % {"day": f"{row.day:%d/%m/%Y}"})
            return redirect(f"{request.path}?year={row.day.year}")
    years = sorted({day.year for day in Holiday.objects.values_list("day", flat=True)} | {today.year})
    asked = whole_number(request.GET.get("year", ""))
    year = asked if asked in years else today.year
    context = {
        "body": body,
        "form": form,
        "rows": [(row, row.day > today) for row in Holiday.objects.filter(day__year=year)],
        "year": year,
        "years": years,
        "next_year": today.year + 1,
        "crumbs": crumbs_of(body, _("Lịch làm việc")),
    }
    return render(request, "accounts/desk/holidays.html", context)


@require_POST
def remove_holiday(request: HttpRequest, body_id: UUID, day_id: UUID) -> HttpResponse:
    """Take a coming day out of the calendar."""
    body = government(request, body_id)
    row = get_object_or_404(Holiday, pk=day_id)
    try:
        services.remove_holiday(deed_of(request.user, body, DESK), row, request.POST.get("reason", ""))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã bỏ %(day)s khỏi lịch.") % {"day": f"{row.day:%d/%m/%Y}"})
    return redirect("accounts:holidays", body.pk)
