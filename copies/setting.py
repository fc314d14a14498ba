"""The pages a set has of its own: contents, the presider's words, a reader's own notes."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from agendas.facts import shown_title
from agendas.models import AgendaItem
from annotations.kinds import Kind
from copies.contents import ItemPart
from copies.models import IssuedCopy
from core.text import vi_moment
from layouts.checking import drawable_text
from layouts.document import Align, Column, Document, GroupRow, Heading, Level, Paragraph, Table, italic
from layouts.pdf import render_pdf


def contents_page(copy: IssuedCopy, parts: Sequence[ItemPart], starts: dict[Any, int], pages: int) -> bytes:
    """The list of items and papers with the page of the set each begins on (`starts`: by id of item and row)."""
    rows: list[Any] = []
    for part in parts:
        rows.append(GroupRow(_("Nội dung %(heading)s") % {"heading": part.heading}))
        rows += [
            (row.paper.title, str(row.version.page_count if row.version else 0), str(starts.get(row.pk, "")))
            for row in part.rows
        ]
    table = Table(
        columns=(
            Column(_("Tài liệu"), 0.7),
            Column(_("Số trang"), 0.15, Align.CENTRE),
            Column(_("Từ trang"), 0.15, Align.CENTRE),
        ),
        rows=tuple(rows),
    )
    sitting = copy.sitting
    blocks: list[Any] = [
        Paragraph(
            _("%(title)s. %(at)s. %(pages)s trang.")
            % {
                "title": sitting.title if sitting else "",
                "at": vi_moment(sitting.starts_at) if sitting else "",
                "pages": pages or "…",
            }
        ),
        Paragraph(
            italic(
                _("Bản số %(number)s cấp cho %(who)s lúc %(at)s.")
                % {
                    "number": copy.label,
                    "who": ", ".join(x for x in (copy.name, copy.unit) if x),
                    "at": vi_moment(copy.at),
                }
            )
        ),
        table,
    ]
    return render_pdf(
        Document(
            title=str(copy.get_subject_display()),
            type_name=_("Bộ tài liệu"),
            abstract=str(copy.get_subject_display()),
            blocks=tuple(blocks),
        )
    )


def script_page(item: AgendaItem) -> bytes | None:
    """The presider's words for an item; None where nobody wrote any."""
    script = getattr(item, "script", None)
    words = (
        (
            (_("Lời mở đầu"), script.opening_words),
            (_("Ý kiến còn khác nhau"), script.differences),
            (_("Dự thảo kết luận"), script.draft_conclusion),
        )
        if script
        else ()
    )
    blocks: list[Any] = []
    for heading, text in words:
        if text.strip():
            blocks.append(Heading(Level.CLAUSE, heading))
            blocks += [Paragraph(line) for line in text.splitlines() if line.strip()]
    if not blocks:
        return None
    name = shown_title(item)
    title = _("Kịch bản điều hành: %(item)s") % {"item": name}
    return render_pdf(
        Document(title=title, type_name=_("Kịch bản điều hành"), abstract=name, blocks=tuple(blocks))
    )


def notes_page(
    title: str, page: int | None, rows: Sequence[tuple[int, dict[str, Any]]], left_out: int
) -> bytes:
    """A reader's words on one page of a paper (`None`: those without a place), by the numbers drawn on it.

    `left_out` marks had no room in the set; it is said where it isn't 0.
    """
    blocks: list[Any] = [Paragraph(italic(_("Ghi chú cá nhân, chỉ in trong bộ của người ghi.")))]
    for number, mark in rows:
        quote = f": “{' '.join(mark['quote'].split())[:600]}”" if mark["quote"] else ""
        blocks.append(Paragraph(drawable_text(f"{number}. {Kind(mark['kind']).label}{quote}")))
        lines = drawable_text(mark["body"]).splitlines()
        blocks += [Paragraph(italic(line)) for line in lines if line.strip()]
    if left_out:
        said = _("Còn %(n)s ghi chú chưa in do quá dài; đề nghị xem tại trang “Ghi chú của tôi”.")
        blocks.append(Paragraph(italic(said % {"n": left_out})))
    place = _("Trang %s") % page if page else _("Chưa xác định được vị trí")
    name = _("Ghi chú của tôi: %(title)s") % {"title": f"{title} – {place}"}
    return render_pdf(Document(title=name, type_name=_("Ghi chú"), abstract=name, blocks=tuple(blocks)))
