"""Papers in the decree's layout, through `layouts`."""

import re
from collections.abc import Iterator
from datetime import date

from demo.content.markup import Part, Script
from layouts import document as doc
from layouts.docx import render_docx
from layouts.pdf import render_pdf

_CHAPTER = re.compile(r"^(Phần|Chương) ([IVXL]+)\.\s*(.*)$")
_ARTICLE = re.compile(r"^Điều (\d+)\.\s*(.*)$")
_NUMBERED = re.compile(r"^([IVXL]+|\d+)\.\s+(.*)$")


def make_pdf(script: Script) -> bytes:
    """The paper as PDF."""
    return render_pdf(build(script))


def make_docx(script: Script) -> bytes:
    """The paper as DOCX."""
    return render_docx(build(script))


def build(script: Script) -> doc.Document:
    """The paper as plain data for both renderers; a table in landscape becomes an annex."""
    head = script.head
    blocks = tuple(_blocks(script.parts))
    if head.get("orientation") == "landscape":
        wide = tuple(block for block in blocks if isinstance(block, doc.Table))
        rest = tuple(block for block in blocks if block not in wide)
        blocks = (*rest, doc.Annex(head.get("subject", head["title"]), wide, is_landscape=True))
    return doc.Document(
        title=head["title"],
        header=_header(head),
        type_name=head.get("type", ""),
        abstract=head.get("subject", ""),
        addressees=tuple(name.strip() for name in head.get("to", "").split(";") if name.strip()),
        blocks=blocks,
        signature=_signature(head),
        recipients=_recipients(head),
        circulation=head.get("draft", ""),
        author=head["agency"].capitalize(),
    )


def _header(head: dict[str, str]) -> doc.Header:
    number, _slash, symbol = head.get("number", "").partition("/")
    day = head.get("date", "")
    return doc.Header(
        agency=head["agency"],
        parent_agency=head.get("parent", ""),
        number=number.strip() or None,
        symbol=symbol,
        dated=date.fromisoformat(day) if day.count("-") == 2 else None,
        letter_subject=head.get("letter", ""),
    )


def _signature(head: dict[str, str]) -> doc.Signature | None:
    if not head.get("post"):
        return None
    authority = tuple(filter(None, [head.get("authority", "")]))
    return doc.Signature(
        title=head["post"],
        name=head.get("signer", ""),
        authority=authority,
        note=head.get("signed_note", ""),
    )


def _recipients(head: dict[str, str]) -> doc.Recipients | None:
    lines = [line.strip().rstrip(".") for line in head.get("recipients", "").split(";") if line.strip()]
    if not lines:
        return None
    filed = lines.pop().removeprefix("Lưu: ") if lines[-1].startswith("Lưu:") else ""
    return doc.Recipients(tuple(lines), filed)


def _blocks(parts: tuple[Part, ...]) -> Iterator[doc.Block]:
    bases: list[str] = []
    for part in parts:
        if part.kind == "basis":
            bases.append(part.text)
            continue
        if bases:
            yield doc.LegalBases(tuple(bases))
            bases = []
        yield _block(part)
    if bases:
        yield doc.LegalBases(tuple(bases))


def _block(part: Part) -> doc.Block:
    match part.kind:
        case "group" | "clause":
            return _heading(part)
        case "note":
            return doc.Paragraph((doc.italic(part.text),), has_indent=False)
        case "centre":
            return doc.Paragraph((doc.bold(part.text.strip("*")),), align=doc.Align.CENTRE)
        case "table":
            return _table(part)
        case "chart":
            return _chart(part)
        case _:
            return doc.Paragraph(part.text)


def _heading(part: Part) -> doc.Heading:
    if found := _CHAPTER.match(part.text):
        level = doc.Level.PART if found[1] == "Phần" else doc.Level.CHAPTER
        return doc.Heading(level, found[3], found[2])
    if found := _ARTICLE.match(part.text):
        return doc.Heading(doc.Level.ARTICLE, found[2], found[1])
    level = doc.Level.GROUP if part.kind == "group" else doc.Level.CLAUSE
    if found := _NUMBERED.match(part.text):
        return doc.Heading(level, found[2], found[1])
    return doc.Heading(level, part.text)


def _table(part: Part) -> doc.Table:
    titles, *rows = part.rows
    widths = part.widths or tuple(1 for _title in titles)
    columns = tuple(
        doc.Column(title, share, doc.Align.CENTRE if title in ("TT", "Mã") else doc.Align.LEFT)
        for title, share in zip(titles, widths, strict=True)
    )
    return doc.Table(columns, tuple(rows))


def _chart(part: Part) -> doc.BarChart:
    """Bars to one scale; what is only aimed at is drawn hollow."""
    title, unit = (piece.strip() for piece in part.text.split("|"))
    bars = tuple(
        doc.Bar(label, float(value.replace(",", ".")), f"{value}{unit}", "mục tiêu" in label)
        for label, value in part.rows
    )
    return doc.BarChart(title, bars)
