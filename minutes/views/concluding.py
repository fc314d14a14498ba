"""The notice of conclusion at the desk, and as files."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.selectors import lead_of
from core.responses import as_file
from core.text import whole_number
from layouts.document import Document
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from meetings.views.desk.shared import do, page
from minutes import access, concluding, services, signing
from minutes.errors import NoMandateToSign
from minutes.models import ConclusionNotice
from minutes.views.desk import deed
from minutes.views.files import DOCX


@require_safe
def notice(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The draft with its due day, or what was issued."""
    sitting = access.get_sitting_to_minute(request.user, sitting_id)
    found = access.notice_of(sitting)
    context: dict[str, Any] = page(request, sitting, "minutes:conclusion", _("Thông báo kết luận"))
    today = sitting.body.today()
    lead = lead_of(sitting.body, today)
    context |= {
        "notice": found,
        "today": today,
        "is_overdue": bool(found and not found.is_issued and today > found.due_on),
        "mandates": signing.mandates_to_sign(sitting.body, today),
        "signer": {"name": lead[0], "post": lead[1]} if lead else {"name": "", "post": ""},
        "symbol": concluding.symbol_of(sitting),
        "can_draft": not sitting.has_vote and sitting.state == sitting.State.CLOSED,
    }
    return render(request, "minutes/desk/conclusion.html", context)


@require_POST
def draft(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Write the draft out of the conclusions."""
    sitting = access.get_sitting_to_minute(request.user, sitting_id)
    return do(
        request,
        lambda: services.draft_conclusion_notice(deed(request, sitting), sitting),
        _("Đã soạn dự thảo từ kết luận các nội dung."),
        "minutes:conclusion",
        sitting_id,
    )


@require_POST
def edit(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Keep the secretary's words."""
    found = access.get_notice_to_edit(request.user, sitting_id)
    text, recipients = request.POST.get("text", ""), request.POST.get("recipients", "")
    version = whole_number(request.POST.get("version", ""))
    return do(
        request,
        lambda: services.edit_conclusion_notice(
            deed(request, found.sitting), found, text, recipients, version=version
        ),
        _("Đã lưu dự thảo thông báo kết luận."),
        "minutes:conclusion",
        sitting_id,
    )


@require_POST
def issue(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Enter the approval: it takes its number and goes out."""
    found = access.get_notice_to_edit(request.user, sitting_id)
    return do(
        request,
        lambda: _issue(request, found),
        _("Đã ban hành thông báo kết luận."),
        "minutes:conclusion",
        sitting_id,
    )


def _issue(request: HttpRequest, notice: ConclusionNotice) -> ConclusionNotice:
    """By who is named in the form, or by the agent of the mandate that was chosen there."""
    name, post = request.POST.get("name", ""), request.POST.get("post", "")
    try:
        on = parse_date(request.POST.get("on", ""))
    except ValueError:
        on = None
    mandate, chosen = None, request.POST.get("mandate", "")
    if chosen and on is not None:
        found = signing.mandates_to_sign(notice.sitting.body, on)
        mandate, own_post, _principal = next(
            (row for row in found if str(row[0].pk) == chosen), (None, "", "")
        )
        if mandate is None:
            raise NoMandateToSign(day=f"{on.day}/{on.month}/{on.year}", field="mandate")
        name, post = mandate.agent.full_name, own_post or post
    version = whole_number(request.POST.get("version", ""))
    by = deed(request, notice.sitting)
    return services.issue_conclusion_notice(by, notice, name, post, on, mandate=mandate, version=version)


@never_cache
@require_safe
def pdf(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The PDF, shown in the browser."""
    return _file(request, sitting_id, render_pdf, "application/pdf", "pdf", inline=True)


@never_cache
@require_safe
def docx(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The DOCX, to keep."""
    return _file(request, sitting_id, render_docx, DOCX, "docx", inline=False)


def _file(
    request: HttpRequest,
    sitting_id: UUID,
    render_as: Callable[[Document], bytes],
    mime: str,
    extension: str,
    *,
    inline: bool,
) -> HttpResponse:
    found = access.get_notice_to_read(request.user, sitting_id)
    document = concluding.document_of(found)
    return as_file(render_as(document), mime, f"{document.title}.{extension}", inline=inline)
