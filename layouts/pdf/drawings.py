"""Drawn blocks: the tally strip, bars and the folded name plate."""

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from layouts import typeface
from layouts.decree import MARGINS, PAGE_HEIGHT, TYPE
from layouts.document import Bar, BarChart, Fill, NamePlate, TallyStrip

_PER_ROW = 30
_CELL_HEIGHT = 5.2 * mm
# Room above a row of cells for the label of the line.
_ROW_GAP = 6 * mm


class Strip(Flowable):
    """One cell per member, told apart by shape and not by colour; a line after the cell that decides."""

    def __init__(self, block: TallyStrip) -> None:
        super().__init__()
        self.cells, self.needed = block.cells, block.needed
        self.rows = -(-len(self.cells) // _PER_ROW)
        self.keepWithNext = 1
        self.spaceBefore = 4

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The whole width; as high as the rows of cells and the label above them."""
        self.room = avail_width
        self.cell = min(6 * mm, avail_width / max(1, min(len(self.cells), _PER_ROW)))
        return avail_width, self.rows * (_CELL_HEIGHT + _ROW_GAP)

    def draw(self) -> None:
        """Cells row by row, then the line."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(black)
        for at, fill in enumerate(self.cells):
            self._cell(*self._corner(at), fill)
        if 0 < self.needed <= len(self.cells):
            x, y = self._corner(self.needed - 1)
            canvas.setLineWidth(2)
            canvas.line(x + self.cell, y - 1.2 * mm, x + self.cell, y + _CELL_HEIGHT + 1.2 * mm)
            canvas.setFillColor(black)
            canvas.setFont(typeface.REGULAR, 9)
            canvas.drawCentredString(x + self.cell, y + _CELL_HEIGHT + 1.8 * mm, f"cần {self.needed}")
        canvas.restoreState()

    def _corner(self, at: int) -> tuple[float, float]:
        row, column = divmod(at, _PER_ROW)
        left = (self.room - self.cell * min(len(self.cells), _PER_ROW)) / 2
        return left + column * self.cell, (self.rows - 1 - row) * (_CELL_HEIGHT + _ROW_GAP) + 1.2 * mm

    def _cell(self, x: float, y: float, fill: Fill) -> None:
        canvas, right, top = self.canv, x + self.cell, y + _CELL_HEIGHT
        canvas.setLineWidth(0.5)
        canvas.setFillColor(HexColor("#9C9C9C"))
        canvas.rect(x, y, self.cell, _CELL_HEIGHT, fill=1 if fill is Fill.FULL else 0)
        inset = 1.2 * mm
        canvas.setLineWidth(0.9)
        if fill is Fill.CROSS:
            canvas.line(x + inset, y + inset, right - inset, top - inset)
            canvas.line(x + inset, top - inset, right - inset, y + inset)
        elif fill is Fill.DASH:
            canvas.line(x + inset, (y + top) / 2, right - inset, (y + top) / 2)
        elif fill is Fill.SLASH:
            canvas.line(x + inset, y + inset, right - inset, top - inset)


class Bars(Flowable):
    """Label, bar and figure of each row on one line; the figure stands behind its bar."""

    _ROW = 8 * mm
    _BAR = 4.6 * mm
    _MOST_FOR_LABELS = 0.6
    _FIGURE_ROOM = 16 * mm

    def __init__(self, block: BarChart) -> None:
        super().__init__()
        self.bars, self.full = block.bars, block.full
        self.spaceAfter = 4

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The whole width; one row per bar."""
        self.room = avail_width
        return avail_width, len(self.bars) * self._ROW

    def draw(self) -> None:
        """The rows from the top, then the line they begin at."""
        widest = max(
            (typeface.width(bar.label, typeface.REGULAR, TYPE.table) for bar in self.bars), default=0
        )
        left = min(widest + 2 * mm, self.room * self._MOST_FOR_LABELS)
        self.canv.saveState()
        for at, bar in enumerate(self.bars):
            self._row(bar, left, (len(self.bars) - 1 - at) * self._ROW)
        self.canv.setLineWidth(0.8)
        self.canv.line(left, 0, left, len(self.bars) * self._ROW)
        self.canv.restoreState()

    def _row(self, bar: Bar, left: float, bottom: float) -> None:
        longest = self.room - left - self._FIGURE_ROOM
        length = longest * max(0.0, min(1.0, bar.value / self.full))
        canvas, base = self.canv, bottom + (self._ROW - self._BAR) / 2
        canvas.setFillColor(HexColor("#4A4A4A"))
        canvas.setLineWidth(0.9)
        if bar.is_goal:
            canvas.setDash(2, 1.5)
        canvas.rect(left, base, length, self._BAR, fill=0 if bar.is_goal else 1)
        canvas.setDash()
        canvas.setFillColor(black)
        line = base + self._BAR / 2 - TYPE.table * 0.33
        canvas.setFont(typeface.REGULAR, TYPE.table)
        canvas.drawRightString(left - 2 * mm, line, bar.label)
        canvas.setFont(typeface.BOLD, TYPE.table)
        canvas.drawString(left + length + 2 * mm, line, bar.shown)


class FoldedPlate(Flowable):
    """Two faces of a name plate above each other, the upper one upside down, with the line to fold along."""

    FACE = 60 * mm
    # A hair less than half the frame, so that rounding never moves a plate to another page.
    SHEET_FACE = (PAGE_HEIGHT - MARGINS.top - MARGINS.bottom) / 2 * mm - 0.5

    def __init__(self, plate: NamePlate, room: float) -> None:
        super().__init__()
        self.plate, self.room = plate, room
        self.face = self.SHEET_FACE if plate.fills_sheet else self.FACE

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The whole width; two faces high."""
        return self.room, 2 * self.face

    def draw(self) -> None:
        """The lower face, the fold, the upper face turned."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(0.4)
        canvas.rect(0, 0, self.room, 2 * self.face)
        self._face()
        canvas.setDash(3, 3)
        canvas.line(0, self.face, self.room, self.face)
        canvas.translate(self.room, 2 * self.face)
        canvas.rotate(180)
        self._face()
        canvas.restoreState()

    def _face(self) -> None:
        name, post = self.plate.name.upper(), self.plate.post
        middle = self.face / 2
        self._line(name, typeface.BOLD, 44, middle + (2 if post else -12))
        if post:
            self._line(post, typeface.REGULAR, 22, middle - 34)

    def _line(self, words: str, font: str, size: float, y: float) -> None:
        """One centred line, set smaller when it is wider than the plate."""
        room = self.room - 16 * mm
        wide = typeface.width(words, font, size) or 1
        self.canv.setFont(font, size * min(1, room / wide))
        self.canv.drawCentredString(self.room / 2, y, words)
