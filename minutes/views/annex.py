"""The annex of an internal part: a page and two files for those who were named, and for nobody else."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.responses import as_file
from layouts.document import Document
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from meetings.views.desk.shared import page
from minutes import access, selectors
from minutes.annex import annex_document, annex_for
from minutes.views.files import DOCX
from minutes.views.showing import shown


@never_cache
@require_safe
def annex(request: HttpRequest, sitting_id: UUID, number: int) -> HttpResponse:
    """The blocks of the part; who writes the minutes and was named edits them in place."""
    minutes = access.get_annex_to_read(request.user, sitting_id, number)
    sitting = minutes.sitting
    context = page(request, sitting, "minutes:edit", _("Phụ lục: phần họp nội bộ"))
    context |= {
        "minutes": minutes,
        "number": number,
        "rows": [shown(block, minutes) for block in selectors.annex_blocks(minutes, number)],
        "can_edit": access.can_edit(request.user, sitting),
        "editing": request.GET.get("edit", ""),
    }
    return render(request, "minutes/desk/annex.html", context)


@never_cache
@require_safe
def pdf(request: HttpRequest, sitting_id: UUID, number: int) -> HttpResponse:
    """The PDF, shown in the browser."""
    return _file(request, sitting_id, number, render_pdf, "application/pdf", "pdf")


@never_cache
@require_safe
def docx(request: HttpRequest, sitting_id: UUID, number: int) -> HttpResponse:
    """The DOCX, to keep."""
    return _file(request, sitting_id, number, render_docx, DOCX, "docx")


def _file(
    request: HttpRequest,
    sitting_id: UUID,
    number: int,
    draw: Callable[[Document], bytes],
    mime: str,
    extension: str,
) -> HttpResponse:
    minutes = access.get_annex_to_read(request.user, sitting_id, number)
    document = annex_document(annex_for(minutes, number))
    return as_file(draw(document), mime, f"{document.title}.{extension}", inline=extension == "pdf")
