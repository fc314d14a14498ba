"""The end of the document: signatures (cells 7a-7c), recipients (9b), drafter's code (12)."""

from io import BytesIO
from typing import Any

from PIL import Image as Picture
from PIL import UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, KeepTogether, Spacer, Table

from layouts import typeface
from layouts.decree import TYPE
from layouts.document import Align, Document, Recipients, Signature
from layouts.errors import PictureUnreadable
from layouts.pdf.flowables import paragraph
from layouts.pdf.header import BARE
from layouts.pdf.styles import style

SIGNATURE_ROOM = 20.0
PICTURE_BOX = (45.0, 20.0)
"""Millimetres: the free room between title and name, and the largest picture drawn there."""

_CENTRED = style(TYPE.signature, typeface.BOLD, Align.CENTRE, leading=1.15)
_NOTE = style(TYPE.table, typeface.ITALIC, Align.CENTRE, leading=1.15)


def closing(document: Document, room: float, last: list[Flowable]) -> list[Flowable]:
    """Signatures and recipients side by side (two signatures: below), with the `last` of the text."""
    recipients = _recipients(document)
    signed = document.signature or document.left_signature
    parts: list[Flowable] = [*last, Spacer(0, 10)]
    if signed:
        beside = [] if document.left_signature else recipients
        parts.append(_signed(document, beside, room))
    if recipients and (document.left_signature or not signed):
        parts += [Spacer(0, 10), *recipients]
    return [KeepTogether(parts)] if signed or recipients else last


def _signed(document: Document, beside: list[Flowable], room: float) -> Table:
    """Titles on one line, pictures on one, names on one; `beside` stands left of all."""
    columns = [_signature(document.left_signature), _signature(document.signature)]
    rows = [list(row) for row in zip(*columns, strict=True)]
    looks: list[tuple[Any, ...]] = [*BARE, ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    if beside:
        rows[0][0] = beside
        looks.append(("SPAN", (0, 0), (0, -1)))
    return Table(rows, colWidths=[room / 2, room / 2], style=looks, splitInRow=1)


def fit_picture(signature: Signature) -> tuple[BytesIO, float, float]:
    """The picture and its printed width and height in mm. Raises PictureUnreadable."""
    data = BytesIO(signature.picture or b"")
    try:
        with Picture.open(data) as picture:
            picture.verify()
            wide, high = picture.size
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Picture.DecompressionBombError,
    ) as error:
        raise PictureUnreadable(who=signature.name or signature.title) from error
    scale = min(PICTURE_BOX[0] / wide, PICTURE_BOX[1] / high)
    return BytesIO(signature.picture or b""), wide * scale, high * scale


def _signature(signature: Signature | None) -> tuple[list[Flowable], list[Flowable], list[Flowable]]:
    """Title, room or picture, name."""
    if signature is None:
        return [], [Spacer(0, SIGNATURE_ROOM * mm)], []
    parts: list[Flowable] = [
        paragraph(line, _CENTRED) for line in (*signature.authority, signature.title) if line
    ]
    if signature.note:
        parts.append(paragraph(signature.note, _NOTE))
    middle: Flowable = Spacer(0, SIGNATURE_ROOM * mm)
    if signature.picture:
        data, wide, high = fit_picture(signature)
        middle = Image(data, wide * mm, high * mm, mask="auto", hAlign="CENTER")
    return parts, [middle], [paragraph(signature.name, _CENTRED)]


def _recipients(document: Document) -> list[Flowable]:
    parts: list[Flowable] = []
    if document.recipients:
        parts += _recipient_lines(document.recipients)
    if document.drafter_code:
        parts.append(paragraph(document.drafter_code, style(TYPE.drafter, before=4)))
    return parts


def _recipient_lines(recipients: Recipients) -> list[Flowable]:
    title = style(TYPE.recipients_title, typeface.BOLD_ITALIC, leading=1.15)
    lines = style(TYPE.recipients, leading=1.15)
    return [paragraph("Nơi nhận:", title), *[paragraph(line, lines) for line in recipients.printed]]
