"""Reads a printed page back: words by three readers, places and type by pdfium. Lengths in millimetres."""

import ctypes
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from tests import services

MM = 25.4 / 72


@dataclass(frozen=True)
class Place:
    """Where words stand, from the paper's left and upper edge; `baseline` of their first letter."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


class Printed:
    """A PDF to measure."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pages = pdfium.PdfDocument(data)

    @cached_property
    def pypdf(self) -> pypdf.PdfReader:
        """The same file in pypdf."""
        return pypdf.PdfReader(BytesIO(self.data))

    def find(self, words: str, page: int | None = 0) -> Place:
        """The first place of `words` on a page, or on the first page that has them."""
        if page is None:
            page = next(
                at for at, sheet in enumerate(self.pages) if words in sheet.get_textpage().get_text_bounded()
            )
        sheet = self.pages[page]
        text = sheet.get_textpage()
        found = text.search(words, match_case=True).get_next()
        assert found, f"{words!r} is not on page {page + 1}"
        start, count = found
        boxes = [text.get_charbox(at, loose=True) for at in range(start, start + count)]
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, start, x, y)
        name = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text, start, name, 100, ctypes.c_int())
        height = sheet.get_height()
        return Place(
            page,
            min(box[0] for box in boxes) * MM,
            max(box[2] for box in boxes) * MM,
            (height - max(box[3] for box in boxes)) * MM,
            (height - min(box[1] for box in boxes)) * MM,
            (height - y.value) * MM,
            raw.FPDFText_GetFontSize(text, start),
            name.value.decode(),
        )

    def lines(self, page: int = 0) -> list[tuple[float, float, float, float]]:
        """Straight strokes of a page: left, right, upper, lower edge."""
        sheet = self.pages[page]
        height = sheet.get_height()
        boxes = []
        for part in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, low, right, high = part.get_bounds()
            boxes.append((left * MM, right * MM, (height - high) * MM, (height - low) * MM))
        return boxes

    def texts(self) -> dict[str, str]:
        """What three readers copy out of the whole file, white space evened."""
        by_pdfium = " ".join(page.get_textpage().get_text_bounded() for page in self.pages)
        by_pypdf = " ".join(page.extract_text() for page in self.pypdf.pages)
        if not shutil.which("pdftotext"):
            services.missing("pdftotext (poppler-utils) is not installed")
        by_poppler = subprocess.run(
            ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=self.data, capture_output=True, check=True
        ).stdout.decode()
        return {
            "pdfium": even(by_pdfium.replace("\ufffe", "")),
            "pypdf": even(by_pypdf),
            "poppler": even(by_poppler),
        }


def even(text: str) -> str:
    """NFC and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())
