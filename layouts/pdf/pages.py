"""Sheets: size, margins, the page number in the top margin, the watermark, the file's metadata."""

from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from core.clock import HANOI
from layouts import typeface
from layouts.decree import LANGUAGE, MARGINS, PAGE_HEIGHT, PAGE_NUMBER_BASELINE, PAGE_WIDTH, TYPE
from layouts.document import Document

PRODUCER = "e-Cabinet"
WATERMARK_PIXELS = 160
WATERMARK_GREY = "#E4E4E4"


class Sheets(BaseDocTemplate):
    """The template of one document. A part (the body, each annex) numbers its pages and hides the first."""

    def __init__(self, target: Any, document: Document, asks_to_print: bool = False) -> None:
        self.document, self.asks_to_print = document, asks_to_print
        self.part_began = 1
        author = document.author or (document.header.agency if document.header else "")
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH * mm, PAGE_HEIGHT * mm),
            pageTemplates=[self._sheet(kind, wide) for kind in ("first", "later") for wide in (False, True)],
            # Without these the page's resources would name a Helvetica that is not embedded.
            initialFontName=typeface.REGULAR,
            initialFontSize=TYPE.body,
            invariant=1,
            lang=LANGUAGE,
            title=document.title,
            author=author,
            subject=document.abstract.replace("\n", " "),
            creator=PRODUCER,
            producer=PRODUCER,
            keywords=document.watermark,
            displayDocTitle=1,
        )

    def beforeDocument(self) -> None:  # noqa: N802 - ReportLab's name
        """Date the file by the document, so that the same document gives the same bytes."""
        moment = self.document.stamped_at
        if moment:
            _date(self.canv._doc._timeStamp, moment)
        if self.asks_to_print:
            # ISO 32000-1, 12.6.4.11: a named action, no script.
            self.canv._doc._catalog.OpenAction = PDFDictionary({"S": PDFName("Named"), "N": PDFName("Print")})

    def _sheet(self, kind: str, wide: bool) -> PageTemplate:
        width, height = (PAGE_HEIGHT, PAGE_WIDTH) if wide else (PAGE_WIDTH, PAGE_HEIGHT)
        frame = Frame(
            MARGINS.left * mm,
            MARGINS.bottom * mm,
            (width - MARGINS.left - MARGINS.right) * mm,
            (height - MARGINS.top - MARGINS.bottom) * mm,
            *[0] * 4,
        )
        name = sheet_name(kind, wide)
        return PageTemplate(
            name,
            [frame],
            onPage=Sheets._first_page if kind == "first" else Sheets._later_page,
            pagesize=(width * mm, height * mm),
            autoNextPageTemplate=sheet_name("later", wide),
        )

    @staticmethod
    def _first_page(canvas: Any, sheets: "Sheets") -> None:
        sheets.part_began = canvas.getPageNumber()
        sheets._watermark(canvas)

    @staticmethod
    def _later_page(canvas: Any, sheets: "Sheets") -> None:
        sheets._watermark(canvas)
        width, height = canvas._pagesize
        canvas.saveState()
        canvas.setFillColor(black)
        canvas.setFont(typeface.REGULAR, TYPE.page_number)
        number = canvas.getPageNumber() - sheets.part_began + 1
        canvas.drawCentredString(width / 2, height - PAGE_NUMBER_BASELINE * mm, str(number))
        canvas.restoreState()

    def _watermark(self, canvas: Any) -> None:
        words = self.document.watermark.upper()
        if not words:
            return
        width, height = canvas._pagesize
        size = min(80.0, 0.75 * width / (typeface.width(words, typeface.BOLD, 1) or 1))
        picture = ImageReader(Image.open(BytesIO(watermark_picture(words))))
        wide, high = picture.getSize()
        scale = size / WATERMARK_PIXELS
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(50)
        canvas.drawImage(
            picture, -wide * scale / 2, -high * scale / 2, wide * scale, high * scale, mask="auto"
        )
        canvas.restoreState()


def sheet_name(kind: str, wide: bool) -> str:
    """The name of a sheet: "first" or "later", wide for landscape."""
    return f"{kind}-{'wide' if wide else 'tall'}"


@cache
def watermark_picture(words: str) -> bytes:
    """The words as a PNG in light grey: a picture, so that none of it falls into copied text."""
    font = ImageFont.truetype(str(typeface.FOLDER / f"{typeface.BOLD}.ttf"), WATERMARK_PIXELS)
    box = font.getbbox(words)
    shape = Image.new("L", (int(box[2] - box[0]) + 8, int(box[3] - box[1]) + 8))
    ImageDraw.Draw(shape).text((4 - box[0], 4 - box[1]), words, font=font, fill=255)
    picture = Image.new("RGBA", shape.size, WATERMARK_GREY)
    picture.putalpha(shape)
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _date(stamp: Any, moment: datetime) -> None:
    here = moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI)
    stamp.t, stamp.lt, stamp.tzname = here.timestamp(), here.timetuple(), "+07"
    stamp.YMDhms, stamp.dhh, stamp.dmm = tuple(here.timetuple())[:6], 7, 0
