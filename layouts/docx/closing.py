"""The end of the document in Word: signatures, recipients, drafter's code."""

from typing import Any

from docx.shared import Mm

from layouts.decree import TYPE
from layouts.document import Align, Document, Signature
from layouts.docx.text import Cell
from layouts.docx.xml import add_table, keep_row_whole, shrink
from layouts.pdf.closing import SIGNATURE_ROOM, fit_picture

CENTRE = Align.CENTRE


def write_closing(file: Any, document: Document, room: float) -> None:
    """Signatures and recipients side by side; two signatures stand above the recipients."""
    signed = document.signature or document.left_signature
    if not (signed or document.recipients or document.drafter_code):
        return
    if file.paragraphs and file.element.body[-2] is file.paragraphs[-1]._p:
        file.paragraphs[-1].paragraph_format.keep_with_next = True
    shrink(file.add_paragraph()).paragraph_format.keep_with_next = True
    table = add_table(file, (room / 2, room / 2), 3 if signed else 1, ruled=False)
    for row in table.rows:
        keep_row_whole(row)
    if document.left_signature:
        _sign([Cell(table.cell(at, 0)) for at in range(3)], document.left_signature)
    if document.signature:
        _sign([Cell(table.cell(at, 1)) for at in range(3)], document.signature)
    if document.left_signature:
        row = table.add_row()
        keep_row_whole(row)
        _recipients(Cell(row.cells[0].merge(row.cells[1])), document)
    elif signed:
        _recipients(Cell(table.cell(0, 0).merge(table.cell(2, 0))), document)
    else:
        _recipients(Cell(table.cell(0, 0)), document)
    shrink(file.add_paragraph())


def _sign(cells: list[Cell], signature: Signature) -> None:
    top, middle, bottom = cells
    for line in filter(None, (*signature.authority, signature.title)):
        _stay(top.write(line, align=CENTRE, size=TYPE.signature, bold=True))
    if signature.note:
        _stay(top.write(signature.note, align=CENTRE, size=TYPE.table, italic=True))
    room = middle.write("", align=CENTRE)
    _stay(room)
    if signature.picture:
        data, wide, high = fit_picture(signature)
        room.add_run().add_picture(data, Mm(wide), Mm(high))
    else:
        room.paragraph_format.line_spacing = Mm(SIGNATURE_ROOM)
    _stay(bottom.write(signature.name, align=CENTRE, size=TYPE.signature, bold=True))


def _recipients(cell: Cell, document: Document) -> None:
    if document.recipients:
        cell.write("Nơi nhận:", before=6, size=TYPE.recipients_title, bold=True, italic=True)
        for line in document.recipients.printed:
            cell.write(line, size=TYPE.recipients)
    if document.drafter_code:
        cell.write(document.drafter_code, size=TYPE.drafter, before=4)


def _stay(paragraph: Any) -> None:
    paragraph.paragraph_format.keep_with_next = True
