"""The embedded typeface: Tinos, metric twin of Times New Roman with every Vietnamese letter (OFL)."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"


class _Face(TTFont):  # type: ignore[misc]
    """A face that remembers how wide a word is: Vietnamese is written in a few thousand syllables.

    ReportLab reads the letters a file needs out of the face by one shared reading position, so two files finished at
    the same moment would get each other's letters: one at a time embeds.
    """

    _MOST = 20_000
    _EMBEDDING = Lock()

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        self._widths: dict[str, float] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - ReportLab's name
        """The width of `text` at `size` points, in points."""
        width = self._widths.get(text)
        if width is None:
            width = super().stringWidth(text, 1, encoding)
            if len(text) < 12 and len(self._widths) < self._MOST:
                self._widths[text] = width
        return float(width * size)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name
        """Embed the letters `doc` uses."""
        with self._EMBEDDING:
            super().addObjects(doc)


@cache
def register() -> frozenset[str]:
    """Make the four faces known to ReportLab, once per process; answers the characters all four can draw, and "\\n"."""
    rl_config.useA85 = 0  # plain bytes: a fifth smaller, no slower to read
    drawable: set[int] | None = None
    for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC):
        font = _Face(name, str(FOLDER / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        points = {point for point, glyph in font.face.charToGlyph.items() if glyph}
        drawable = points if drawable is None else drawable & points
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    return frozenset(map(chr, drawable or ())) | {"\n"}


def width(text: str, font: str, size: float) -> float:
    """How wide `text` is set, in points."""
    register()
    return pdfmetrics.stringWidth(text, font, size)
