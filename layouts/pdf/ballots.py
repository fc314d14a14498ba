"""A ballot as half a page: head, question, options with their boxes, and the line to cut along."""

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepInFrame, Spacer, Table

from layouts import typeface
from layouts.decree import HEADER_LEFT, HEADER_RIGHT, MARGINS, PAGE_HEIGHT, TYPE
from layouts.document import Align, BallotPaper, Header, bold
from layouts.pdf.flowables import paragraph
from layouts.pdf.header import BARE, agency, national_title
from layouts.pdf.styles import style

PER_PAGE = 2
# A hair less than the share of the frame, so that rounding never moves the second ballot to a page of its own.
HEIGHT = (PAGE_HEIGHT - MARGINS.top - MARGINS.bottom) / PER_PAGE * mm - 0.5
_GAP = 9 * mm
_BOX = 6 * mm


class Ballot(Flowable):
    """One ballot. A question too long for it is set smaller: nothing may run over the line."""

    def __init__(self, block: BallotPaper, room: float) -> None:
        super().__init__()
        self.room = room
        self.face = KeepInFrame(room, HEIGHT - 2 * _GAP, _face(block), mode="shrink", vAlign="TOP")

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The whole width and its share of the page."""
        return self.room, HEIGHT

    def draw(self) -> None:
        """The face from the top, and below the upper ballot of a page the line from edge to edge."""
        canvas = self.canv
        _width, height = self.face.wrapOn(canvas, self.room, HEIGHT - 2 * _GAP)
        at_top = canvas.absolutePosition(0, 0)[1] > PAGE_HEIGHT * mm / 3
        self.face.drawOn(canvas, 0, HEIGHT - height - (0 if at_top else _GAP))
        if at_top:
            canvas.saveState()
            canvas.setStrokeColor(HexColor("#7A7A7A"))
            canvas.setLineWidth(0.5)
            canvas.setDash(4, 3)
            canvas.line(-MARGINS.left * mm, 0, self.room + MARGINS.right * mm, 0)
            canvas.restoreState()


class _Option(Flowable):
    """A box to mark and what it stands for."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """One line."""
        return avail_width, _BOX + 3 * mm

    def draw(self) -> None:
        """The box, then the words on its middle."""
        canvas = self.canv
        canvas.setStrokeColor(black)
        canvas.setLineWidth(1)
        canvas.rect(0, 0, _BOX, _BOX)
        canvas.setFont(typeface.BOLD, TYPE.body)
        canvas.drawString(_BOX + 4 * mm, _BOX / 2 - TYPE.body * 0.33, self.words)


def _face(block: BallotPaper) -> list[Flowable]:
    left, right = HEADER_LEFT * mm, HEADER_RIGHT * mm
    small = style(TYPE.table, typeface.ITALIC, Align.CENTRE, leading=1.15)
    centred = style(TYPE.body, typeface.BOLD, Align.CENTRE, leading=1.15)
    text = style(TYPE.number, align=Align.JUSTIFY, leading=1.15, after=2)
    head = Table(
        [[agency(Header(agency=block.agency), left), national_title()]], colWidths=[left, right], style=BARE
    )
    parts: list[Flowable] = [
        head,
        paragraph("PHIẾU BIỂU QUYẾT", style(TYPE.type_name, typeface.BOLD, Align.CENTRE, before=4)),
        paragraph(block.sitting, style(TYPE.number, align=Align.CENTRE, leading=1.15)),
        paragraph(block.series, small),
        Spacer(0, 5),
    ]
    if block.voter:
        parts += [paragraph(block.voter, centred), Spacer(0, 4)]
    parts.append(paragraph((bold("Nội dung biểu quyết: "), block.question), text))
    if block.version:
        parts.append(paragraph((bold("Theo tài liệu: "), block.version), text))
    parts += [Spacer(0, 5), Table([[_Option(words)] for words in block.options], style=BARE, hAlign="LEFT")]
    if block.note:
        parts.append(paragraph(block.note, style(TYPE.table, typeface.ITALIC, leading=1.15, before=3)))
    return parts
