"""Paragraph styles of the printed page. Every style names its faces, so no Helvetica slips in."""

from functools import cache

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from layouts import typeface
from layouts.decree import FIRST_LINE_INDENT, PARAGRAPH_GAP, TYPE
from layouts.document import Align

ALIGNMENTS = {
    Align.LEFT: TA_LEFT,
    Align.CENTRE: TA_CENTER,
    Align.RIGHT: TA_RIGHT,
    Align.JUSTIFY: TA_JUSTIFY,
}


@cache
def style(
    size: float = TYPE.body,
    font: str = typeface.REGULAR,
    align: Align = Align.LEFT,
    indent: bool = False,
    before: float = 0,
    after: float = 0,
    colour: str = "#000000",
    leading: float = TYPE.leading,
    keep_with_next: bool = False,
) -> ParagraphStyle:
    """A style: points; `indent` is the decree's first line indent, `leading` a share of the size."""
    typeface.register()
    return ParagraphStyle(
        f"{font}-{size}-{align}-{indent}-{before}-{after}-{keep_with_next}",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=size * leading,
        alignment=ALIGNMENTS[align],
        firstLineIndent=FIRST_LINE_INDENT * mm if indent else 0,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colour,
        keepWithNext=keep_with_next,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )


def body(align: Align = Align.JUSTIFY, indent: bool = True, keep_with_next: bool = False) -> ParagraphStyle:
    """Body text: 14 pt, justified, first line indented, 6 pt between paragraphs."""
    return style(align=align, indent=indent, after=PARAGRAPH_GAP, keep_with_next=keep_with_next)
