"""The two ends of the recognition of a scan: the picture that is read, and the words laid unseen over the page."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2

from papers.readers.boxes import shown_box

# What Tesseract was taught on; a drawing of A0 is read in as many dots as memory allows.
DPI: Final = 300
MOST_DOTS: Final = 24_000_000
EVERY: Final = 10


def picture_of(path: str, out: str, number: int) -> dict[str, Any]:
    """Draw page `number` (from 1) in grey to `out` (PNG); answers {"dpi"}."""
    document = pypdfium2.PdfDocument(path)
    page = document[number - 1]
    width, height = page.get_size()
    dots = width * height * (DPI / 72) ** 2
    dpi = max(36, int(DPI * min(1.0, (MOST_DOTS / max(dots, 1)) ** 0.5)))
    page.render(scale=dpi / 72, grayscale=True).to_pil().save(out, compress_level=1)
    return {"dpi": dpi}


def lay_words(path: str, layers: dict[str, str], out: str) -> Iterator[dict[str, Any]]:
    """Write `path` to `out` with the words of `layers` ({page from 1: PDF of one page}) over its pages."""
    with pikepdf.open(path) as document:
        for done, (number, layer) in enumerate(layers.items(), start=1):
            page = document.pages[int(number) - 1]
            with pikepdf.open(layer) as words:
                drawn = document.copy_foreign(words.pages[0].as_form_xobject())
            page.add_overlay(drawn, pikepdf.Rectangle(*shown_box(page)))
            if done % EVERY == 0:
                yield {"done": done, "total": len(layers)}
        document.save(out)
    yield {"done": len(layers), "total": len(layers)}
