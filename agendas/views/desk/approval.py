"""Approval and publication."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agendas import access, selectors, services
from agendas.forms import PaperApprovalForm
from agendas.views.desk.shared import desk_deed, page
from core.errors import DomainError
from core.text import whole_number
from meetings.views.desk.shared import do


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The draft as the head of the body reads it, with the one button."""
    agenda = access.get_agenda_to_approve(request.user, sitting_id)
    if request.method == "POST":
        version = request.POST.get("version", "")
        return do(
            request,
            lambda: services.approve_agenda(
                desk_deed(request, agenda.sitting),
                agenda,
                version=whole_number(version),
            ),
            _("Đã phê duyệt chương trình. Văn phòng có thể phát hành."),
            "agendas:approve",
            agenda.sitting_id,
        )
    context = {
        **page(request, agenda.sitting, "agendas:approve", _("Phê duyệt chương trình")),
        "tabs": [],
        "work": selectors.workspace(request.user, agenda),
        "agenda": agenda,
    }
    return render(request, "agendas/desk/approve.html", context)


@require_POST
def record_paper(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Record that the head signed on paper."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    form = PaperApprovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Đề nghị kiểm tra lại ngày, giờ ký."))
        return redirect("agendas:workspace", sitting_id)
    return do(
        request,
        lambda: services.record_paper_approval(
            desk_deed(request, agenda.sitting), agenda, **form.cleaned_data
        ),
        _("Đã ghi nhận văn bản phê duyệt."),
        "agendas:workspace",
        agenda.sitting_id,
    )


@require_POST
def publish(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Send the agenda out."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    try:
        answer = services.publish_agenda(desk_deed(request, agenda.sitting), agenda)
    except DomainError as refusal:
        for sentence in getattr(refusal, "blockers", [refusal.message]):
            messages.error(request, sentence)
    else:
        messages.success(request, _("Đã phát hành chương trình (bản %(revision)s).") % answer)
    return redirect("agendas:workspace", agenda.sitting_id)
