"""The pages of a PDF: size and text of each, and pictures: of those that are wanted at once, or of those named later.

One answer per page, so that progress is seen.
"""

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops

THUMBNAIL_WIDTH: Final = 200
PREVIEW_WIDTH: Final = 1100
MAX_HEIGHT: Final = 4000
# The first view of a paper on a slow line: the large picture is never more than this.
PREVIEW_BYTES: Final = 150_000
MAX_TEXT: Final = 200_000
MAX_OUTLINE: Final = 2_000
# A scanner or a registry stamps a number and a date on a page that is otherwise a picture.
STAMP_LETTERS: Final = 60
MOSTLY: Final = 0.6
# So few pages are drawn while they are read: a job of its own would cost more.
DRAWN_AT_ONCE: Final = 12
# A picture a tablet can't take whole; what is drawn of it at most.
HUGE_DOTS: Final = 40_000_000
MOST_DOTS: Final = 200_000_000
# Shades of grey between the darkest and the lightest dot of a page that isn't empty.
INK: Final = 40
# What the channels of a dot may differ by and still be grey; which part of a typed page is bare paper.
COLOUR: Final = 12
PRINT: Final = 0.6
_SHADES: Final = [round(shade / 17) for shade in range(256)]
_GREYS: Final = [shade * 17 for shade in range(16) for _channel in range(3)]


def read_pages(path: str, out: str, start: int = 0) -> Iterator[dict[str, Any]]:
    """First {"pages", "outline"}, then one answer per page from `start` (counted from 0).

    "preview" and "thumbnail" are the names of a page's pictures in `out`, or None: to be drawn later. At once come
    those of the first page, of a page without words (only its picture tells whether anything is on it), and of short
    papers.
    """
    document = pypdfium2.PdfDocument(path)
    yield {"pages": len(document), "outline": _outline(document)}
    pencil = Pencil(Path(out))
    for index in range(start, len(document)):
        yield _page(document, index, pencil)


def draw_pages(path: str, out: str, numbers: list[int]) -> Iterator[dict[str, Any]]:
    """The pictures of these pages (counted from 1), one answer per page."""
    document = pypdfium2.PdfDocument(path)
    pencil = Pencil(Path(out))
    for number in numbers:
        page = document[number - 1]
        pencil.draw(page, number)
        page.close()
        yield {"page": number, **names_of(number)}


def names_of(number: int) -> dict[str, str]:
    """What the pictures of a page are called."""
    return {size: f"{size}-{number}.picture" for size in ("preview", "thumbnail")}


def _outline(document: pypdfium2.PdfDocument) -> list[dict[str, Any]]:
    """Titles with level and page number from 1; a damaged outline is no reason to refuse the paper."""
    entries: list[dict[str, Any]] = []
    try:
        for item in document.get_toc():
            destination = item.get_dest()
            index = destination.get_index() if destination is not None else None
            title = " ".join(_clean(item.get_title()).split())[:300]
            if title and index is not None:
                entries.append({"title": title, "level": item.level, "page": index + 1})
            if len(entries) >= MAX_OUTLINE:
                break
    except (pypdfium2.PdfiumError, RuntimeError, UnicodeError):
        pass
    return entries


def _page(document: pypdfium2.PdfDocument, index: int, pencil: "Pencil") -> dict[str, Any]:
    page = document[index]
    width, height = page.get_size()
    text_page = page.get_textpage()
    text = _clean(text_page.get_text_bounded())[:MAX_TEXT]
    text_page.close()
    pictured, dots_wide = _pictured(page, width, height)
    may_be_scan = is_scan(text, pictured, has_ink=True)
    names: dict[str, str | None] = {"preview": None, "thumbnail": None}
    has_ink = True
    if may_be_scan or index == 0 or len(document) <= DRAWN_AT_ONCE:
        has_ink = _has_ink(pencil.draw(page, index + 1))
        names.update(names_of(index + 1))
    page.close()
    return {
        "page": index + 1,
        "width": round(width, 2),
        "height": round(height, 2),
        "text": text,
        **names,
        "scan": may_be_scan and has_ink,
        "dots_wide": dots_wide,
    }


class Pencil:
    """Draws the two pictures of pages into a folder."""

    def __init__(self, out: Path) -> None:
        self.out, self.squeeze = out, Squeeze()

    def draw(self, page: pypdfium2.PdfPage, number: int) -> Image.Image:
        """Both pictures of a page, by the names of its number; the small one."""
        width, height = page.get_size()
        scale = min(PREVIEW_WIDTH / max(width, 1), MAX_HEIGHT / max(height, 1))
        picture = page.render(scale=scale, rev_byteorder=True).to_pil()
        picture = picture if picture.mode == "RGB" else picture.convert("RGB")
        if not _has_colour(picture):
            picture = picture.convert("L")
        names = names_of(number)
        (self.out / names["preview"]).write_bytes(self.squeeze.small_enough(picture))
        height_of_small = max(1, round(picture.height * THUMBNAIL_WIDTH / picture.width))
        small = picture.resize((THUMBNAIL_WIDTH, height_of_small), reducing_gap=2.0)
        (self.out / names["thumbnail"]).write_bytes(
            _few_greys(small) if small.mode == "L" else _webp(small, 75)
        )
        return small


def is_scan(text: str, pictured: float, *, has_ink: bool) -> bool:
    """Is the page a picture of a text? Not empty and without a letter, or all picture with a stamp's few words."""
    letters = sum(letter.isalnum() for letter in text)
    return has_ink and (letters == 0 or (letters < STAMP_LETTERS and pictured >= MOSTLY))


def _pictured(page: pypdfium2.PdfPage, width: float, height: float) -> tuple[float, int]:
    """Which part of the page lies under pictures (strips of a scan add up), and how many dots wide it has to be drawn
    to show all theirs; 0 where they aren't huge.
    """
    covered, dots = 0.0, 0
    for thing in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
        across, down = thing.get_px_size()
        dots += across * down
    part = covered / max(width * height, 1.0)
    if dots < HUGE_DOTS or part < MOSTLY:
        return part, 0
    return part, round((min(dots / part, MOST_DOTS) * width / height) ** 0.5)


def _has_ink(picture: Image.Image) -> bool:
    """Is anything on it? An empty sheet has nothing to be recognised."""
    shades = [shade for shade, dots in enumerate(picture.convert("L").histogram()) if dots]
    return shades[-1] - shades[0] > INK


def _has_colour(picture: Image.Image) -> bool:
    """Is there more than grey? Looked at in a small copy: a page's stamp or seal is seen there, too."""
    red, green, blue = picture.reduce(4).split()
    apart = (ImageChops.difference(red, other).histogram() for other in (green, blue))
    return any(sum(dots[COLOUR + 1 :]) for dots in apart)


def _few_greys(picture: Image.Image) -> bytes:
    """A grey picture in sixteen shades (PNG): for letters sharper, lighter and eight times faster than WebP."""
    flat = picture.point(_SHADES)
    flat.putpalette(_GREYS)
    made = io.BytesIO()
    flat.save(made, "PNG", bits=4, compress_level=1)
    return made.getvalue()


def _webp(picture: Image.Image, quality: int, part: float = 1.0) -> bytes:
    size = (max(1, round(picture.width * part)), max(1, round(picture.height * part)))
    made = io.BytesIO()
    (picture if part == 1.0 else picture.resize(size)).save(made, "WEBP", quality=quality, method=2)
    return made.getvalue()


def in_few_bytes(picture: Image.Image) -> bytes:
    """Sharp, as it is looked at closely: print in few greys, all else as WebP."""
    if not _has_colour(picture):
        picture = picture.convert("L")
    return _few_greys(picture) if picture.mode == "L" and _is_print(picture) else _webp(picture, 80)


class Squeeze:
    """Pictures as good as they can be within `PREVIEW_BYTES`: print without colour in few greys, all else as WebP.

    Pages of one paper are alike: each begins with what the page before needed, so that most are written once.
    """

    STEPS: Final = ((80, 1.0), (50, 1.0), (30, 1.0), (30, 0.6), (15, 0.4))

    def __init__(self) -> None:
        self.first = 0

    def small_enough(self, picture: Image.Image) -> bytes:
        """The picture's bytes; a much lighter page lets the next one be better again."""
        if picture.mode == "L" and _is_print(picture):
            made = _few_greys(picture)
            if len(made) <= PREVIEW_BYTES:
                return made
        for step in range(self.first, len(self.STEPS)):
            made = self._written(picture, *self.STEPS[step])
            if len(made) <= PREVIEW_BYTES:
                break
        self.first = max(0, step - 1) if len(made) < PREVIEW_BYTES * 0.6 else step
        return made

    _written = staticmethod(_webp)


def _is_print(picture: Image.Image) -> bool:
    """Is most of it one shade, as paper under typed letters is? A photograph or a scanner's grain isn't."""
    dots = picture.histogram()
    return max(dots) >= PRINT * sum(dots)


def _clean(text: str) -> str:
    """NFC, newlines only, no control characters, no soft hyphens at line ends (pdfium writes U+FFFE and
    U+0002).
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\x02", "")
    for char in set(plain):  # each letter is looked up once, not each time it stands on the page
        if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs", "Cn"):
            plain = plain.replace(char, "")
    return unicodedata.normalize("NFC", plain)
