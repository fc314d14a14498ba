"""What a mark can be: the limits and the form it has in storage and on the way."""

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.errors import MarkNotUnderstood

LONGEST_BODY: Final = 5_000
LONGEST_QUOTE: Final = 20_000
LONGEST_CONTEXT: Final = 200
MOST_POINTS: Final = 20_000
MOST_STROKES: Final = 500
MOST_PAGES: Final = 20
LARGEST_PAGE: Final = 100_000.0  # points; an A0 sheet has 3,400


class Kind(models.TextChoices):
    """How a mark shows."""

    HIGHLIGHT = "highlight", _("Tô màu")
    UNDERLINE = "underline", _("Gạch chân")
    INK = "ink", _("Nét bút")
    NOTE = "note", _("Ghi chú")
    QUESTION = "question", _("Câu hỏi cho người trình bày")


class Colour(models.TextChoices):
    """The colours offered; each has a name, so that nothing is told by colour alone."""

    YELLOW = "yellow", _("Vàng")
    GREEN = "green", _("Lục")
    BLUE = "blue", _("Lam")
    RED = "red", _("Đỏ")


def clean_target(kind: str, raw: Any) -> dict[str, Any]:
    """The parts of a target this house keeps: `page`, and `quote, prefix, suffix, start`, and for ink `strokes, box`;
    for words that go on over further pages also `more`, a list of the same without strokes, in the order of the pages.

    `start` counts letters from the beginning of the page, white space left out; strokes are `[[x, y, x, y, …], …]` in
    points from the upper left corner; `box` `[x, y, width, height]` encloses the lines under the ink when it was made.
    Raises `MarkNotUnderstood`.
    """
    found = _part(raw)
    if kind == Kind.INK:
        found["strokes"] = _strokes(raw.get("strokes"))
        found["box"] = _numbers(raw["box"], 4) if raw.get("box") else None
        return found
    more = raw.get("more") or []
    if not isinstance(more, list) or len(more) >= MOST_PAGES:
        raise MarkNotUnderstood
    parts = [found, *(_part(one) for one in more)]
    pages, words = [part["page"] for part in parts], [part["quote"].strip() for part in parts]
    needs_words = kind in (Kind.HIGHLIGHT, Kind.UNDERLINE) or len(parts) > 1
    if pages != sorted(set(pages)) or (needs_words and not all(words)):
        raise MarkNotUnderstood
    if sum(map(len, words)) > LONGEST_QUOTE:
        raise MarkNotUnderstood
    return {**found, "more": parts[1:]} if more else found


def _part(raw: Any) -> dict[str, Any]:
    """What stands on one page."""
    if not isinstance(raw, dict):
        raise MarkNotUnderstood
    page = _whole(raw.get("page"), 1, 100_000)
    found: dict[str, Any] = {"page": page, "start": _whole(raw.get("start", 0), 0, 10_000_000)}
    for name, longest in (("quote", LONGEST_QUOTE), ("prefix", LONGEST_CONTEXT), ("suffix", LONGEST_CONTEXT)):
        text = raw.get(name, "")
        if not isinstance(text, str) or len(text) > longest or "\x00" in text:
            raise MarkNotUnderstood
        found[name] = text
    return found


def _whole(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise MarkNotUnderstood
    return value


def _strokes(raw: Any) -> list[list[float]]:
    if not isinstance(raw, list) or not 1 <= len(raw) <= MOST_STROKES:
        raise MarkNotUnderstood
    strokes = [_numbers(one) for one in raw]
    if sum(len(one) for one in strokes) > 2 * MOST_POINTS or any(
        len(one) % 2 or len(one) < 2 for one in strokes
    ):
        raise MarkNotUnderstood
    return strokes


def _numbers(raw: Any, count: int | None = None) -> list[float]:
    if not isinstance(raw, list) or (count is not None and len(raw) != count):
        raise MarkNotUnderstood
    for value in raw:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not -LARGEST_PAGE <= value <= LARGEST_PAGE:
            raise MarkNotUnderstood
    return [round(float(value), 2) for value in raw]
