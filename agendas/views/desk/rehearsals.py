"""A rehearsal is begun from its sitting's page and ended in one press."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agendas import access, services
from agendas.views.desk.shared import desk_deed
from core.errors import DomainError
from meetings.access import get_sitting_to_conduct
from meetings.services import discard_rehearsal


@require_POST
def rehearse(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Copy the sitting into a rehearsal and go to its page."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    try:
        made = services.rehearse_sitting(desk_deed(request, agenda.sitting), agenda)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agendas:workspace", sitting_id)
    messages.success(request, _("Đã tạo phiên diễn tập. Không có giấy mời hay thư nào được gửi đi."))
    return redirect("agendas:workspace", made["sitting"])


@require_POST
def discard(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """End the rehearsal and throw it away; back to the sitting it was of."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    source = sitting.rehearsal_of_id
    try:
        discard_rehearsal(desk_deed(request, sitting), sitting)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("agendas:workspace", sitting_id)
    messages.success(request, _("Đã kết thúc diễn tập và xóa toàn bộ dữ liệu của phiên diễn tập."))
    return redirect("agendas:workspace", source) if source else redirect("meetings:list")
