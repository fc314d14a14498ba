"""A version's text as marks see it: letters without white space, the pages they stand on, where words begin."""

import unicodedata
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

GRAM = 8  # letters of a shingle: short enough to survive an edit, long enough to say where one is
MOST_PLACES = 40  # a shingle found more often says nothing
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\u0002")


def squeeze(text: str) -> str:
    """The text as NFC without white space and unseen signs; readers of PDF agree on letters, not on spaces."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(filter(_is_seen, composed))


def _is_seen(letter: str) -> bool:
    return not letter.isspace() and letter not in _UNSEEN


@dataclass(frozen=True)
class Text:
    """All pages of one version in one row of letters."""

    letters: str
    raw: str  # the pages as they were, NFC, joined by line breaks
    places: "array[int]"  # letter -> its place in `raw`
    page_starts: tuple[int, ...]  # number of the first letter of each page

    @classmethod
    def of(cls, pages: Iterable[str]) -> "Text":
        """From the texts of the pages, first page first."""
        letters: list[str] = []
        places = array("L")
        starts: list[int] = []
        raw: list[str] = []
        at = 0
        for page in pages:
            composed = unicodedata.normalize("NFC", page)
            starts.append(len(letters))
            for index, letter in enumerate(composed):
                if _is_seen(letter):
                    letters.append(letter)
                    places.append(at + index)
            raw.append(composed)
            at += len(composed) + 1
        return cls("".join(letters), "\n".join(raw), places, tuple(starts))

    def __len__(self) -> int:
        return len(self.letters)

    def page_of(self, at: int) -> int:
        """The page (from 1) a letter stands on; the later one where an empty page begins at the same letter."""
        return max(1, bisect_right(self.page_starts, at))

    def page_span(self, page: int) -> tuple[int, int]:
        """The letters of a page: first and after the last; an empty span for a page that isn't there."""
        if not 1 <= page <= len(self.page_starts):
            return len(self), len(self)
        end = self.page_starts[page] if page < len(self.page_starts) else len(self)
        return self.page_starts[page - 1], end

    def words(self, start: int, end: int) -> str:
        """The words from one letter to before another, with single spaces between them."""
        if start >= end:
            return ""
        return " ".join(self.raw[self.places[start] : self.places[end - 1] + 1].split())

    def opens(self, at: int) -> bool:
        """May a word begin or end before this letter?"""
        if at <= 0 or at >= len(self):
            return True
        apart = self.places[at] - self.places[at - 1] > 1
        return apart or not self.letters[at].isalnum() or not self.letters[at - 1].isalnum()

    def all_of(self, quote: str, most: int = 500) -> list[int]:
        """Where these letters stand as whole words, at most so many."""
        found: list[int] = []
        at = self.letters.find(quote) if quote else -1
        while at >= 0 and len(found) < most:
            if self.opens(at) and self.opens(at + len(quote)):
                found.append(at)
            at = self.letters.find(quote, at + 1)
        return found

    @cached_property
    def grams(self) -> dict[str, list[int]]:
        """Every shingle with its places; one that stands everywhere is left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for at in range(len(self.letters) - GRAM + 1):
            found[self.letters[at : at + GRAM]].append(at)
        return {gram: places for gram, places in found.items() if len(places) <= MOST_PLACES}
