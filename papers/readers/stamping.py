"""A copy of a PDF with who it was made for on every page, so that a leaked one leads back to its reader.

On each page: a quiet text across it, a line at the foot, bars, and the number as text nobody sees; in the file: the
number in both kinds of metadata. The source isn't touched.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from papers.readers import boxes

FACE: Final = "Tinos"
INK: Final = Color(0.35, 0.35, 0.35, alpha=0.85)
TILE: Final = Color(0.45, 0.45, 0.45, alpha=0.13)
SLANT: Final = 30
TRACE_WORD: Final = "ECAB"
MODULE: Final = 0.4 * mm
BAR_HEIGHT: Final = 3.6 * mm
EVERY: Final = 25
# Points: an A0 sheet is drawn as large as it is; on less than a matchbox nothing could be read.
MOST_SIDE: Final = 3_600
LEAST_SIDE: Final = 120


def stamp(path: str, out: str, marks: str, fonts: str) -> Iterator[dict[str, Any]]:
    """Write the stamped copy of `path` to `out`; `marks` names a file with {"line", "tile", "trace", "bars"}."""
    mark = json.loads(Path(marks).read_text(encoding="utf-8"))
    register(fonts)
    with pikepdf.open(path) as document:
        total = len(document.pages)
        yield {"done": 0, "total": total}
        for done in stamp_pages(document, mark):
            if done % EVERY == 0:
                yield {"done": done, "total": total}
        write_metadata(document, mark)
        document.save(out)
    yield {"done": total, "total": total}


def register(fonts: str) -> None:
    """The typeface with every Vietnamese letter."""
    for suffix, name in (("Regular", FACE), ("Bold", f"{FACE}-Bold")):
        pdfmetrics.registerFont(TTFont(name, f"{fonts}/Tinos-{suffix}.ttf"))


def stamp_pages(document: pikepdf.Pdf, mark: dict[str, str]) -> Iterator[int]:
    """Lay the marks over every page; one drawing serves all pages of a size. Yields how many are done."""
    drawings: dict[tuple[int, int], Any] = {}
    for done, page in enumerate(document.pages, start=1):
        size = drawn_size(page)
        if size not in drawings:
            with pikepdf.open(BytesIO(drawing(size, mark))) as drawn:
                drawings[size] = document.copy_foreign(drawn.pages[0].as_form_xobject())
        page.add_overlay(drawings[size], pikepdf.Rectangle(*boxes.settle(page)))
        yield done


def shown_size(page: pikepdf.Page) -> tuple[int, int]:
    """Width and height in whole points as a reader sees the page, turned if it is turned."""
    left, bottom, right, top = boxes.shown_box(page)
    width, height = round(right - left), round(top - bottom)
    return (height, width) if boxes.is_turned(page) else (width, height)


def drawn_size(page: pikepdf.Page) -> tuple[int, int]:
    """The same within what can be drawn and read: laid over a larger or a smaller page the marks are made to fit."""
    width, height = shown_size(page)
    part = min(1.0, MOST_SIDE / max(width, height))
    return max(LEAST_SIDE, round(width * part)), max(LEAST_SIDE, round(height * part))


def drawing(size: tuple[int, int], mark: dict[str, str]) -> bytes:
    """One page of that size with nothing but the marks."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=size)
    _tiles(canvas, size, mark["tile"])
    _foot(canvas, size, mark)
    hidden = canvas.beginText(12 * mm, size[1] / 2)
    hidden.setFont(FACE, 6)
    hidden.setTextRenderMode(3)
    hidden.textOut(f"{TRACE_WORD}{mark['trace']}")
    canvas.drawText(hidden)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _tiles(canvas: Canvas, size: tuple[int, int], words: str) -> None:
    width, height = size
    canvas.saveState()
    canvas.setFillColor(TILE)
    canvas.setFont(FACE, 13)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(SLANT)
    reach = int((width**2 + height**2) ** 0.5 / 2) + 1
    step = pdfmetrics.stringWidth(words, FACE, 13) + 40
    for row, y in enumerate(range(-reach, reach, 84)):
        x = -reach - (row % 2) * step / 2
        while x < reach:
            canvas.drawString(x, y, words)
            x += step
    canvas.restoreState()


def _foot(canvas: Canvas, size: tuple[int, int], mark: dict[str, str]) -> None:
    """The line and the bars at the lower edge; on a narrow page in smaller letters, never cut."""
    width = size[0]
    bars = len(mark["bars"]) * MODULE
    canvas.saveState()
    canvas.setFillColor(INK)
    room = width - bars - 26 * mm
    points = 7.5
    while points > 3 and pdfmetrics.stringWidth(mark["line"], FACE, points) > room:
        points -= 0.25
    canvas.setFont(FACE, points)
    canvas.drawString(10 * mm, 5 * mm, mark["line"])
    left = width - bars - 10 * mm
    canvas.setFillColor(Color(1, 1, 1))
    canvas.rect(left - 3 * mm, 3.2 * mm, bars + 6 * mm, BAR_HEIGHT + 0.8 * mm, stroke=0, fill=1)
    canvas.setFillColor(INK)
    at = 0
    while at < len(mark["bars"]):
        end = at
        while end < len(mark["bars"]) and mark["bars"][end] == mark["bars"][at]:
            end += 1
        if mark["bars"][at] == "1":
            canvas.rect(left + at * MODULE, 3.6 * mm, (end - at) * MODULE, BAR_HEIGHT, stroke=0, fill=1)
        at = end
    canvas.restoreState()


def write_metadata(document: pikepdf.Pdf, mark: dict[str, str]) -> None:
    """The number in the file's description, old and new kind."""
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:identifier"] = f"{TRACE_WORD}{mark['trace']}"
    document.docinfo["/ECabinetCopy"] = f"{TRACE_WORD}{mark['trace']}"
