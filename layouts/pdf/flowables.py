"""Things Platypus lacks: text from data, a rule, a heading that bookmarks itself, a stamp."""

from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as SetParagraph

from layouts import typeface
from layouts.decree import RED
from layouts.document import Text, runs_of

_FACES = (("bold", "b"), ("italic", "i"), ("strike", "strike"))


def markup(text: Text) -> str:
    """ReportLab's own mark-up of `text`, everything a person typed escaped."""
    parts = []
    for run in runs_of(text):
        words = escape(run.text).replace("\n", "<br/>")
        for name, tag in _FACES:
            if getattr(run, name) and words:
                words = f"<{tag}>{words}</{tag}>"
        parts.append(words)
    return "".join(parts)


def paragraph(text: Text, style: ParagraphStyle) -> SetParagraph:
    """A set paragraph of data."""
    return SetParagraph(markup(text), style)


class Rule(Flowable):
    """A horizontal rule of `width` points in the middle of its frame, with `gap` points above and below."""

    def __init__(self, width: float, gap: float = 3, thickness: float = 0.6) -> None:
        super().__init__()
        self.rule_width, self.gap, self.thickness = width, gap, thickness

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Takes the whole width, so that the rule can stand in its middle."""
        self.avail_width = avail_width
        return avail_width, 2 * self.gap + self.thickness

    def draw(self) -> None:
        """Draw the line."""
        left = (self.avail_width - min(self.rule_width, self.avail_width)) / 2
        self.canv.saveState()
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(self.thickness)
        self.canv.line(left, self.gap, self.avail_width - left, self.gap)
        self.canv.restoreState()


class Bookmark(Flowable):
    """An entry of the outline, of no height; goes in front of the heading it names."""

    _ZEROSIZE = 1

    def __init__(self, title: str, depth: int) -> None:
        super().__init__()
        self.title, self.depth = title, depth
        self.keepWithNext = 1

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Takes no room."""
        return 0, 0

    def draw(self) -> None:
        """Name this place and list it."""
        canvas: Any = self.canv
        canvas.heading_count = getattr(canvas, "heading_count", 0) + 1
        key = f"h{canvas.heading_count}"
        _x, y = canvas.absolutePosition(0, 0)
        canvas.bookmarkHorizontalAbsolute(key, y + 24)
        canvas.addOutlineEntry(self.title, key, self.depth, closed=False)


class Stamp(Flowable):
    """Words in a frame of the decree's size, centred: red for urgency and secrecy, doubled for secrecy."""

    def __init__(
        self, words: str, size: tuple[float, float], type_size: float, double: bool = False, colour: str = RED
    ):
        super().__init__()
        self.words, self.type_size, self.double, self.colour = words, type_size, double, colour
        self.box_width, self.box_height = size[0] * mm, size[1] * mm
        self.spaceBefore = 5

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Takes the whole width and the frame's height."""
        self.avail_width = avail_width
        return avail_width, self.box_height

    def draw(self) -> None:
        """Draw frame and words; words too wide for the frame are set smaller."""
        canvas, left = self.canv, (self.avail_width - self.box_width) / 2
        canvas.saveState()
        canvas.setStrokeColor(HexColor(self.colour))
        canvas.setFillColor(HexColor(self.colour))
        canvas.setLineWidth(0.8)
        canvas.rect(left, 0, self.box_width, self.box_height)
        inset = 1 * mm if self.double else 0
        if inset:
            canvas.rect(left + inset, inset, self.box_width - 2 * inset, self.box_height - 2 * inset)
        room = self.box_width - 2 * inset - 4
        wide = pdfmetrics.stringWidth(self.words, typeface.BOLD, self.type_size)
        size = self.type_size * min(1, room / wide)
        canvas.setFont(typeface.BOLD, size)
        canvas.drawCentredString(self.avail_width / 2, self.box_height / 2 - size * 0.33, self.words)
        canvas.restoreState()
