"""The embedded typeface: Tinos, metric twin of Times New Roman with every Vietnamese letter (OFL)."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"


@cache
def register() -> frozenset[int]:
    """Make the four faces known to ReportLab, once per process; answers the code points all four can draw."""
    drawable: set[int] | None = None
    for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC):
        font = TTFont(name, str(FOLDER / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        points = {point for point, glyph in font.face.charToGlyph.items() if glyph}
        drawable = points if drawable is None else drawable & points
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    return frozenset(drawable or ())


def width(text: str, font: str, size: float) -> float:
    """How wide `text` is set, in points."""
    register()
    return pdfmetrics.stringWidth(text, font, size)
