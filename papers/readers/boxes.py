"""How large a page is, as its readers show it (ISO 32000-2, 14.11.2), whatever its file says.

Two opposite corners in any order; what is shown is the part of the crop box that lies on the media box, and all of the
media box where they don't meet. A page without a usable box is a sheet of US Letter, as pdfium takes it.
"""

from math import isfinite
from typing import Any, Final, TypeAlias

import pikepdf

Box: TypeAlias = tuple[float, float, float, float]
LETTER: Final[Box] = (0.0, 0.0, 612.0, 792.0)
# Points: an A0 sheet has 3,400; over a hundred thousand nobody could mark it, under one there is nothing to see.
LARGEST: Final = 100_000.0
LEAST: Final = 1.0


def corners(box: Any) -> Box | None:
    """Left, bottom, right, top of a box as it stands in the file; None for what is no box."""
    try:
        numbers = [float(value) for value in box]
    except (TypeError, ValueError, OverflowError):
        return None
    if len(numbers) != 4 or not all(isfinite(number) for number in numbers):
        return None
    (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
    return left, bottom, right, top


def has_area(box: Box) -> bool:
    """Is anything to be seen in it?"""
    return min(box[2] - box[0], box[3] - box[1]) >= LEAST


def is_possible(page: pikepdf.Page) -> bool:
    """Has the page a size somebody could have meant? One that says nothing has."""
    said = page.obj.get("/MediaBox")
    box = LETTER if said is None else corners(said)
    return box is not None and has_area(box) and max(box[2] - box[0], box[3] - box[1]) <= LARGEST


def shown_box(page: pikepdf.Page) -> Box:
    """The part of the page a reader sees."""
    media = corners(page.obj.get("/MediaBox"))
    if media is None or not has_area(media):
        return LETTER
    crop = corners(page.obj.get("/CropBox")) or media
    both = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return both if has_area(both) else media


def settle(page: pikepdf.Page) -> Box:
    """Write into a copy what is shown of its page, so that every reader shows the same; the box."""
    box = shown_box(page)
    media = corners(page.obj.get("/MediaBox"))
    if media is None or not has_area(media):
        page.obj["/MediaBox"] = pikepdf.Array(box)
    page.obj["/CropBox"] = pikepdf.Array(box)
    return box


def is_turned(page: pikepdf.Page) -> bool:
    """Does it lie on its side? A turn that is no number is none."""
    try:
        return int(page.obj.get("/Rotate", 0)) % 180 != 0
    except (TypeError, ValueError, OverflowError):
        return False
