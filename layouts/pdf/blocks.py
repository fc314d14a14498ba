"""The body: each kind of block as flowables."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    LongTable,
    NextPageTemplate,
    PageBreak,
    Spacer,
)
from reportlab.platypus import Table as GridTable

from layouts import document as doc
from layouts import typeface
from layouts.decree import FIRST_LINE_INDENT, PARAGRAPH_GAP, TYPE
from layouts.document import Align
from layouts.pdf.ballots import Ballot
from layouts.pdf.drawings import Bars, FoldedPlate, Strip
from layouts.pdf.flowables import Bookmark, paragraph
from layouts.pdf.header import BARE
from layouts.pdf.pages import sheet_name
from layouts.pdf.styles import body, style
from layouts.vietnamese import point_letter

# A row that would be cut closer than this to a page's end moves to the next page, in points.
_LEAST_PIECE = 72


class Body:
    """Turns blocks into flowables for a frame of `room` points, and keeps the outline free of jumps."""

    def __init__(self, room: float, base_depth: int) -> None:
        self.room = room
        self._base = base_depth
        self._open: list[int] = []

    def flow(self, blocks: Iterable[doc.Block]) -> Iterator[Flowable]:
        """All blocks in order."""
        for block in blocks:
            yield from _SETTERS[type(block)](self, block)

    def heading(self, block: doc.Heading) -> Iterator[Flowable]:
        """Centred on two lines down to Tiểu mục; from Điều on one bold line with the body's indent."""
        yield CondPageBreak(3 * TYPE.body * TYPE.leading)
        yield Bookmark(block.outline, self._depth(block.level))
        if not block.level.is_centred:
            words = f"{block.label} {block.title}".strip()
            yield paragraph(words, style(font=typeface.BOLD, align=Align.JUSTIFY, indent=True, before=2,
                                         after=PARAGRAPH_GAP, keep_with_next=True))  # fmt: skip
            return
        words = "\n".join(filter(None, (block.label, block.title.upper())))
        centred = style(
            font=typeface.BOLD, align=Align.CENTRE, before=2, after=PARAGRAPH_GAP, keep_with_next=True
        )
        yield paragraph(words, centred)

    def paragraph(self, block: doc.Paragraph) -> Iterator[Flowable]:
        """Body text."""
        indent = block.has_indent and block.align in (Align.JUSTIFY, Align.LEFT)
        yield paragraph(block.text, body(block.align, indent, block.keep_with_next))

    def legal_bases(self, block: doc.LegalBases) -> Iterator[Flowable]:
        """Italic lines, ";" and at the end "."."""
        italics = style(font=typeface.ITALIC, align=Align.JUSTIFY, indent=True, after=PARAGRAPH_GAP)
        for at, item in enumerate(block.items, start=1):
            yield paragraph(f"{item.rstrip(' ;.,')}{'.' if at == len(block.items) else ';'}", italics)

    def bullets(self, block: doc.BulletList) -> Iterator[Flowable]:
        """Points as Vietnamese papers set them: the sign on the indented line, the rest to the margin."""
        for sign, item in signed_points(block):
            yield paragraph((f"{sign} ", *doc.runs_of(item)), body())

    def table(self, block: doc.Table) -> Iterator[Flowable]:
        """A ruled table over the whole width; a row higher than a page is cut, others stay whole."""
        if block.caption:
            yield paragraph(
                block.caption, style(font=typeface.BOLD, align=Align.CENTRE, after=4, keep_with_next=True)
            )
        titles = style(TYPE.table, typeface.BOLD, Align.CENTRE, leading=1.15)
        cells = [style(TYPE.table, align=column.align, leading=1.15) for column in block.columns]
        grid: list[list[Any]] = [[paragraph(column.title, titles) for column in block.columns]]
        looks: list[tuple[Any, ...]] = [*_GRID]
        for row in block.rows:
            if isinstance(row, doc.GroupRow):
                looks.append(("SPAN", (0, len(grid)), (-1, len(grid))))
                lead = paragraph(row.text, style(TYPE.table, typeface.BOLD, leading=1.15))
                grid.append([lead, *[""] * (len(block.columns) - 1)])
            else:
                grid.append([paragraph(text, look) for text, look in zip(row, cells, strict=True)])
        yield LongTable(
            grid,
            colWidths=shares(self.room, [column.share for column in block.columns]),
            repeatRows=1 if block.repeats_header else 0,
            splitInRow=_LEAST_PIECE,
            style=looks,
            spaceBefore=2,
            spaceAfter=8,
        )

    def tally(self, block: doc.TallyStrip) -> Iterator[Flowable]:
        """The strip and, below it, the same in words."""
        yield Strip(block)
        yield paragraph(block.line, style(TYPE.table, align=Align.CENTRE, before=2, after=8))

    def chart(self, block: doc.BarChart) -> Iterator[Flowable]:
        """The bars below their title, on one page."""
        title = style(font=typeface.BOLD, align=Align.CENTRE, after=4, keep_with_next=True)
        yield KeepTogether([paragraph(block.title, title), Bars(block)])

    def pairs(self, block: doc.KeyValue) -> Iterator[Flowable]:
        """Labels left, what they stand for right."""
        look, bold = style(leading=1.2), style(font=typeface.BOLD, leading=1.2)
        rows = [[paragraph(label, bold), paragraph(text, look)] for label, text in block.pairs]
        if rows:
            widths = shares(self.room, [block.label_share, 1 - block.label_share])
            looks = [*BARE, ("LEFTPADDING", (0, 0), (0, -1), FIRST_LINE_INDENT * mm)]
            yield GridTable(rows, colWidths=widths, style=looks, splitInRow=_LEAST_PIECE, spaceAfter=4)

    def page_break(self, _block: doc.PageBreak) -> Iterator[Flowable]:
        """A new page, unless this one is still empty."""
        yield PageBreak()

    def plate(self, block: doc.NamePlate) -> Iterator[Flowable]:
        """A plate to fold: cut out, or a whole sheet without a page number."""
        if block.fills_sheet:
            yield NextPageTemplate(sheet_name("first", False))
            yield FoldedPlate(block, self.room)
            return
        yield FoldedPlate(block, self.room)
        yield Spacer(0, 4 * mm)

    def ballot(self, block: doc.BallotPaper) -> Iterator[Flowable]:
        """A ballot to cut out; a number in the page's margin would tell one ballot from another, so there is none."""
        yield NextPageTemplate(sheet_name("first", False))
        yield Ballot(block, self.room)

    def _depth(self, level: doc.Level) -> int:
        while self._open and self._open[-1] >= level.value:
            self._open.pop()
        self._open.append(level.value)
        return self._base + len(self._open) - 1


_GRID: list[tuple[Any, ...]] = [
    ("GRID", (0, 0), (-1, -1), 0.5, "#000000"),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
    ("FONTNAME", (0, 0), (-1, -1), typeface.REGULAR),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]

_SETTERS: dict[type, Callable[[Body, Any], Iterator[Flowable]]] = {
    doc.Heading: Body.heading,
    doc.Paragraph: Body.paragraph,
    doc.LegalBases: Body.legal_bases,
    doc.BulletList: Body.bullets,
    doc.Table: Body.table,
    doc.TallyStrip: Body.tally,
    doc.BarChart: Body.chart,
    doc.KeyValue: Body.pairs,
    doc.PageBreak: Body.page_break,
    doc.NamePlate: Body.plate,
    doc.BallotPaper: Body.ballot,
}


def shares(room: float, parts: list[float]) -> list[float]:
    """`room` divided in proportion to `parts`."""
    return [room * part / sum(parts) for part in parts]


def signed_points(block: doc.BulletList) -> Iterator[tuple[str, doc.Text]]:
    """Each point with its sign: "-", "+", "1.", "a)"."""
    for at, item in enumerate(block.items):
        match block.marker:
            case doc.Marker.NUMBER:
                yield f"{at + 1}.", item
            case doc.Marker.LETTER:
                yield f"{point_letter(at)})", item
            case doc.Marker.PLUS:
                yield "+", item
            case _:
                yield "-", item
