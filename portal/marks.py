"""All of a reader's marks in one sitting: the list, and the list as an official page."""

from typing import Any

from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemPaper
from annotations.kinds import Kind
from annotations.selectors import own_marks
from annotations.w3c import is_of_page, pages_of
from layouts.document import Document, Heading, Level, Paragraph, italic
from meetings.models import Sitting
from papers.models import PaperVersion


def marks_in(user: Any, sitting: Sitting) -> list[dict[str, Any]]:
    """The user's own marks by item and paper: `[{"item", "paper_id", "title", "marks"}]`, no paper without marks.

    Each mark as it stands in the version laid now; those without a place there come last.
    """
    items = AgendaItem.objects.visible_to(user).filter(agenda__sitting=sitting)
    rows = (
        ItemPaper.objects.filter(item__in=items, version__in=PaperVersion.objects.visible_to(user))
        .exclude(paper__state="withdrawn")
        .select_related("item", "paper", "version")
        .order_by("item__order", "order")
    )
    laid = [(row, row.version) for row in rows if row.version is not None]
    marks = own_marks(user, [version for _row, version in laid])
    return [
        {
            "item": row.item,
            "paper_id": row.paper_id,
            "title": row.paper.title,
            "marks": sorted(own, key=_place),
        }
        for row, version in laid
        if (own := marks[version.pk])
    ]


def _place(mark: dict[str, Any]) -> tuple[bool, int, str]:
    """By page; those without a place last."""
    target = mark["target"]
    return target is None, target["page"] if target else 0, mark["made_at"]


def kind_words(kind: str) -> str:
    """The kind as it is said."""
    return str(Kind(kind).label)


def place_words(mark: dict[str, Any]) -> str:
    """ "Trang 3", or why there is none."""
    if mark["target"]:
        moved = f" ({_('đã chuyển chỗ hoặc câu chữ đã sửa')})" if mark["state"] == "moved" else ""
        said = _("Trang %s, cả trang") if is_of_page(mark["kind"], mark["target"]) else _("Trang %s")
        return said % pages_of(mark["target"]) + moved
    lost = _("Chưa xác định được vị trí")
    if mark["quote"]:
        return lost
    return f"{lost} ({_('Trang %s của bản đã ghi') % pages_of(mark['made_target'])})"


def document_of(sitting: Sitting, papers: list[dict[str, Any]], owner: str) -> Document:
    """The list as PDF and DOCX print it."""
    blocks: list[Any] = [Paragraph(italic(_("Ghi chú của %(owner)s. Tài liệu cá nhân.") % {"owner": owner}))]
    for paper in papers:
        blocks.append(Heading(Level.CLAUSE, f"{paper['item'].number}. {paper['title']}"))
        for mark in paper["marks"]:
            lead = f"{place_words(mark)} – {kind_words(mark['kind'])}"
            quote = f": “{' '.join(mark['quote'].split())[:600]}”" if mark["quote"] else ""
            blocks.append(Paragraph(lead + quote))
            blocks += [Paragraph(italic(line)) for line in mark["body"].splitlines() if line.strip()]
    if not papers:
        blocks.append(Paragraph(_("Chưa có ghi chú trong phiên họp này.")))
    title = _("Ghi chú của tôi: %(sitting)s") % {"sitting": sitting.title}
    return Document(title=title, type_name=_("Ghi chú"), abstract=sitting.title, blocks=tuple(blocks))
