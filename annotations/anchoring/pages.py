"""From a whole page in one version to the same page in another, for what was said of the page and not of its words."""

from collections import Counter
from dataclasses import dataclass

from annotations.anchoring.text import GRAM, Text

SAME = 0.4  # share of a page's shingles that must stand on the other page, in both directions
LEAST = 40  # letters a page needs to be told by its words once they were edited


def follow_page(old: Text, page: int, new: Text) -> tuple[int, bool] | None:
    """The number of the page in `new`, and whether it has another number or other words; None if it can't be said.

    A page is told by its letters, else by most of its words, else (a drawing, a page rewritten) by the pages around it:
    the nearest ones that are told by their words must lie as far from it on both sides as they did.
    """
    if not 1 <= page <= len(old.page_starts):
        return None
    between = _Between(old, new)
    found = between.by_words(page) or between.by_neighbours(page)
    if found is None:
        return None
    return found, found != page or _letters(old, page) != _letters(new, found)


def _letters(text: Text, page: int) -> str:
    return text.letters[slice(*text.page_span(page))]


@dataclass(frozen=True)
class _Between:
    """Two versions, page by page."""

    old: Text
    new: Text

    def by_words(self, page: int) -> int | None:
        """The page with these letters, if there is one such page in both; else the one with most of its words."""
        letters = _letters(self.old, page)
        if not letters:
            return None
        same = _pages_with(self.new, letters)
        if len(same) == 1 and len(_pages_with(self.old, letters)) == 1:
            return same[0]
        if same or len(letters) < LEAST:
            return None  # a form that lies there several times
        return self._most_words(page)

    def _most_words(self, page: int) -> int | None:
        there = _shares(self.old, page, self.new)
        if not there or any(n != page for n in _alike(self.old, page)):
            return None
        best = max(there, key=lambda number: (there[number], -number))
        back = _shares(self.new, best, self.old).get(page, 0.0)
        return best if min(there[best], back) >= SAME else None

    def by_neighbours(self, page: int) -> int | None:
        """The page between the nearest ones that are told by their words; one of both may be an end of the paper."""
        size, there = len(self.old.page_starts), len(self.new.page_starts)
        before = self._nearest(range(page - 1, 0, -1))
        after = self._nearest(range(page + 1, size + 1))
        if before is None and after is None and (size, there) != (1, 1):
            return None
        low, high = before or (0, 0), after or (size + 1, there + 1)
        here = low[1] + page - low[0]
        is_held = high[1] - low[1] == high[0] - low[0] and 1 <= here <= there
        return here if is_held and self._may_be(page, here) else None

    def _nearest(self, pages: range) -> tuple[int, int] | None:
        """The first of these that is told by its words, and its number now."""
        return next(((n, found) for n in pages if (found := self.by_words(n)) is not None), None)

    def _may_be(self, page: int, here: int) -> bool:
        """Is the page there no other one of the earlier version?"""
        letters = _letters(self.new, here)
        if not letters or letters == _letters(self.old, page):
            return True
        return not _pages_with(self.old, letters)


def _pages_with(text: Text, letters: str) -> list[int]:
    return [n for n in range(1, len(text.page_starts) + 1) if _letters(text, n) == letters]


def _alike(text: Text, page: int) -> list[int]:
    """The pages of the same version that hold as much of its words as is asked of the page in another version."""
    return [number for number, share in _shares(text, page, text).items() if share >= SAME]


def _shares(here: Text, page: int, there: Text) -> dict[int, float]:
    """`{page there: share of the shingles of the page that stand on it}`."""
    start, end = here.page_span(page)
    grams = {here.letters[at : at + GRAM] for at in range(start, end - GRAM + 1)}
    found: Counter[int] = Counter()
    for gram in grams:
        found.update({there.page_of(at) for at in there.grams.get(gram, ())})
    return {number: count / len(grams) for number, count in found.items()}
