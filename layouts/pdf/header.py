"""The head of the first page: cells 1 to 5 and 9a to 11 of the decree."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from layouts import typeface
from layouts.decree import HEADER_LEFT, HEADER_RIGHT, MOTTO, NATIONAL_TITLE, TYPE
from layouts.document import Align, Document, Header
from layouts.pdf.flowables import Bookmark, Rule, Stamp, paragraph
from layouts.pdf.styles import body, style

CENTRE = Align.CENTRE
_BARE = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
_TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
BARE = [*_BARE, *_TIGHT, ("FONTNAME", (0, 0), (-1, -1), typeface.REGULAR)]


def head(document: Document) -> list[Flowable]:
    """Everything above the body."""
    parts: list[Flowable] = []
    if document.header:
        parts += [_grid(document, document.header), Spacer(0, 10)]
    if document.type_name or document.abstract:
        parts += _type_and_abstract(document)
    if document.addressees:
        parts += _addressees(document.addressees)
    return parts


def _grid(document: Document, header: Header) -> Table:
    left, right = HEADER_LEFT * mm, HEADER_RIGHT * mm
    rows: list[list[object]] = [
        [agency(header, left), national_title()],
        [
            _number(header),
            [paragraph(header.date_line, style(TYPE.place_date, typeface.ITALIC, CENTRE, before=2))],
        ],
    ]
    marks = _marks(document)
    if marks:
        rows.append([marks, ""])
    return Table(rows, colWidths=[left, right], style=BARE, hAlign="CENTER")


def agency(header: Header, room: float) -> list[Flowable]:
    """Cell 2: the parent agency, the agency and the rule under it."""
    parts: list[Flowable] = []
    if header.parent_agency:
        parts.append(paragraph(header.parent_agency.upper(), style(TYPE.agency, align=CENTRE, leading=1.15)))
    name = header.agency.upper()
    parts.append(paragraph(name, style(TYPE.agency, typeface.BOLD, CENTRE, leading=1.15)))
    # The rule under the agency is a third to a half of the line's length.
    parts.append(Rule(min(typeface.width(name, typeface.BOLD, TYPE.agency), room) * 0.4))
    return parts


def national_title() -> list[Flowable]:
    """Cell 1: the national title, the motto and the rule under it."""
    return [
        paragraph(NATIONAL_TITLE, style(TYPE.national_title, typeface.BOLD, CENTRE, leading=1.15)),
        paragraph(MOTTO, style(TYPE.motto, typeface.BOLD, CENTRE, leading=1.15)),
        Rule(typeface.width(MOTTO, typeface.BOLD, TYPE.motto)),
    ]


def _number(header: Header) -> list[Flowable]:
    parts: list[Flowable] = []
    if header.number_line:
        parts.append(paragraph(header.number_line, style(TYPE.number, align=CENTRE, before=2)))
    if header.letter_subject:
        subject = f"V/v {header.letter_subject}"
        parts.append(paragraph(subject, style(TYPE.letter_subject, align=CENTRE, before=3, leading=1.1)))
    return parts


def _marks(document: Document) -> list[Flowable]:
    parts: list[Flowable] = []
    if document.secrecy:
        parts.append(Stamp(document.secrecy.words, document.secrecy.size, TYPE.secrecy, double=True))
    if document.urgency:
        parts += [Spacer(0, 4), Stamp(document.urgency.words, document.urgency.size, TYPE.stamp)]
    if document.circulation:
        words = document.circulation.upper()
        wide = typeface.width(words, typeface.BOLD, TYPE.stamp) / mm + 4
        parts += [Spacer(0, 4), Stamp(words, (min(wide, HEADER_LEFT), 8), TYPE.stamp, colour="#000000")]
    return parts


def _type_and_abstract(document: Document) -> list[Flowable]:
    parts: list[Flowable] = [
        Bookmark(f"{document.type_name} {document.abstract}".strip().replace("\n", " "), 0)
    ]
    if document.type_name:
        parts.append(
            paragraph(document.type_name.upper(), style(TYPE.type_name, typeface.BOLD, CENTRE, before=6))
        )
    if document.abstract:
        parts.append(paragraph(document.abstract, style(TYPE.abstract, typeface.BOLD, CENTRE)))
        longest = max(
            typeface.width(line, typeface.BOLD, TYPE.abstract) for line in document.abstract.split("\n")
        )
        parts.append(Rule(min(longest * 0.4, 60 * mm), gap=3))
    return [*parts, Spacer(0, 8)]


def _addressees(names: tuple[str, ...]) -> list[Flowable]:
    if len(names) == 1:
        return [paragraph(f"Kính gửi: {names[0]}", style(align=CENTRE, before=4, after=10))]
    lines = [f"- {name}{'.' if at == len(names) else ';'}" for at, name in enumerate(names, start=1)]
    label = paragraph("Kính gửi:", style())
    listed = [paragraph(line, body(Align.LEFT, indent=False)) for line in lines]
    return [
        Table(
            [[label, listed]],
            colWidths=[50 * mm, 110 * mm],
            style=[*BARE, ("LEFTPADDING", (0, 0), (0, -1), 70)],
            spaceAfter=6,
        )
    ]
