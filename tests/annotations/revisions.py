"""A long Vietnamese text, marks on it, and a new version of it made the way drafts are revised."""

import random
import re
from dataclasses import dataclass, field

from annotations.anchoring import Text, follow
from demo.content.markup import PAPERS

PAGES = 60
WORDS_THAT_CHANGE = (
    "khẩn trương", "theo quy định", "kịp thời", "trước ngày 15 tháng 11", "phối hợp chặt chẽ", "đồng bộ",
    "05 ngày làm việc", "Văn phòng Chính phủ", "đúng thẩm quyền", "30%",
)  # fmt: skip


@dataclass
class Paragraph:
    """Words of one paragraph; `origin` is its number in the first version, None for a new one."""

    origin: int | None
    words: list[str]


@dataclass
class Mark:
    """Words `first:last` of a paragraph of the first version."""

    origin: int
    first: int
    last: int


@dataclass
class Tally:
    """What became of the marks."""

    marks: int = 0
    accounted: int = 0
    wrong: list[str] = field(default_factory=list)
    still_there: int = 0
    placed: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Of the marks whose words still stand, the share that was placed (0 to 100)."""
        return 100 * self.placed / max(1, self.still_there)


def source() -> list[Paragraph]:
    """The demonstration's own papers, one after the other; of a draft that lies there twice the later one."""
    found: list[str] = []
    for path in sorted(PAPERS.glob("*.md")):
        if path.name.endswith(".v1.md"):
            continue
        heading = ""
        for block in path.read_text(encoding="utf-8").partition("\n---\n")[2].split("\n\n"):
            lines = [line for line in block.splitlines() if "widths" not in line]
            text = " ".join(re.sub(r"^[#>~|\-!]+\s*|[*|]", " ", line).strip() for line in lines)
            if block.startswith("#") and len(lines) == 1:  # a heading goes where its first paragraph goes
                heading = f"{heading} {text}"
            elif len(text.split()) > 2:
                found.append(f"{heading} {text}")
                heading = ""
    return [Paragraph(at, text.split()) for at, text in enumerate(found)]


def pages(paragraphs: list[Paragraph], size: int) -> list[str]:
    """Set in lines of about 90 letters, so many letters to a page."""
    lines: list[str] = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.words:
            if len(line) + len(word) > 90:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    found, page, room = [], [], size
    for line in lines:
        page.append(line)
        room -= len(line)
        if room <= 0:
            found.append("\r\n".join(page))
            page, room = [], size
    return [*found, "\r\n".join(page)] if page else found


def revise(
    paragraphs: list[Paragraph], chance: random.Random
) -> tuple[list[Paragraph], dict[int, list[int | None]]]:
    """Deleted, edited, moved and inserted paragraphs; and for each that stayed where its words went (None: gone)."""
    kept: list[Paragraph] = []
    went: dict[int, list[int | None]] = {}
    for old in paragraphs:
        fate = chance.random()
        if fate < 0.10 or old.origin is None:
            continue
        new, where = _edit(old, chance) if fate < 0.35 else (list(old.words), list(range(len(old.words))))
        went[old.origin] = where
        kept.append(Paragraph(old.origin, new))
    for _each in range(len(kept) // 12):  # paragraphs moved, most of them far
        paragraph = kept.pop(chance.randrange(len(kept)))
        kept.insert(chance.randrange(len(kept)), paragraph)
    for _each in range(4):  # whole pages inserted, in the same boilerplate language
        at = chance.randrange(len(kept))
        kept[at:at] = [_made_up(paragraphs, chance) for _one in range(9)]
    return kept, went


def _edit(old: Paragraph, chance: random.Random) -> tuple[list[str], list[int | None]]:
    words: list[str] = []
    where: list[int | None] = []
    for word in old.words:
        fate = chance.random()
        if fate < 0.03:
            where.append(None)
            continue
        if fate < 0.06:
            words += chance.choice(WORDS_THAT_CHANGE).split()
        where.append(len(words))
        words.append(word)
    return words, where


def _made_up(paragraphs: list[Paragraph], chance: random.Random) -> Paragraph:
    """New sentences out of pieces of old ones: the hardest neighbours a mark can have."""
    words: list[str] = []
    while len(words) < 45:
        piece = chance.choice(paragraphs).words
        at = chance.randrange(len(piece))
        words += piece[at : at + chance.randint(3, 9)]
    return Paragraph(None, words)


def marks_on(paragraphs: list[Paragraph], count: int, chance: random.Random) -> list[Mark]:
    """Marks of one word to a whole paragraph."""
    found = []
    while len(found) < count:
        paragraph = chance.choice(paragraphs)
        size = min(len(paragraph.words), chance.choice((1, 2, 3, 4, 6, 8, 12, 20, 40, 400)))
        first = chance.randrange(len(paragraph.words) - size + 1)
        if paragraph.origin is not None:
            found.append(Mark(paragraph.origin, first, first + size))
    return found


def tally(count: int, seed: int, pages_wanted: int = PAGES) -> Tally:
    """Follow so many marks into the revised text and judge every one by what really happened to its words."""
    chance = random.Random(seed)
    before = source()
    size = sum(len(" ".join(p.words)) for p in before) // PAGES
    before = before[: max(20, len(before) * pages_wanted // PAGES)]
    marks = marks_on(before, count, chance)
    after, went = revise(before, chance)
    old, new = Text.of(pages(before, size)), Text.of(pages(after, size))
    old_starts, new_starts = _starts(before), _starts(after)
    by_origin = {p.origin: p for p in after if p.origin is not None}
    found = Tally(marks=count)
    for mark in marks:
        words = before[mark.origin].words
        start = old_starts[mark.origin] + len("".join(words[: mark.first]))
        end = start + len("".join(words[mark.first : mark.last]))
        place = follow(old, start, end, new)
        found.accounted += 1
        stayed = [at for at in went.get(mark.origin, [])[mark.first : mark.last] if at is not None]
        told = f"{' '.join(words[mark.first : mark.last])!r}"
        # "Its text still exists": its words all stand, in one piece.
        is_there = len(stayed) == mark.last - mark.first and stayed[-1] - stayed[0] == len(stayed) - 1
        found.still_there += is_there
        if place is None:
            found.missed += [told] * is_there
            continue
        if not stayed:
            found.wrong.append(f"{told} is gone, put on {new.words(place.start, place.end)!r}")
            continue
        now = by_origin[mark.origin]
        begins = new_starts[mark.origin]
        low = begins + len("".join(now.words[: stayed[0]]))
        high = begins + len("".join(now.words[: stayed[-1] + 1]))
        is_right = (
            (place.start, place.end) == (low, high) if is_there else low < place.end and place.start < high
        )
        if not is_right:
            found.wrong.append(f"{told} put on {new.words(place.start, place.end)!r}")
        found.placed += is_there and is_right
    return found


def _starts(paragraphs: list[Paragraph]) -> dict[int, int]:
    at, found = 0, {}
    for paragraph in paragraphs:
        if paragraph.origin is not None:
            found[paragraph.origin] = at
        at += len("".join(paragraph.words))
    return found
