"""An official document as DOCX (python-docx), from the same data and measures as the PDF."""

from io import BytesIO
from typing import Any

from docx.enum.section import WD_SECTION

from core.database import let_go_of_the_connection
from layouts.checking import prepare
from layouts.decree import MARGINS, PAGE_HEIGHT, PAGE_WIDTH
from layouts.document import Align, Annex, Document
from layouts.docx.blocks import Writer
from layouts.docx.closing import write_closing
from layouts.docx.header import write_head
from layouts.docx.sheets import new_word_file, turn
from layouts.docx.text import write
from layouts.docx.xml import rule
from layouts.packing import repacked

_SIDES = MARGINS.left + MARGINS.right
_POINTS_PER_MM = 72 / 25.4


def render_docx(document: Document) -> bytes:
    """The document as DOCX; the same document gives the same bytes.

    Raises GlyphMissing and PictureUnreadable as `render_pdf` does: both files must be possible or neither.
    """
    let_go_of_the_connection()
    ready = prepare(document)
    file = new_word_file(ready)
    room = PAGE_WIDTH - _SIDES
    write_head(file, ready)
    Writer(file, room, base_depth=1).write(block for block in ready.blocks if not isinstance(block, Annex))
    write_closing(file, ready, room)
    for block in ready.blocks:
        if isinstance(block, Annex):
            _annex(file, block)
    target = BytesIO()
    file.save(target)
    return repacked(target.getvalue())


def _annex(file: Any, annex: Annex) -> None:
    turn(file.add_section(WD_SECTION.NEW_PAGE), is_landscape=annex.is_landscape)
    room = (PAGE_HEIGHT if annex.is_landscape else PAGE_WIDTH) - _SIDES
    words = f"{annex.label}\n{annex.title.upper()}"
    write(file.add_paragraph(), words, style="Heading 1", align=Align.CENTRE, after=0)
    if annex.attached_to:
        write(file.add_paragraph(), f"({annex.attached_to})", align=Align.CENTRE, italic=True)
    rule(file.add_paragraph(), 50 * _POINTS_PER_MM, room * _POINTS_PER_MM, below=10)
    Writer(file, room, base_depth=2).write(annex.blocks)
