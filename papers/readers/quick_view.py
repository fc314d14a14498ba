"""The marked stand-in of an office file where LibreOffice is absent: its words and tables, not its layout.

Everything typed by strangers is escaped before it reaches ReportLab's paragraph parser, which evaluates
markup
(CVE-2023-33733); only bold and italic from our own cleaning survive.
"""

import html
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FACE: Final = "Tinos"
MAX_ROWS: Final = 2_000
MAX_COLUMNS: Final = 24
MAX_CELL: Final = 2_000
BODY: Final = ParagraphStyle("body", fontName=FACE, fontSize=12, leading=17, spaceAfter=6)
CELL: Final = ParagraphStyle("cell", fontName=FACE, fontSize=9, leading=12)
HEADINGS: Final = {
    f"h{level}": ParagraphStyle(
        f"h{level}", parent=BODY, fontName=f"{FACE}-Bold", fontSize=size, leading=size + 6
    )
    for level, size in ((1, 16), (2, 14), (3, 13), (4, 12), (5, 12), (6, 12))
}


def write(path: str, kind: str, out: str, fonts: str, marks: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Write the PDF to `out`; `marks` are {"banner", "empty", "cut"} in the reader's language."""
    _register(fonts)
    make = {"docx": _from_docx, "xlsx": _from_xlsx, "pptx": _from_pptx}[kind]
    story = make(path, marks) or [Paragraph(html.escape(marks["empty"]), BODY)]
    size = A4 if kind == "docx" else landscape(A4)
    margin = 20 * mm

    def mark(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont(FACE, 9)
        canvas.drawString(margin, size[1] - 12 * mm, marks["banner"])
        canvas.drawRightString(size[0] - margin, 10 * mm, str(document.page))
        canvas.restoreState()

    document = SimpleDocTemplate(
        out, pagesize=size, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin
    )
    document.build(story, onFirstPage=mark, onLaterPages=mark)
    yield {"done": 1, "total": 1}


def _register(fonts: str) -> None:
    for suffix, name in (("Regular", FACE), ("Bold", f"{FACE}-Bold"), ("Italic", f"{FACE}-Italic")):
        pdfmetrics.registerFont(TTFont(name, f"{fonts}/Tinos-{suffix}.ttf"))
    pdfmetrics.registerFontFamily(FACE, FACE, f"{FACE}-Bold", f"{FACE}-Italic", f"{FACE}-Bold")


def _plain(text: Any) -> str:
    """NFC without control characters, escaped, cut to a size a page can hold."""
    composed = unicodedata.normalize("NFC", str(text if text is not None else ""))[:MAX_CELL]
    kept = "".join(c for c in composed if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return html.escape(kept).replace("\n", "<br/>")


def _from_docx(path: str, marks: dict[str, str]) -> list[Flowable]:
    import mammoth
    import nh3
    from lxml import html as lxml_html

    with open(path, "rb") as stream:  # noqa: PTH123
        raw = mammoth.convert_to_html(
            stream, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        ).value
    tags = {"p", "table", "tr", "td", "th", "ul", "ol", "li", "strong", "em", "thead", "tbody", *HEADINGS}
    clean = nh3.clean(raw, tags=tags, attributes={})
    if not clean.strip():
        return []
    root = lxml_html.fragment_fromstring(clean, create_parent="div")
    return [flowable for node in root for flowable in _flow(node)]


def _flow(node: Any) -> list[Flowable]:
    if node.tag == "table":
        rows = [[_marked(cell) for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
        return _table([row for row in rows if row])
    if node.tag in ("ul", "ol"):
        return [Paragraph("• " + _marked(item), BODY) for item in node.iter("li")]
    text = _marked(node)
    return [Paragraph(text, HEADINGS.get(node.tag, BODY))] if text.strip() else []


def _marked(node: Any) -> str:
    """The node's words, escaped, with bold and italic only."""
    parts = [_plain(node.text)]
    for child in node:
        tag = {"strong": "b", "em": "i"}.get(child.tag)
        inner = _marked(child)
        parts.append(f"<{tag}>{inner}</{tag}>" if tag and inner.strip() else inner + " ")
        parts.append(_plain(child.tail))
    return "".join(parts)


def _from_xlsx(path: str, marks: dict[str, str]) -> list[Flowable]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    story: list[Flowable] = []
    for sheet in book.worksheets:
        rows: list[list[str]] = []
        was_cut = False
        for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
            if len(rows) >= MAX_ROWS:
                was_cut = True
                break
            if any(value is not None for value in row):
                rows.append([_plain(value) for value in row])
        if not rows:
            continue
        width = max(max((i for i, cell in enumerate(row, start=1) if cell), default=1) for row in rows)
        story += [Paragraph(_plain(sheet.title), HEADINGS["h2"]), *_table([row[:width] for row in rows])]
        if was_cut:
            story.append(Paragraph(html.escape(marks["cut"]), BODY))
    return story


def _from_pptx(path: str, marks: dict[str, str]) -> list[Flowable]:
    from pptx import Presentation

    story: list[Flowable] = []
    for number, slide in enumerate(Presentation(path).slides, start=1):
        if number > 1:
            story.append(PageBreak())
        title = slide.shapes.title
        story.append(
            Paragraph(_plain(title.text_frame.text if title is not None else number), HEADINGS["h1"])
        )
        for shape in slide.shapes:
            if shape.has_text_frame and (title is None or shape.shape_id != title.shape_id):
                texts = (_plain(paragraph.text) for paragraph in shape.text_frame.paragraphs)
                story += [Paragraph(text, BODY) for text in texts if text.strip()]
            elif shape.has_table:
                story += _table([[_plain(cell.text) for cell in row.cells] for row in shape.table.rows])
    return story


def _table(rows: list[list[str]]) -> list[Flowable]:
    if not rows:
        return []
    width = max(len(row) for row in rows)
    filled = [[Paragraph(cell, CELL) for cell in row] + [""] * (width - len(row)) for row in rows]
    table = Table(filled, colWidths=[f"{100 / width:.3f}%"] * width, splitInRow=1)
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.4, (0.6, 0.6, 0.6)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    return [table, Spacer(1, 8)]
