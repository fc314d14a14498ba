"""What differs between two texts: passages first, then the words of those that differ. Plain values, no rows.

Passages that stand once in either text are laid over each other in order (as in patience diff: n log n, however much
has changed); only what lies between is compared word by word, and never more than a set amount of it. So two papers of
300 pages take a fraction of a second at worst.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from papers.passages import Passage, Text

# Pairs of words compared at most: in one place, and in all. Beyond, a place is shown as taken out and put in.
MOST_IN_ONE: Final = 400_000
MOST_IN_ALL: Final = 4_000_000
MOST_PASSAGES: Final = 150
# So many places are shown; a paper rewritten from end to end is read, not compared.
MOST_PLACES: Final = 400

Op = Literal["same", "gone", "new"]
Block = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, went or came."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place that differs: its runs on either side, the page of each side, and the passages around it."""

    old: list[Run]
    new: list[Run]
    old_page: int
    new_page: int
    changed_pages: frozenset[int]
    is_whole: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    """All places in order. `pages`: those of the new text with a difference; `left_off`: places not shown."""

    places: list[Place]
    pages: list[int]
    left_off: int = 0
    is_cut: bool = False


def compare(old: Text, new: Text) -> Differences:
    """What differs from `old` to `new`."""
    places: list[Place] = []
    pages: set[int] = set()
    left, count = MOST_IN_ALL, 0
    for block in _blocks(old.passages, new.passages):
        before, after = _words(old.passages, block[0], block[1]), _words(new.passages, block[2], block[3])
        if before[0] == after[0]:
            continue  # only the lines break elsewhere
        count += 1
        size = len(before[0]) * len(after[0])
        fits = size <= min(MOST_IN_ONE, left) and count <= MOST_PLACES
        left -= size if fits else 0
        place = _place(old.passages, new.passages, block, fits)
        pages |= place.changed_pages
        if count <= MOST_PLACES:
            places.append(place)
    return Differences(places, sorted(pages), max(0, count - MOST_PLACES), old.is_cut or new.is_cut)


def _blocks(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Block]:
    """The stretches between what both texts have: `(from, to)` of the old and of the new."""
    at_old = at_new = 0
    for left, right in [*_anchors(old, new), (len(old), len(new))]:
        if left > at_old or right > at_new:
            yield from _narrowed(old, new, (at_old, left, at_new, right))
        at_old, at_new = left + 1, right + 1


def _anchors(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[int, int]]:
    """Passages that stand exactly once in either text, the longest row of them that keeps its order."""
    here, there = Counter(p.words for p in old), Counter(p.words for p in new)
    where = {p.words: at for at, p in enumerate(new) if there[p.words] == 1 and here[p.words] == 1}
    pairs = [(at, where[p.words]) for at, p in enumerate(old) if p.words in where]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs whose second numbers rise (the first do already)."""
    tails: list[int] = []  # by length: the smallest last number
    at: list[int] = []  # by length: which pair it is
    back: list[int] = []
    for index, (_left, right) in enumerate(pairs):
        place = bisect_left(tails, right)
        back.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(right)
            at.append(index)
        else:
            tails[place], at[place] = right, index
    found: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(pairs[index])
        index = back[index]
    return found[::-1]


def _narrowed(old: Sequence[Passage], new: Sequence[Passage], block: Block) -> Iterator[Block]:
    """Passages that repeat in the text are matched too, where that is cheap."""
    a, b, c, d = block
    if b - a > MOST_PASSAGES or d - c > MOST_PASSAGES:
        yield block
        return
    matcher = SequenceMatcher(None, [p.words for p in old[a:b]], [p.words for p in new[c:d]], autojunk=False)
    for op, one, two, three, four in matcher.get_opcodes():
        if op != "equal":
            yield a + one, a + two, c + three, c + four


def _words(passages: Sequence[Passage], start: int, end: int) -> tuple[list[str], list[int]]:
    words = [word for passage in passages[start:end] for word in passage.words]
    return words, [page for passage in passages[start:end] for page in passage.pages]


def _place(old: Sequence[Passage], new: Sequence[Passage], block: Block, fits: bool) -> Place:
    a, b, c, d = block
    was, was_pages = _words(old, a, b)
    now, now_pages = _words(new, c, d)
    codes = _codes(was, now) if fits else [("replace", 0, len(was), 0, len(now))]
    left, right, pages = [], [], set()
    around = [
        *(new[c - 1].pages[-1:] if c else ()),
        *now_pages[-1:],
        *(new[d].pages[:1] if d < len(new) else ()),
    ]
    for op, one, two, three, four in codes:
        if two > one:
            left.append(Run("same" if op == "equal" else "gone", " ".join(was[one:two])))
        if four > three:
            right.append(Run("same" if op == "equal" else "new", " ".join(now[three:four])))
        if op != "equal":  # where words only went, the page of the word before or after
            pages |= set(now_pages[three:four]) or {
                *(now_pages[max(0, three - 1) :][:1] or around[:1] or [1])
            }
    return Place(
        old=left,
        new=right,
        old_page=was_pages[0] if was_pages else (old[min(a, len(old) - 1)].pages[0] if old else 1),
        new_page=min(pages),
        changed_pages=frozenset(pages),
        is_whole=not fits and bool(was and now),
        before=new[c - 1].text if 0 < c <= len(new) else "",
        after=new[d].text if d < len(new) else "",
    )


def _codes(was: list[str], now: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Steps from word to word, without islands: one small word kept between two changes is part of the change."""
    codes = SequenceMatcher(None, was, now, autojunk=len(was) + len(now) > 400).get_opcodes()
    found: list[tuple[str, int, int, int, int]] = []
    for index, (op, one, two, three, four) in enumerate(codes):
        is_island = op == "equal" and two - one == 1 and 0 < index < len(codes) - 1 and len(was[one]) < 4
        kind = "replace" if op != "equal" or is_island else "equal"
        if found and found[-1][0] == kind == "replace":
            found[-1] = (kind, found[-1][1], two, found[-1][3], four)
        else:
            found.append((kind, one, two, three, four))
    return found
