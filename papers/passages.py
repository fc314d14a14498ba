"""The text of pages as passages that stay themselves when lines and pages break elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.text import nfc

# A version longer than this is compared up to here, and the screen says so.
MOST_WORDS = 160_000
_ENDS = re.compile(r"[.;:!?…][”\"’)\]]*$")
_BEGINS = re.compile(
    r"^(?:(?:Điều|Chương|Mục|Phần|Phụ lục|Khoản|Tiểu mục)\s+[\dIVXLC]|[IVXLC]{1,5}[.)]"
    r"|\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\)|[-–+•])"
)
# A line with nothing but the number of its page says nothing about the text.
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: its words, and the page (from 1) each stands on."""

    words: tuple[str, ...]
    pages: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words as one line."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Text:
    """The passages of a version in order; `is_cut` when the end was left out because it is too long."""

    passages: list[Passage]
    is_cut: bool = False


def is_title(line: str) -> bool:
    """A line in capitals, as a document's head and titles are; several such lines are one title."""
    return line == line.upper() and len(line) >= 8 and sum(letter.isalpha() for letter in line) >= 6


def text_of(pages: Iterable[tuple[int, str]]) -> Text:
    """`(page number, text)` in order, cut into passages; composed characters (NFC), however the file wrote them."""
    found: list[Passage] = []
    words: list[str] = []
    places: list[int] = []
    count = 0

    def close() -> None:
        if words:
            found.append(Passage(tuple(words), tuple(places)))
            words.clear()
            places.clear()

    was_title = False
    for number, text in pages:
        for line in nfc(text).splitlines():
            line = line.strip()
            if not line or _PAGE_NUMBER.match(line):
                continue
            if _BEGINS.match(line) or is_title(line) != was_title:
                close()
            was_title = is_title(line)
            new = line.split()
            count += len(new)
            if count > MOST_WORDS:
                close()
                return Text(found, is_cut=True)
            words += new
            places += [number] * len(new)
            if _ENDS.search(line):
                close()
    close()
    return Text(found)
