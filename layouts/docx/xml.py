"""The few things of a Word file that python-docx has no words for."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

# The order in which Word wants the children of w:tcPr and w:pPr that we add.
_AFTER_CELL_BORDERS = (
    "w:shd",
    "w:noWrap",
    "w:tcMar",
    "w:textDirection",
    "w:tcFitText",
    "w:vAlign",
    "w:hideMark",
)
_AFTER_CELL_SHADE = _AFTER_CELL_BORDERS[1:]
_AFTER_PARAGRAPH_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def element(tag: str, **values: object) -> Any:
    """A new element with its w: attributes."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_table(parent: Any, widths: Sequence[float], rows: int, *, ruled: bool) -> Any:
    """A table of fixed columns (mm) over the whole text width; without rules and padding unless `ruled`."""
    table = parent.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if ruled:
        table.style = "Table Grid"
    margins = element("w:tblCellMar")
    for side, gap in (("top", 0.7), ("left", 1.4), ("bottom", 1.0), ("right", 1.4)):
        margins.append(element(f"w:{side}", w=int(Mm(gap).twips) if ruled else 0, type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        set_widths(row, widths)
    return table


def set_widths(row: Any, widths: Sequence[float]) -> None:
    """The widths of a row's cells, mm: LibreOffice reads these, Word the grid."""
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)


def keep_row_whole(row: Any) -> None:
    """The row isn't cut by the end of a page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_row(row: Any) -> None:
    """The row comes again on top of every page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def cell_borders(cell: Any, **sides: tuple[str, int, str]) -> None:
    """Borders of a cell: side = (kind, eighths of a point, colour)."""
    borders = element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            kind, thick, colour = sides[side]
            borders.append(element(f"w:{side}", val=kind, sz=thick, space=0, color=colour))
    cell._tc.get_or_add_tcPr().insert_element_before(borders, *_AFTER_CELL_BORDERS)


def shade(cell: Any, colour: str) -> None:
    """Fill a cell."""
    shading = element("w:shd", val="clear", color="auto", fill=colour)
    cell._tc.get_or_add_tcPr().insert_element_before(shading, *_AFTER_CELL_SHADE)


def fix_height(row: Any, millimetres: float) -> None:
    """A row of exactly this height, its cells centred."""
    row.height_rule = WD_ROW_HEIGHT_RULE.EXACTLY
    row.height = Mm(millimetres)
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def rule(paragraph: Any, length: float, room: float, above: float = 2, below: float = 4) -> None:
    """Make an empty paragraph a rule of `length` in the middle of `room`, all in points."""
    form = paragraph.paragraph_format
    form.first_line_indent = Pt(0)
    form.left_indent = form.right_indent = Pt(max(0, (room - length) / 2))
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(below), Pt(above)
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz=6, space=1, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_PARAGRAPH_BORDERS)


def shrink(paragraph: Any) -> Any:
    """A paragraph that takes no room: Word wants one after a table in a cell."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(2)
    return paragraph


def add_page_field(paragraph: Any, size: float) -> None:
    """The number of the page, worked out by the reader's program."""
    for kind, words in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind == "text":
            run.text = words
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = element("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = words
            run._r.append(instruction)
