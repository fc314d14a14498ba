"""The sheet to sign and the name plates, as files that open in the browser and ask to be printed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from layouts.document import Document
from layouts.pdf import render_pdf
from meetings import access, room_papers


@require_safe
def attendance_sheet(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Danh sách điểm danh with a column for signatures."""
    sitting = access.get_sitting_at_desk(request.user, sitting_id)
    return _file(room_papers.attendance_sheet(sitting), f"danh-sach-diem-danh-{sitting.day:%Y-%m-%d}.pdf")


@require_safe
def name_plates(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Thẻ tên, one per person who comes."""
    sitting = access.get_sitting_at_desk(request.user, sitting_id)
    return _file(room_papers.name_plates(sitting), f"the-ten-{sitting.day:%Y-%m-%d}.pdf")


def _file(document: Document, name: str) -> HttpResponse:
    answer = HttpResponse(render_pdf(document, asks_to_print=True), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
