"""Finds the number of a copy in a leaked file: in its metadata, its words, or the bars in its picture."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from papers.readers.bars import is_trace, traces_in_row

_WRITTEN: Final = re.compile(r"ECAB\s?(\d{12})|\b(\d{4})-(\d{4})-(\d{4})\b")
MAX_PAGES: Final = 40
MAX_SIDE: Final = 5_000
ENLARGED_BELOW: Final = 1_500
Answers = Iterator[dict[str, Any]]


def find(path: str, kind: str) -> Answers:
    """Yield {"trace", "where", "page"} for each number found; the same number may come from several places."""
    yield from _in_pdf(path) if kind == "pdf" else _in_picture_file(path)


def _in_pdf(path: str) -> Answers:
    for text in _metadata(path):
        yield from _written(text, "metadata", 0)
    document = pypdfium2.PdfDocument(path)
    for index in range(min(len(document), MAX_PAGES)):
        page = document[index]
        words = page.get_textpage().get_text_bounded()
        found = list(_written(words, "text", index + 1))
        yield from found
        if not found:
            picture = page.render(scale=min(200 / 72, MAX_SIDE / max(1.0, *page.get_size()))).to_pil()
            yield from _in_picture(picture, index + 1)


def _metadata(path: str) -> list[str]:
    try:
        with pikepdf.open(path) as document:
            found = [str(value) for value in document.docinfo.values()]
            with document.open_metadata() as metadata:
                return [*found, str(metadata)]
    except (pikepdf.PdfError, ValueError, TypeError):
        return []


def _written(text: str, where: str, page: int) -> Answers:
    for match in _WRITTEN.finditer(text):
        digits = "".join(part for part in match.groups() if part)
        if is_trace(digits):
            yield {"trace": digits, "where": where, "page": page}


def _in_picture_file(path: str) -> Answers:
    with Image.open(path) as picture:
        yield from _in_picture(picture.convert("L"), 1)


def _in_picture(picture: Image.Image, page: int) -> Answers:
    """Bars lying as printed, upside down or on a side; dark on light, light on dark, and faint."""
    picture = picture.convert("L")
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    seen: set[str] = set()
    for turned in _shapes(picture):
        for flat in _black_and_white(turned):
            for digits in _in_rows(flat):
                if digits not in seen:
                    seen.add(digits)
                    yield {"trace": digits, "where": "bars", "page": page}
            if seen:
                return


def _shapes(picture: Image.Image) -> Iterator[Image.Image]:
    """As it is, on its side, and a small one enlarged: a bar of one dot is told by how dark its neighbours are."""
    yield picture
    yield picture.transpose(Image.Transpose.ROTATE_90)
    if picture.width < ENLARGED_BELOW:
        size = (picture.width * 3, picture.height * 3)
        yield picture.resize(size, Image.Resampling.BICUBIC)


def _black_and_white(picture: Image.Image) -> Iterator[Image.Image]:
    around = picture.filter(ImageFilter.BoxBlur(max(8, picture.width // 60)))
    yield picture.point(lambda value: 0 if value < 128 else 255)
    for darker in (True, False):
        difference = ImageChops.subtract(around, picture) if darker else ImageChops.subtract(picture, around)
        for least in (6, 14, 30):
            yield difference.point(lambda value, least=least: 0 if value > least else 255)


def _in_rows(flat: Image.Image) -> Iterator[str]:
    data, width = flat.tobytes(), flat.width
    for start in range(0, len(data) - width + 1, width * 2):
        row = data[start : start + width]
        yield from traces_in_row(row)
        yield from traces_in_row(row[::-1])
