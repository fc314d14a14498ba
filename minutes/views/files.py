"""The minutes as files: the same sheet as PDF and as DOCX."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.text import fold, safe_file_name
from layouts.document import Document
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from minutes import access
from minutes.document import document_of
from minutes.selectors import sheet_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
    name = safe_file_name(f"Biên bản {sheet.title}.{extension}")
    answer = HttpResponse(render(document_of(sheet)), content_type=mime)
    how = "inline" if inline else "attachment"
    plain = fold(name).replace('"', "")
    answer["Content-Disposition"] = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return answer
