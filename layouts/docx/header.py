"""The head of the first page in Word: cells 1 to 5 and 9a to 11 of the decree."""

from typing import Any

from docx.shared import Mm, RGBColor

from layouts import typeface
from layouts.decree import HEADER_LEFT, HEADER_RIGHT, MOTTO, NATIONAL_TITLE, RED, TYPE
from layouts.document import Align, Document, Header
from layouts.docx.text import Cell, write
from layouts.docx.xml import add_table, cell_borders, fix_height, rule, shrink

CENTRE = Align.CENTRE


def write_head(file: Any, document: Document) -> None:
    """Everything above the body."""
    if document.header:
        _grid(file, document, document.header)
        shrink(file.add_paragraph())
    if document.type_name:
        words = document.type_name.upper()
        write(
            file.add_paragraph(), words, style="Title", align=CENTRE, size=TYPE.type_name, before=14, after=0
        )
    if document.abstract:
        write(
            file.add_paragraph(),
            document.abstract,
            style="Subtitle",
            align=CENTRE,
            size=TYPE.abstract,
            after=0,
        )
        room = (HEADER_LEFT + HEADER_RIGHT) * Mm(1).pt
        longest = max(
            typeface.width(line, typeface.BOLD, TYPE.abstract) for line in document.abstract.split("\n")
        )
        rule(file.add_paragraph(), min(longest * 0.4, 60 * Mm(1).pt), room, below=10)
    _addressees(file, document.addressees)


def _grid(file: Any, document: Document, header: Header) -> None:
    has_marks = bool(document.secrecy or document.urgency or document.circulation)
    table = add_table(file, (HEADER_LEFT, HEADER_RIGHT), 3 if has_marks else 2, ruled=False)
    _agency(Cell(table.cell(0, 0)), header)
    _national_title(Cell(table.cell(0, 1)))
    number = Cell(table.cell(1, 0))
    number.write(header.number_line, align=CENTRE, size=TYPE.number)
    if header.letter_subject:
        number.write(f"V/v {header.letter_subject}", align=CENTRE, size=TYPE.letter_subject)
    Cell(table.cell(1, 1)).write(header.date_line, align=CENTRE, size=TYPE.place_date, italic=True)
    if has_marks:
        _marks(Cell(table.cell(2, 0)), document)


def _agency(cell: Cell, header: Header) -> None:
    if header.parent_agency:
        cell.write(header.parent_agency.upper(), align=CENTRE, size=TYPE.agency)
    name = header.agency.upper()
    cell.write(name, align=CENTRE, size=TYPE.agency, bold=True)
    room = HEADER_LEFT * Mm(1).pt
    rule(cell.paragraph(), min(typeface.width(name, typeface.BOLD, TYPE.agency), room) * 0.4, room)


def _national_title(cell: Cell) -> None:
    cell.write(NATIONAL_TITLE, align=CENTRE, size=TYPE.national_title, bold=True)
    cell.write(MOTTO, align=CENTRE, size=TYPE.motto, bold=True)
    rule(cell.paragraph(), typeface.width(MOTTO, typeface.BOLD, TYPE.motto), HEADER_RIGHT * Mm(1).pt)


def _marks(cell: Cell, document: Document) -> None:
    if document.secrecy:
        _stamp(cell, document.secrecy.words, document.secrecy.size, "double", RED)
    if document.urgency:
        _stamp(cell, document.urgency.words, document.urgency.size, "single", RED)
    if document.circulation:
        words = document.circulation.upper()
        wide = typeface.width(words, typeface.BOLD, TYPE.stamp) / Mm(1).pt + 6
        _stamp(cell, words, (min(wide, HEADER_LEFT), 8), "single", "#000000")


def _stamp(cell: Cell, words: str, size: tuple[float, float], border: str, colour: str) -> None:
    shrink(cell.paragraph()).paragraph_format.line_spacing = Mm(2)
    frame = add_table(cell, (size[0],), 1, ruled=False)
    fix_height(frame.rows[0], size[1])
    box, edge = frame.cell(0, 0), (border, 6, colour.lstrip("#"))
    cell_borders(box, top=edge, left=edge, bottom=edge, right=edge)
    line = write(box.paragraphs[0], words, align=CENTRE, size=TYPE.secrecy, bold=True)
    line.runs[0].font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
    shrink(cell.cell.paragraphs[-1])


def _addressees(file: Any, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        write(file.add_paragraph(), f"Kính gửi: {names[0]}", align=CENTRE, before=4, after=10)
    elif names:
        table = add_table(file, (50, HEADER_LEFT + HEADER_RIGHT - 50), 1, ruled=False)
        Cell(table.cell(0, 0)).write("Kính gửi:", align=Align.RIGHT)
        listed = Cell(table.cell(0, 1))
        for at, name in enumerate(names, start=1):
            line = listed.write(f"- {name}{'.' if at == len(names) else ';'}", after=4)
            line.paragraph_format.left_indent = Mm(3)
        shrink(file.add_paragraph())
