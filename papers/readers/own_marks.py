"""A reader's own marks drawn over the pages of a copy made for that reader: never over the file of the paper.

Words are found in the letters of the page without white space, as everywhere with marks; what isn't found isn't drawn.
"""

import ctypes
import unicodedata
from io import BytesIO
from typing import Any, Final

import pikepdf
import pypdfium2
from pypdfium2 import raw
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from papers.readers.boxes import settle
from papers.readers.stamping import FACE, shown_size

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the upper left corner
COLOURS: Final = {
    "yellow": (0.95, 0.76, 0.0),
    "green": (0.25, 0.65, 0.35),
    "blue": (0.25, 0.53, 0.85),
    "red": (0.84, 0.27, 0.24),
}
HIGHLIGHT: Final = 0.4
QUIET: Final = 0.22
PIN: Final = 14.0
FINE: Final = 100  # parts of a point in which places are asked of pdfium


class Letters:
    """The letters of one page with the place of each."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page, self.letters, self.boxes = page, "", list[Box]()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            if letter.isspace() or not letter.isprintable():
                continue
            box = self._shown(text.get_charbox(index, loose=True))
            joined = unicodedata.normalize("NFC", self.letters[-1:] + letter)
            if self.letters and unicodedata.combining(letter) and len(joined) == 1:
                self.letters = self.letters[:-1] + joined
                continue
            whole = unicodedata.normalize("NFC", letter)
            self.letters += whole
            self.boxes += [box] * len(whole)
        text.close()

    def _shown(self, bounds: tuple[float, float, float, float]) -> Box:
        """From the page's own axes to what is seen, turned if the page is turned."""
        left, bottom, right, top = bounds
        (x1, y1), (x2, y2) = self._at(left, bottom), self._at(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.page.get_size()
        across, down = ctypes.c_int(), ctypes.c_int()
        size = round(width * FINE), round(height * FINE)
        raw.FPDF_PageToDevice(self.page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value / FINE, down.value / FINE

    def lines(self, part: dict[str, Any]) -> list[Box]:
        """The boxes of the words of a mark, one for each piece of a line; none if they don't stand here."""
        wanted = squeezed(part["quote"] or "")
        if not wanted:
            return []
        before, after = squeezed(part["prefix"] or ""), squeezed(part["suffix"] or "")
        best: tuple[int, int, int] | None = None
        at = self.letters.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            fit = _agreed(self.letters[:at][::-1], before[::-1]) + _agreed(self.letters[end:], after)
            best = max(best or (-1, 0, 0), (fit, -abs(at - (part["start"] or 0)), at))
            at = self.letters.find(wanted, at + 1)
        return _by_line(self.boxes[best[2] : best[2] + len(wanted)]) if best else []

    def edge(self, box: Box) -> float:
        """How far left the line of that box begins: beside it a sign covers no word."""
        _left, top, _right, bottom = box
        middle = (top + bottom) / 2
        return min((left for left, y1, _x, y2 in self.boxes if y1 <= middle <= y2), default=box[0])


def squeezed(text: str) -> str:
    """NFC without white space and unseen signs."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if not letter.isspace() and letter.isprintable())


def _agreed(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _by_line(boxes: list[Box]) -> list[Box]:
    """Boxes of letters joined where the next stands on the same line."""
    lines: list[Box] = []
    for left, top, right, bottom in boxes:
        if lines:
            x1, y1, x2, y2 = lines[-1]
            same = min(y2, bottom) - max(y1, top) > 0.5 * min(y2 - y1, bottom - top)
            if same and left >= x1 - 2:
                lines[-1] = (x1, min(y1, top), max(x2, right), max(y2, bottom))
                continue
        lines.append((left, top, right, bottom))
    return lines


def draw(bound: pikepdf.Pdf, page: pikepdf.Page, letters: Letters, marks: list[dict[str, Any]]) -> None:
    """Lay the marks of one page over it: `[{"kind", "colour", "parts", "strokes", "box", "number"}]`."""
    width, height = shown_size(page)
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width, height))
    signs: list[Box] = []
    for mark in marks:
        _draw_one(canvas, height, letters, mark, signs)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(target.getvalue())) as drawn:
        form = bound.copy_foreign(drawn.pages[0].as_form_xobject())
    _through(form)
    page.add_overlay(form, pikepdf.Rectangle(*settle(page)))


def _through(form: Any) -> None:
    """What is laid on with a see-through colour darkens the paper, so that the letters under it stay black."""
    for state in (form.Resources.get("/ExtGState") or {}).values():
        if float(state.get("/ca", 1)) < 1:
            state.BM = pikepdf.Name.Multiply


def _draw_one(
    canvas: Canvas, height: float, letters: Letters, mark: dict[str, Any], signs: list[Box]
) -> None:
    boxes = [box for part in mark["parts"] for box in letters.lines(part)]
    colour = Color(*COLOURS.get(mark["colour"], COLOURS["yellow"]))
    canvas.setStrokeColor(colour)
    if mark["kind"] == "ink":
        _draw_ink(canvas, height, mark, boxes)
    for left, top, right, bottom in boxes if mark["kind"] != "ink" else ():
        if mark["kind"] == "underline":
            canvas.setLineWidth(1.6)
            canvas.line(left, height - bottom, right, height - bottom)
            continue
        canvas.setFillColor(colour, alpha=HIGHLIGHT if mark["kind"] == "highlight" else QUIET)
        canvas.rect(left, height - bottom, right - left, bottom - top, stroke=0, fill=1)
    if mark.get("number"):
        left, top, _right, bottom = boxes[0] if boxes else _drawn(mark)
        at = (letters.edge(boxes[0]) if boxes else left), (top + min(bottom, top + 24)) / 2
        _draw_sign(canvas, height, mark["number"], _free(at, mark["number"], signs), colour)


def _draw_ink(canvas: Canvas, height: float, mark: dict[str, Any], boxes: list[Box]) -> None:
    """Ink moves as far as the lines under it moved."""
    by_x = by_y = 0.0
    if mark.get("box") and boxes:
        by_x, by_y = (
            min(box[0] for box in boxes) - mark["box"][0],
            min(box[1] for box in boxes) - mark["box"][1],
        )
    canvas.setLineWidth(2)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in mark["strokes"]:
        points = [(x + by_x, height - y - by_y) for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
        line = canvas.beginPath()
        line.moveTo(*points[0])
        for point in points[1:] or points:
            line.lineTo(*point)
        canvas.drawPath(line, stroke=1, fill=0)


def _drawn(mark: dict[str, Any]) -> Box:
    """What the ink takes up; without ink the corner of the page."""
    xs = [x for stroke in mark["strokes"] for x in stroke[::2]]
    ys = [y for stroke in mark["strokes"] for y in stroke[1::2]]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (18.0, 18.0, 18.0, 30.0)


def _free(at: tuple[float, float], number: int, signs: list[Box]) -> Box:
    """Room for a sign left of a place: beside those that are there already, at the edge below them."""
    wide = PIN if number < 100 else PIN * 1.5
    x, y = max(2.0, at[0] - wide - 2), at[1] - PIN / 2
    while any(
        x < right and left < x + wide and y < bottom and top < y + PIN for left, top, right, bottom in signs
    ):
        x, y = (x - wide - 2, y) if x - wide - 2 >= 2 else (x, y + PIN + 1)
    signs.append((x, y, x + wide, y + PIN))
    return signs[-1]


def _draw_sign(canvas: Canvas, height: float, number: int, box: Box, colour: Color) -> None:
    """The number of its words on the page that follows."""
    left, top, right, _bottom = box
    canvas.setFillColor(colour)
    canvas.roundRect(left, height - top - PIN, right - left, PIN, 3, stroke=0, fill=1)
    canvas.setFillColor(Color(0, 0, 0))
    canvas.setFont(f"{FACE}-Bold", 10)
    canvas.drawCentredString((left + right) / 2, height - top - PIN + 3.6, str(number))
