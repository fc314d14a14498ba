"""Many PDFs as one: bookmarks for each part, "Trang x/y" on each page, dividers in large letters, a copy's marks."""

import html
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from papers.readers import boxes
from papers.readers.own_marks import Letters, draw
from papers.readers.stamping import FACE, INK, drawn_size, register, stamp_pages, write_metadata

NUMBER: Final = ParagraphStyle("number", fontName=f"{FACE}-Bold", fontSize=34, leading=44)
TITLE: Final = ParagraphStyle("title", fontName=f"{FACE}-Bold", fontSize=28, leading=38)
LESS: Final = ParagraphStyle("less", fontName=FACE, fontSize=20, leading=28)
EVERY: Final = 25


def bind(plan: str, out: str, fonts: str) -> Iterator[dict[str, Any]]:
    """Write the set that the file `plan` describes: {"parts": [{"title", "level", "path"} or {"title", "level",
    "divider": [number, title, line]}], "marks", "page_words": "Trang {page}/{pages}"}. Of a file only the pages `first`
    to `last` where these are given, with `own` ({page: marks}) drawn over them. A part that can't be opened
    is named in the answers and left out; the set is made of the others.
    """
    wanted = json.loads(Path(plan).read_text(encoding="utf-8"))
    register(fonts)
    with pikepdf.Pdf.new() as bound, Source() as source:
        marks: list[tuple[str, int, int]] = []
        for part in wanted["parts"]:
            at = len(bound.pages)
            try:
                _take(bound, part, source)
            except (pikepdf.PdfError, OSError):
                yield {"lost": part["title"]}
                continue
            if part["title"]:
                marks.append((part["title"], at, part["level"]))
            yield {"done": len(bound.pages), "total": wanted["pages"]}
        _outline(bound, marks)
        total = len(bound.pages)
        _number(bound, wanted["page_words"])
        for done in stamp_pages(bound, wanted["marks"]):
            if done % EVERY == 0:
                yield {"done": done, "total": total}
        write_metadata(bound, wanted["marks"])
        bound.save(out)
    yield {"done": total, "total": total, "pages": total}


class Source:
    """The file pages are taken from. It stays open for the next part: taken from one opening, the pages of a paper
    share its fonts and pictures in the set, however many parts it comes in.
    """

    def __init__(self) -> None:
        self.path = ""
        self.pdf: pikepdf.Pdf | None = None

    def open(self, path: str) -> pikepdf.Pdf:
        """The file. Raises `pikepdf.PdfError`, `OSError`."""
        if self.pdf is None or path != self.path:
            self.close()
            self.pdf, self.path = pikepdf.open(path), path
        return self.pdf

    def close(self) -> None:
        """Let go of it."""
        if self.pdf is not None:
            self.pdf.close()
            self.pdf = None

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()


def _take(bound: pikepdf.Pdf, part: dict[str, Any], source: Source) -> None:
    if part.get("empty"):  # only a bookmark, on the page that follows
        return
    if "divider" in part:
        with pikepdf.open(BytesIO(_divider(part["divider"]))) as made:
            bound.pages.extend(made.pages)
        return
    pages = source.open(part["path"]).pages
    first = part.get("first", 1)
    at = len(bound.pages)
    bound.pages.extend(pages[first - 1 : part.get("last", len(pages))])
    if own := part.get("own"):
        _draw_own(bound, part["path"], at - first, own)


def _draw_own(bound: pikepdf.Pdf, path: str, shift: int, own: dict[str, Any]) -> None:
    """The reader's marks over the pages just taken; letters are looked for in the paper as it is read."""
    document = pypdfium2.PdfDocument(path)
    try:
        for number, marks in own.items():
            page = document[int(number) - 1]
            draw(bound, bound.pages[shift + int(number)], Letters(page), marks)
            page.close()
    finally:
        document.close()


def _divider(lines: list[str]) -> bytes:
    """A page that is found by leafing through: number, title, who presents, in letters read across a table."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4)
    width, height = A4
    top = height - 70 * mm
    for words, style in zip(lines, (NUMBER, TITLE, LESS), strict=False):
        set_lines = Paragraph(html.escape(words), style)
        _width, high = set_lines.wrap(width - 50 * mm, height)
        set_lines.drawOn(canvas, 25 * mm, top - high)
        top -= high + 10 * mm
    canvas.setLineWidth(2)
    canvas.line(25 * mm, top, width - 25 * mm, top)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _outline(bound: pikepdf.Pdf, marks: list[tuple[str, int, int]]) -> None:
    with bound.open_outline() as outline:
        last: pikepdf.OutlineItem | None = None
        for title, page, level in marks:
            entry = pikepdf.OutlineItem(title, min(page, len(bound.pages) - 1))
            if level and last is not None:
                last.children.append(entry)
            else:
                outline.root.append(entry)
                last = entry


def _number(bound: pikepdf.Pdf, words: str) -> None:
    """The number of each page at its upper edge, where no paper has its own."""
    total = len(bound.pages)
    target = BytesIO()
    canvas = Canvas(target)
    for number, page in enumerate(bound.pages, start=1):
        width, height = drawn_size(page)
        canvas.setPageSize((width, height))
        canvas.setFont(FACE, 9)
        canvas.setFillColor(INK)
        canvas.drawRightString(width - 10 * mm, height - 8 * mm, words.format(page=number, pages=total))
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(target.getvalue())) as numbers:
        for page, number_page in zip(bound.pages, numbers.pages, strict=True):
            page.add_overlay(
                bound.copy_foreign(number_page.as_form_xobject()), pikepdf.Rectangle(*boxes.settle(page))
            )
