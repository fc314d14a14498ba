"""Positions before the sitting at the desk: who stated what, who said nothing, and the block that follows."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agendas import access, services
from agendas.matrix import as_xlsx, matrix_of
from agendas.views.desk.shared import desk_deed, page
from core.errors import DomainError
from meetings.views.desk.shared import do, follows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def positions(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The table of members and items, live."""
    agenda = access.get_agenda_at_desk(request.user, sitting_id)
    context = {
        **page(request, agenda.sitting, "agendas:positions", _("Ý kiến trước phiên họp")),
        **follows(request, agenda.sitting),
        "told_by": "positions lines seats items",
        "agenda": agenda,
        "matrix": matrix_of(agenda),
        "may_change": access.can_change(request.user, agenda.sitting),
    }
    return render(request, "agendas/desk/positions.html", context)


@require_safe
def export(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The table as a workbook."""
    agenda = access.get_agenda_at_desk(request.user, sitting_id)
    response = HttpResponse(as_xlsx(agenda), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="y-kien-truoc-phien-hop.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def remind(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Write once more to those who said nothing."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    try:
        count = services.remind_positions(desk_deed(request, agenda.sitting), agenda)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã nhắc %(n)d thành viên chưa cho ý kiến.") % {"n": count})
    return redirect("agendas:positions", agenda.sitting_id)


@require_POST
def apart(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take an item out of the block, with the reason."""
    item = access.get_item_to_edit(request.user, item_id)
    deed, reason = desk_deed(request, item.agenda.sitting), request.POST.get("reason", "")
    said = _("Nội dung %(number)s được thảo luận riêng.") % {"number": item.number}
    return do(
        request,
        lambda: services.take_item_apart(deed, item, reason),
        said,
        "agendas:positions",
        item.agenda.sitting_id,
    )


@require_POST
def back(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Put an item back into the block."""
    item = access.get_item_to_edit(request.user, item_id)
    deed = desk_deed(request, item.agenda.sitting)
    said = _("Nội dung %(number)s trở lại nhóm biểu quyết chung.") % {"number": item.number}
    return do(
        request, lambda: services.put_item_back(deed, item), said, "agendas:positions", item.agenda.sitting_id
    )
