"""The order of hits: a pure function of the query and of each piece by itself.

Nothing here knows the rest of the collection: how rare a syllable is stands in a frozen list shipped with the product,
so no score moves because of a paper somebody may not see. Equal scores are ordered by date, then by id.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from search.backends.base import Text
from search.queries import Query

WEIGHTS = Path(__file__).parent / "data" / "weights.json"
# A page of about so many words counts as neither long nor short.
PAGE_WORDS, SATURATION, BY_LENGTH = 350, 1.2, 0.6
FOLDED_COUNTS, TITLE_COUNTS, ADJACENT_COUNTS = 0.5, 2.0, 1.5


class Score(NamedTuple):
    """Compared from left to right: the tier first."""

    tier: int
    points: float


@cache
def _weights() -> dict[str, float]:
    return dict(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def weight(word: str) -> float:
    """How much a folded syllable says, 0.1 to 1; one that isn't in the list says all."""
    return _weights().get(word, 1.0)


class _Wanted(NamedTuple):
    """What a line must have, with a space on either side of each: words and phrases; numbers, which may also be
    among the numbers of the piece; and all in a row, if they are several.
    """

    words: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    row: str
    is_row: bool


class _Needle(NamedTuple):
    """A word of the query, or two side by side, with a space on either side, and how much it says.

    `after`: the places, among the needles, of the two words; where one of them isn't, both together aren't.
    """

    typed: str
    folded: str
    points: float
    after: tuple[int, ...] = ()


class _Needles(NamedTuple):
    """A query as its pieces are scored, worked out once for all of them."""

    typed: _Wanted
    folded: _Wanted
    minds_tones: bool
    is_number: bool
    has_tones: bool
    each: tuple[_Needle, ...]


def rank(query: Query, texts: Iterable[Text]) -> list[tuple[Score, Text]]:
    """Best first."""
    needles, every = _needles(query), list(texts)
    typed = [f" {text.exact} " for text in every]
    folded = [f" {text.folded} " for text in every]
    rows = zip(every, typed, folded, _points(needles, typed, folded), strict=True)
    scored = [(_scored(needles, *row), row[0]) for row in rows]
    return sorted(scored, key=lambda pair: (*(-part for part in pair[0]), *_tie(pair[1])))


def _tie(text: Text) -> tuple[float, str, str, int]:
    return (-text.row.moment.timestamp(), text.row.kind, str(text.row.ref), text.row.page)


def minds_tones(query: Query) -> bool:
    """Does the order depend on the words with their tones?"""
    return query.has_tones or _is_number(query)


def _tier(needles: _Needles, text: Text, exact: str, folded: str) -> int:
    """4 all words in a row with their tones, 3 all with their tones, 2 in a row without, 1 all without, 0 not all."""
    if needles.minds_tones and _has_all(needles.typed, exact, text):
        return 4 if needles.is_number or _in_a_row(needles.typed, exact) else 3
    if _has_all(needles.folded, folded, text):
        return 2 if _in_a_row(needles.folded, folded) else 1
    return 0


def _is_number(query: Query) -> bool:
    return all(clause.way == "number" for clause in query.clauses)


def _has_all(wanted: _Wanted, line: str, text: Text) -> bool:
    for words in wanted.words:
        if words not in line:
            return False
    numbers = text.numbers.split() if wanted.numbers else ()
    return all(words in line or number in numbers for number, words in wanted.numbers)


def _in_a_row(wanted: _Wanted, line: str) -> bool:
    return wanted.is_row and wanted.row in line


def _wanted(query: Query, form: int) -> _Wanted:
    words: list[str] = []
    numbers: list[tuple[str, str]] = []
    for clause in query.clauses:
        here = clause.folded if form else clause.exact
        line = f" {' '.join(here)} "
        if clause.way == "number":
            numbers.append((clause.number[form], line))
        else:
            words += [f" {word} " for word in here] if clause.way == "near" else [line]
    every = query.words if form else query.exact_words
    return _Wanted(tuple(words), tuple(numbers), f" {' '.join(every)} ", len(every) > 1)


def _needles(query: Query) -> _Needles:
    typed, words = query.exact_words, query.words
    found = [_Needle(f" {one} ", f" {word} ", weight(word)) for one, word in zip(typed, words, strict=True)]
    for at in range(len(words) - 1):  # most Vietnamese words are two syllables
        says = ADJACENT_COUNTS * ((weight(words[at]) + weight(words[at + 1])) / 2)
        pair = (f" {typed[at]} {typed[at + 1]} ", f" {words[at]} {words[at + 1]} ")
        found.append(_Needle(*pair, says, (at, at + 1)))
    both = _wanted(query, 0), _wanted(query, 1)
    return _Needles(*both, minds_tones(query), _is_number(query), query.has_tones, tuple(found))


def _scored(needles: _Needles, text: Text, exact: str, folded: str, points: float) -> Score:
    """The tier of one piece, and its points within the tier."""
    points /= 1 - BY_LENGTH + BY_LENGTH * max(folded.count(" ") - 1, 1) / PAGE_WORDS + SATURATION
    found = _tier(needles, text, exact, folded)
    return Score(found, round(points * (TITLE_COUNTS if text.row.page == 0 else 1.0), 9))


def _points(needles: _Needles, typed: list[str], folded: list[str]) -> list[float]:
    """Of each piece: more of a word is better, less and less so; two words of the query side by side count besides.

    Needle by needle over all pieces, for one piece after the other takes half as long again.
    """
    alone, together = [0.0] * len(folded), [0.0] * len(folded)
    times: list[list[int]] = []
    for word_typed, word, says, after in needles.each:
        if after:
            both = zip(folded, *(times[at] for at in after), strict=True)
            times.append([line.count(word) if first and second else 0 for line, first, second in both])
        else:
            times.append([line.count(word) for line in folded])
        found = together if after else alone
        for at, often in enumerate(times[-1]):
            if often:
                as_typed = typed[at].count(word_typed) if needles.has_tones else 0
                counts = as_typed + FOLDED_COUNTS * (often - as_typed if often > as_typed else 0)
                found[at] += says * (counts * (SATURATION + 1) / (counts + SATURATION))
    return [one + other for one, other in zip(alone, together, strict=True)]
