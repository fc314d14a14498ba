"""Drawn blocks: the tally strip and the folded name plate."""

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from layouts import typeface
from layouts.document import Fill, NamePlate, TallyStrip

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


class FoldedPlate(Flowable):
    """Two faces of a name plate above each other, the upper one upside down, with the line to fold along."""

    FACE = 60 * mm

    def __init__(self, plate: NamePlate, room: float) -> None:
        super().__init__()
        self.plate, self.room = plate, room

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The whole width; two faces high."""
        return self.room, 2 * self.FACE

    def draw(self) -> None:
        """The lower face, the fold, the upper face turned."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(0.4)
        canvas.rect(0, 0, self.room, 2 * self.FACE)
        self._face()
        canvas.setDash(3, 3)
        canvas.line(0, self.FACE, self.room, self.FACE)
        canvas.translate(self.room, 2 * self.FACE)
        canvas.rotate(180)
        self._face()
        canvas.restoreState()

    def _face(self) -> None:
        name, post = self.plate.name.upper(), self.plate.post
        middle = self.FACE / 2
        self._line(name, typeface.BOLD, 44, middle + (2 if post else -12))
        if post:
            self._line(post, typeface.REGULAR, 22, middle - 34)

    def _line(self, words: str, font: str, size: float, y: float) -> None:
        """One centred line, set smaller when it is wider than the plate."""
        room = self.room - 16 * mm
        wide = typeface.width(words, font, size) or 1
        self.canv.setFont(font, size * min(1, room / wide))
        self.canv.drawCentredString(self.room / 2, y, words)
