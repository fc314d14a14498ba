"""Huge pages as tiles: drawn strip by strip, so that no more than one strip of dots is held."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2
import pypdfium2.raw
from PIL import Image

from papers import tiles
from papers.readers.pdf_pages import in_few_bytes

# How deep forms lie in forms before nobody looks for pictures any more.
DEPTH: Final = 4


def draw_tiles(path: str, out: str, pages: dict[str, int]) -> Iterator[dict[str, Any]]:
    """For `pages` ({number from 1: dots wide}) one answer per strip: {"page", "names", "is_last"}; the tiles lie in
    `out` under these names. A page of 0 dots gets none. Of a page with words first {"page", "words"}: a PDF of these
    alone.
    """
    document = pypdfium2.PdfDocument(path)
    for number, dots_wide in pages.items():
        page = document[int(number) - 1]
        if page.get_textpage().count_chars():
            yield {"page": int(number), "words": write_words(path, int(number), Path(out)), "is_last": False}
        sizes = tiles.levels(dots_wide, *page.get_size()) if dots_wide else []
        for level, (wide, high) in enumerate(sizes):
            _columns, rows = tiles.grid(wide, high)
            for row in range(rows):
                names = _cut(_strip(page, wide, high, row), level, row, Path(out))
                is_last = level == len(sizes) - 1 and row == rows - 1
                yield {"page": int(number), "names": names, "is_last": is_last}
        if not sizes:
            yield {"page": int(number), "names": [], "is_last": True}
        page.close()


def _strip(page: pypdfium2.PdfPage, wide: int, high: int, row: int) -> Image.Image:
    """One row of tiles as a picture, of a page drawn `wide` x `high`."""
    top = row * tiles.SIZE
    bitmap = pypdfium2.PdfBitmap.new_native(
        wide, min(tiles.SIZE, high - top), pypdfium2.raw.FPDFBitmap_BGR, rev_byteorder=True
    )
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
    flags = pypdfium2.raw.FPDF_ANNOT | pypdfium2.raw.FPDF_REVERSE_BYTE_ORDER
    pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, page, 0, -top, wide, high, 0, flags)
    return bitmap.to_pil()


def _cut(strip: Image.Image, level: int, row: int, out: Path) -> list[str]:
    names = []
    for column in range(-(-strip.width // tiles.SIZE)):
        left = column * tiles.SIZE
        tile = strip.crop((left, 0, min(left + tiles.SIZE, strip.width), strip.height))
        names.append(tiles.name(level, column, row))
        (out / names[-1]).write_bytes(in_few_bytes(tile))
    return names


def write_words(path: str, number: int, out: Path) -> str:
    """A page without its pictures, in a file of its own: a reader's program selects and finds its words in it, without
    the bytes of the pictures. The file's name in `out`.
    """
    name = f"words-{number}.pdf"
    with pikepdf.open(path) as whole, pikepdf.Pdf.new() as alone:
        alone.pages.append(whole.pages[number - 1])
        _empty_pictures(alone, alone.pages[0].obj, DEPTH)
        alone.save(out / name)
    return name


def _empty_pictures(document: pikepdf.Pdf, thing: pikepdf.Object, depth: int) -> None:
    """Put one dot in place of every picture of a page or a form, and of the forms in it."""
    things = thing.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    for name in list(things.keys()):
        inner = things[name]
        if inner.get("/Subtype") == pikepdf.Name.Image:
            things[name] = document.make_stream(
                b"\xff",
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=1,
                Height=1,
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
            )
        elif depth:
            _empty_pictures(document, inner, depth - 1)
