"""An official document as PDF (ReportLab), in the measures of `layouts.decree`."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer
from reportlab.platypus import Paragraph as SetParagraph

from core.database import let_go_of_the_connection
from layouts import typeface
from layouts.checking import prepare
from layouts.decree import MARGINS, PAGE_HEIGHT, PAGE_WIDTH
from layouts.document import Align, Annex, Document
from layouts.pdf.blocks import Body
from layouts.pdf.closing import closing
from layouts.pdf.flowables import Bookmark, Rule, paragraph
from layouts.pdf.header import head
from layouts.pdf.pages import Sheets, sheet_name
from layouts.pdf.styles import style

_SIDES = MARGINS.left + MARGINS.right


def render_pdf(document: Document, *more: Document, asks_to_print: bool = False) -> bytes:
    """The document as PDF: A4, Tinos embedded, outline, metadata; the same document gives the same bytes.

    `more` documents follow in the same file, each on a page of its own; the first one names the file. A file that
    `asks_to_print` opens the reader's print dialog.

    Raises GlyphMissing when a letter can't be drawn, PictureUnreadable when a picture can't be read.
    """
    let_go_of_the_connection()
    ready = [prepare(one) for one in (document, *more)]
    story = list(_story(ready[0]))
    for one in ready[1:]:
        story += [NextPageTemplate(sheet_name("first", False)), PageBreak(), *_story(one)]
    target = BytesIO()
    Sheets(target, ready[0], asks_to_print).build([*story, Spacer(0, 0)])
    return target.getvalue()


def _story(document: Document) -> Iterator[Flowable]:
    room = (PAGE_WIDTH - _SIDES) * mm
    yield from head(document)
    main = Body(room, base_depth=1 if document.type_name or document.abstract else 0)
    text = list(main.flow(block for block in document.blocks if not isinstance(block, Annex)))
    # A signature alone on a page could be put under any other text: the last paragraph stays with it.
    last = [text.pop()] if text and isinstance(text[-1], SetParagraph) else []
    yield from text
    yield from closing(document, room, last)
    for block in document.blocks:
        if isinstance(block, Annex):
            yield from _annex(block)


def _annex(annex: Annex) -> Iterator[Flowable]:
    yield NextPageTemplate(sheet_name("first", annex.is_landscape))
    yield PageBreak()
    yield Bookmark(f"{annex.label}. {annex.title}".replace("\n", " "), 0)
    centred = style(font=typeface.BOLD, align=Align.CENTRE)
    yield paragraph(annex.label, centred)
    yield paragraph(annex.title.upper(), centred)
    if annex.attached_to:
        yield paragraph(f"({annex.attached_to})", style(font=typeface.ITALIC, align=Align.CENTRE))
    yield Rule(50 * mm, gap=3)
    yield Spacer(0, 8)
    width = PAGE_HEIGHT if annex.is_landscape else PAGE_WIDTH
    yield from Body((width - _SIDES) * mm, base_depth=1).flow(annex.blocks)
