"""Paragraphs of a Word file from data."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from layouts.document import Align, Text, runs_of
from layouts.docx.sheets import PLAIN

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def write(
    paragraph: Any,
    text: Text,
    *,
    style: str = PLAIN,
    align: Align | None = None,
    size: float | None = None,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float | None = None,
) -> Any:
    """Fill an empty paragraph; sizes and gaps in points, None leaves them to the style."""
    paragraph.style = style
    form = paragraph.paragraph_format
    if align:
        form.alignment = ALIGNMENTS[align]
    if before:
        form.space_before = Pt(before)
    if after is not None:
        form.space_after = Pt(after)
    for part in runs_of(text):
        run = paragraph.add_run(part.text)
        run.font.size = Pt(size) if size else None
        run.font.bold = True if bold or part.bold else None
        run.font.italic = True if italic or part.italic else None
        run.font.strike = True if part.strike else None
    return paragraph


class Cell:
    """A cell as a place to write in: its first paragraph is used before new ones are added."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell
        self._is_used = False

    def paragraph(self) -> Any:
        """The next empty paragraph."""
        if self._is_used:
            return self.cell.add_paragraph()
        self._is_used = True
        return self.cell.paragraphs[0]

    def write(self, text: Text, **look: Any) -> Any:
        """Write a paragraph; see `write`."""
        return write(self.paragraph(), text, **look)

    def add_table(self, rows: int, columns: int) -> Any:
        """A table inside the cell, after what is written."""
        return self.cell.add_table(rows, columns)
