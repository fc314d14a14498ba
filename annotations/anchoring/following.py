"""From a place in one version to the place of the same words in another."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from annotations.anchoring.text import GRAM, Text

AROUND = 160  # letters of the surroundings that are looked at
REACH = 300  # letters a context is followed to either side
SURE = 40  # letters of a quote that stands once in both versions and needs no context
FEW = 14  # fewer agreeing letters than these are no evidence, wherever they stand
LONG = 1200  # a longer quote is followed by its two ends
END = 120
BUCKET = 64
REGION = 700  # letters to either side whose shifts are asked when the next ones don't decide
MOST_PAIRS = 2_000_000  # of equal words in a long quote and its new place; more take minutes to put in order
SAME = 0.7  # share of the marked letters that must still be there


@dataclass(frozen=True)
class Place:
    """Letters `start:end` of the new version; `is_edited` when they aren't the very letters that were marked."""

    start: int
    end: int
    is_edited: bool


def follow(old: Text, start: int, end: int, new: Text) -> Place | None:
    """Where the letters `start:end` of `old` stand in `new`; None when that can't be said for certain."""
    if not 0 <= start < end <= len(old):
        return None
    exact = _same_words(old, start, end, new)
    if exact is not None:
        return exact
    return _two_ends(old, start, end, new) if end - start > LONG else _edited_words(old, start, end, new)


def _same_words(old: Text, start: int, end: int, new: Text) -> Place | None:
    """The very letters: alone in both versions, or told from their doubles by what stands around them."""
    size = end - start
    quote = old.letters[start:end]
    hits, doubles = new.all_of(quote), [at for at in old.all_of(quote) if at != start]
    if not hits:
        return None
    if len(hits) == 1 and not doubles and size >= SURE:
        return Place(hits[0], hits[0] + size, is_edited=False)
    at = _by_touch(old, start, new, size, hits, doubles)
    if at is None:
        at = _by_region(old, start, new, size, hits, doubles)
    return None if at is None else Place(at, at + size, is_edited=False)


def _by_touch(old: Text, start: int, new: Text, size: int, hits: list[int], doubles: list[int]) -> int | None:
    """The hit whose very next letters agree on either side, and with no double's."""
    ranked = sorted(((sum(_context(old, start, new, at, size)), at) for at in hits), reverse=True)
    score, at = ranked[0]
    left, right = _context(old, start, new, at, size)
    enough = (min(left, right) >= 10 and size + score >= 40) or (
        max(left, right) >= 60 and not _has_twin(start, doubles)
    )
    rivals = [other for other, _at in ranked[1:]] + [
        sum(_context(old, double, new, at, size)) for double in doubles
    ]
    if not enough or score <= 1.3 * max(rivals, default=0):
        return None
    return at


def _by_region(
    old: Text, start: int, new: Text, size: int, hits: list[int], doubles: list[int]
) -> int | None:
    """The hit in whose wider surroundings most of the old surroundings are found, and the other way round."""
    there = _votes(old, max(0, start - REGION), min(len(old), start + size + REGION), new)
    ranked = sorted(((_near(there, at - start), at) for at in hits), reverse=True)
    weight, at = ranked[0]
    if weight < REGION // 10:
        return None
    touching = _context(old, start, new, at, size)
    if max(touching) < 4 and weight < REGION // 4:
        return None
    if size + sum(touching) < (FEW if weight < REGION // 4 else 10):
        return None
    if len(ranked) > 1 and weight < 1.3 * ranked[1][0]:
        return None
    if any(sum(_context(old, double, new, at, size)) >= max(FEW // 3, sum(touching)) for double in doubles):
        return None
    if _has_twin(start, doubles):
        return None  # the region is the same for both of them
    back = _votes(new, max(0, at - REGION), min(len(new), at + size + REGION), old)
    rivals = max((_near(back, double - at) for double in doubles), default=0)
    return at if _near(back, start - at) > 1.3 * rivals else None


def _has_twin(start: int, doubles: list[int]) -> bool:
    """Do the same letters stand again within the same region?"""
    return any(abs(double - start) < REGION for double in doubles)


def _near(votes: Counter[int], shift: int) -> int:
    bucket = shift // BUCKET
    return sum(votes[bucket + by] for by in range(-4, 5))


def _context(old: Text, o: int, new: Text, n: int, size: int) -> tuple[int, int]:
    """How many letters before and after agree."""
    left = 0
    while left < min(REACH, o, n) and old.letters[o - left - 1] == new.letters[n - left - 1]:
        left += 1
    right, o, n = 0, o + size, n + size
    while right < min(REACH, len(old) - o, len(new) - n) and old.letters[o + right] == new.letters[n + right]:
        right += 1
    return left, right


def _edited_words(old: Text, start: int, end: int, new: Text) -> Place | None:
    """The surroundings are found first, then the marked letters are mapped through them."""
    first, last = max(0, start - AROUND), min(len(old), end + AROUND)
    shift = _shift(old, first, last, new)
    if shift is None:
        return None
    low, high = max(0, first + shift - BUCKET * 2), min(len(new), last + shift + BUCKET * 2)
    matcher = SequenceMatcher(None, old.letters[first:last], new.letters[low:high], autojunk=False)
    blocks = [(first + a, low + b, n) for a, b, n in matcher.get_matching_blocks() if n >= 3]
    span = _mapped(blocks, start, end)
    if span is None:
        return None
    at, to = _whole_words(new, *span)
    kept = sum(max(0, min(end, a + n) - max(start, a)) for a, _b, n in blocks)
    if 2 * kept / (end - start + to - at) < SAME or not _is_own(old, start, end, new, at, to):
        return None
    is_edited = old.letters[start:end] != new.letters[at:to]
    has_twin = _has_twin(start, [at for at in old.all_of(old.letters[start:end]) if at != start])
    is_small = end - start < FEW
    if (has_twin or is_small or (is_edited and end - start < SURE + 8)) and not _is_held(
        blocks, start, end, at, to
    ):
        return None
    if not is_edited and not _is_nearest(old, start, new, at, end - start):
        return None
    return Place(at, to, is_edited)


def _is_nearest(old: Text, start: int, new: Text, at: int, size: int) -> bool:
    """Do the next letters agree with the marked ones more than with the same words elsewhere in the old version?"""
    own = sum(_context(old, start, new, at, size))
    doubles = [double for double in old.all_of(old.letters[start : start + size]) if double != start]
    return all(own > 1.3 * sum(_context(old, double, new, at, size)) for double in doubles)


def _is_held(blocks: list[tuple[int, int, int]], start: int, end: int, at: int, to: int) -> bool:
    """Do the letters right before and right after an edited short quote still stand right there?"""
    before = any(a <= start - 6 and a + n >= start and b + start - a == at for a, b, n in blocks)
    after = any(a <= end and a + n >= end + 6 and b + end - a == to for a, b, n in blocks)
    return before and after


def _mapped(blocks: list[tuple[int, int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The new span of `start:end` through blocks of equal letters (old, new, size)."""
    inside = [block for block in blocks if block[0] < end and block[0] + block[2] > start]
    if not inside:
        return None
    (a, b, _n), (c, d, m) = inside[0], inside[-1]
    if a <= start:
        at = b + start - a
    else:  # the first marked letters were changed: up to what stood before them
        before = [block for block in blocks if block[0] + block[2] <= start]
        edge = before[-1][1] + before[-1][2] if before else b
        at = max(edge, b - 2 * (a - start))
    if c + m >= end:
        to = d + end - c
    else:
        after = [block for block in blocks if block[0] >= end]
        edge = after[0][1] if after else d + m
        to = min(edge, d + m + 2 * (end - c - m))
    return (at, to) if at < to else None


def _whole_words(new: Text, at: int, to: int) -> tuple[int, int]:
    while not new.opens(at):
        at -= 1
    while not new.opens(to):
        to += 1
    return at, to


def _shift(old: Text, first: int, last: int, new: Text) -> int | None:
    """By how many letters most of this span has moved; None if two places are as likely."""
    votes = _votes(old, first, last, new)
    if not votes:
        return None
    best = max(votes, key=lambda bucket: _around(votes, bucket))
    strength = _around(votes, best)
    rival = max((n for bucket, n in votes.items() if abs(bucket - best) > 2), default=0)
    possible = max(1, (last - first - GRAM) // 2)
    return best * BUCKET + BUCKET // 2 if strength >= 0.3 * possible and strength > 1.25 * rival else None


def _votes(here: Text, first: int, last: int, there: Text) -> Counter[int]:
    """How many shingles of the span say which shift."""
    found: Counter[int] = Counter()
    for at in range(first, last - GRAM + 1, 2):
        for place in there.grams.get(here.letters[at : at + GRAM], ()):
            found[(place - at) // BUCKET] += 1
    return found


def _around(votes: Counter[int], bucket: int) -> int:
    return votes[bucket - 1] + votes[bucket] + votes[bucket + 1]


def _is_own(old: Text, start: int, end: int, new: Text, at: int, to: int) -> bool:
    """Seen from the new version, are these the marked words, and not others that stood elsewhere in the old one?"""
    votes = _votes(new, max(0, at - AROUND // 2), min(len(new), to + AROUND // 2), old)
    if not votes:
        return False
    best = max(votes, key=lambda bucket: _around(votes, bucket))
    mine = (start - at) // BUCKET
    rivals = [n for bucket, n in votes.items() if abs(bucket - mine) > 3]
    return abs(best - mine) <= 2 + (end - start) // BUCKET and _around(votes, mine) > 1.25 * max(
        rivals, default=0
    )


def _two_ends(old: Text, start: int, end: int, new: Text) -> Place | None:
    """A long quote: its first and its last words, in their order and about as far apart."""
    head, tail = follow(old, start, start + END, new), follow(old, end - END, end, new)
    if head is None or tail is None:
        return None
    size = tail.end - head.start
    if not SAME <= size / (end - start) <= 1 / SAME:
        return None
    at, to = _whole_words(new, head.start, tail.end)
    is_edited = old.letters[start:end] != new.letters[at:to]
    return Place(at, to, is_edited) if _is_alike(_coarse(old, start, end), _coarse(new, at, to)) else None


def _is_alike(old: list[str], new: list[str]) -> bool:
    """Are most of the words still there, in their order?

    Where too many equal words would have to be weighed against each other, minutes for one mark, the order is asked of
    three at a time, of which each edited word takes three away; where those repeat too (a long table of few words), it
    can't be said.
    """
    matching = SequenceMatcher(None, old, new, autojunk=False)
    if matching.quick_ratio() < SAME:
        return False
    if _pairs(old, new) <= MOST_PAIRS:
        return matching.ratio() >= SAME
    threes, there = (list(zip(words, words[1:], words[2:], strict=False)) for words in (old, new))
    if _pairs(threes, there) > MOST_PAIRS:
        return False
    return SequenceMatcher(None, threes, there, autojunk=False).ratio() >= SAME**3


def _pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many pairs of equal ones there are."""
    count = Counter(new)
    return sum(count[one] for one in old)


def _coarse(text: Text, start: int, end: int) -> list[str]:
    """The words of a long span: compared by words its cost stays small."""
    return text.words(start, min(end, start + 20_000)).split()
