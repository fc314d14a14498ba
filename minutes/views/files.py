"""The minutes as files: the same sheet as PDF and as DOCX."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.responses import as_file
from layouts.document import Document
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from minutes import access
from minutes.document import document_of
from minutes.selectors import sheet_for
from papers.kinds import KINDS

DOCX = KINDS["docx"].media_type


@never_cache
@require_safe
def pdf(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The PDF, shown in the browser; `?save` asks to keep it."""
    return _file(request, sitting_id, render_pdf, "application/pdf", "pdf", inline="save" not in request.GET)


@never_cache
@require_safe
def docx(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The DOCX, to keep."""
    return _file(request, sitting_id, render_docx, DOCX, "docx", inline=False)


def _file(
    request: HttpRequest,
    sitting_id: UUID,
    render: Callable[[Document], bytes],
    mime: str,
    extension: str,
    *,
    inline: bool,
) -> HttpResponse:
    minutes = access.get_minutes_to_read(request.user, sitting_id)
    sheet = sheet_for(minutes)
    name = f"Biên bản {sheet.title}.{extension}"
    return as_file(render(document_of(sheet)), mime, name, inline=inline)
