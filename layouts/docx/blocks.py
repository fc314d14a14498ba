"""The body in Word: each kind of block."""

from collections.abc import Callable, Iterable
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Mm, Pt

from layouts import document as doc
from layouts.blocks import FILL_SIGNS
from layouts.decree import FIRST_LINE_INDENT, MOTTO, NATIONAL_TITLE, TYPE
from layouts.document import Align, Fill
from layouts.docx.sheets import BODY, CELL
from layouts.docx.text import ALIGNMENTS, Cell, write
from layouts.docx.xml import (
    add_table,
    cell_borders,
    fix_height,
    keep_row_whole,
    repeat_row,
    set_widths,
    shade,
    shrink,
)
from layouts.pdf.blocks import shares, signed_points

_PER_ROW = 30
_DEEPEST_HEADING = 7


class Writer:
    """Writes blocks into a Word file whose text is `room` millimetres wide."""

    def __init__(self, file: Any, room: float, base_depth: int) -> None:
        self.file, self.room = file, room
        self._base = base_depth
        self._open: list[int] = []

    def write(self, blocks: Iterable[doc.Block]) -> None:
        """All blocks in order."""
        for block in blocks:
            _WRITERS[type(block)](self, block)

    def heading(self, block: doc.Heading) -> None:
        """A real heading of Word, so that its navigation shows it."""
        name = f"Heading {min(_DEEPEST_HEADING, self._depth(block.level))}"
        paragraph = self.file.add_paragraph()
        if block.level.is_centred:
            words = "\n".join(filter(None, (block.label, block.title.upper())))
            write(paragraph, words, style=name, align=Align.CENTRE)
        else:
            write(paragraph, f"{block.label} {block.title}".strip(), style=name, align=Align.JUSTIFY)
            paragraph.paragraph_format.first_line_indent = Mm(FIRST_LINE_INDENT)

    def paragraph(self, block: doc.Paragraph) -> None:
        """Body text."""
        paragraph = write(self.file.add_paragraph(), block.text, style=BODY)
        form = paragraph.paragraph_format
        if block.align is not Align.JUSTIFY:
            form.alignment = ALIGNMENTS[block.align]
        if not block.has_indent or block.align in (Align.CENTRE, Align.RIGHT):
            form.first_line_indent = Mm(0)
        if block.keep_with_next:
            form.keep_with_next = True

    def legal_bases(self, block: doc.LegalBases) -> None:
        """Italic lines, ";" and at the end "."."""
        for at, item in enumerate(block.items, start=1):
            words = f"{item.rstrip(' ;.,')}{'.' if at == len(block.items) else ';'}"
            write(self.file.add_paragraph(), words, style=BODY, italic=True)

    def bullets(self, block: doc.BulletList) -> None:
        """Points with their sign written out, as official papers set them."""
        for sign, item in signed_points(block):
            write(self.file.add_paragraph(), (f"{sign} ", *doc.runs_of(item)), style=BODY)

    def table(self, block: doc.Table) -> None:
        """A ruled table whose title row comes again on every page."""
        if block.caption:
            caption = write(self.file.add_paragraph(), block.caption, align=Align.CENTRE, bold=True, after=4)
            caption.paragraph_format.keep_with_next = True
        widths = shares(self.room, [column.share for column in block.columns])
        table = add_table(self.file, widths, 1, ruled=True)
        titles = table.rows[0]
        for cell, column in zip(titles.cells, block.columns, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            write(cell.paragraphs[0], column.title, style=CELL, align=Align.CENTRE, bold=True)
        keep_row_whole(titles)
        if block.repeats_header:
            repeat_row(titles)
        for row in block.rows:
            self._row(table.add_row(), row, block.columns, widths)
        self._gap()

    def tally(self, block: doc.TallyStrip) -> None:
        """The strip as a table of small cells, the same in words below it."""
        cells = block.cells
        for start in range(0, len(cells), _PER_ROW):
            piece = cells[start : start + _PER_ROW]
            side = min(6.0, self.room / min(len(cells), _PER_ROW))
            table = add_table(self.file, [side] * len(piece), 1, ruled=True)
            fix_height(table.rows[0], 5.2)
            for at, (cell, fill) in enumerate(zip(table.rows[0].cells, piece, strict=True), start=start + 1):
                self._tally_cell(cell, fill, decides=at == block.needed)
            shrink(self.file.add_paragraph()).paragraph_format.keep_with_next = True
        words = f"{block.line}\n(vạch đậm: cần {block.needed})"
        write(self.file.add_paragraph(), words, style=CELL, align=Align.CENTRE, before=2, after=8)

    def chart(self, block: doc.BarChart) -> None:
        """Label and figure in a table: word processors have no bars that every one of them draws alike."""
        columns = (doc.Column(block.title, 3), doc.Column("", 1, Align.RIGHT))
        self.table(doc.Table(columns, tuple((bar.label, bar.shown) for bar in block.bars)))

    def pairs(self, block: doc.KeyValue) -> None:
        """Labels left, what they stand for right."""
        if not block.pairs:
            return
        widths = shares(self.room, [block.label_share, 1 - block.label_share])
        table = add_table(self.file, widths, len(block.pairs), ruled=False)
        for row, (label, text) in zip(table.rows, block.pairs, strict=True):
            left, right = row.cells
            named = write(left.paragraphs[0], label, bold=True, after=3)
            named.paragraph_format.left_indent = Mm(FIRST_LINE_INDENT)
            write(right.paragraphs[0], text, after=3)
        self._gap()

    def page_break(self, _block: doc.PageBreak) -> None:
        """A new page."""
        shrink(self.file.add_paragraph()).paragraph_format.page_break_before = True

    def plate(self, block: doc.NamePlate) -> None:
        """One face of a name plate in its frame (Word can't turn the second face)."""
        table = add_table(self.file, (self.room,), 1, ruled=True)
        fix_height(table.rows[0], 60)
        face = Cell(table.cell(0, 0))
        face.write(block.name.upper(), align=Align.CENTRE, size=36, bold=True)
        if block.post:
            face.write(block.post, align=Align.CENTRE, size=20)
        self._gap()

    def ballot(self, block: doc.BallotPaper) -> None:
        """A ballot in its frame; the options with a box sign before them."""
        table = add_table(self.file, (self.room,), 1, ruled=True)
        keep_row_whole(table.rows[0])
        face = Cell(table.cell(0, 0))
        face.write(f"{NATIONAL_TITLE}\n{MOTTO}", align=Align.CENTRE, bold=True)
        for words in filter(None, ("PHIẾU BIỂU QUYẾT", block.sitting, block.series, block.voter)):
            face.write(words, align=Align.CENTRE)
        for words in filter(None, (block.agency, block.question, block.version)):
            face.write(words)
        for words in block.options:
            face.write(f"[   ] {words}", bold=True)
        if block.note:
            face.write(block.note)
        self._gap()

    def _row(self, row: Any, content: Any, columns: tuple[doc.Column, ...], widths: list[float]) -> None:
        keep_row_whole(row)
        set_widths(row, widths)
        cells = row.cells
        if isinstance(content, doc.GroupRow):
            whole = cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]
            write(whole.paragraphs[0], content.text, style=CELL, bold=True)
            return
        for cell, text, column in zip(cells, content, columns, strict=True):
            write(cell.paragraphs[0], text, style=CELL, align=column.align)

    def _tally_cell(self, cell: Any, fill: Fill, decides: bool) -> None:
        sign = "" if fill is Fill.FULL else FILL_SIGNS[fill]
        write(cell.paragraphs[0], sign, style=CELL, align=Align.CENTRE, size=9)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        if fill is Fill.FULL:
            shade(cell, "9C9C9C")
        if decides:
            cell_borders(cell, right=("single", 24, "000000"))

    def _gap(self) -> None:
        shrink(self.file.add_paragraph()).paragraph_format.space_after = Pt(TYPE.body / 3)

    def _depth(self, level: doc.Level) -> int:
        while self._open and self._open[-1] >= level.value:
            self._open.pop()
        self._open.append(level.value)
        return self._base + len(self._open) - 1


_WRITERS: dict[type, Callable[[Writer, Any], None]] = {
    doc.Heading: Writer.heading,
    doc.Paragraph: Writer.paragraph,
    doc.LegalBases: Writer.legal_bases,
    doc.BulletList: Writer.bullets,
    doc.Table: Writer.table,
    doc.TallyStrip: Writer.tally,
    doc.BarChart: Writer.chart,
    doc.KeyValue: Writer.pairs,
    doc.PageBreak: Writer.page_break,
    doc.NamePlate: Writer.plate,
    doc.BallotPaper: Writer.ballot,
}
