"""What was typed, understood: words, phrases, words near each other, numbers of documents."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import quote

from core.text import clean_line
from search.words import NUMBER, exact_terms, folded_word, number_terms

LONGEST, MOST_WORDS, NEAR = 200, 16, 8
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»](?:\s*~\s*(\d{1,2}))?")
Way = Literal["word", "phrase", "near", "number"]


@dataclass(frozen=True)
class Clause:
    """One thing every hit must have. `exact` and `folded` are the same words with and without tones."""

    way: Way
    exact: tuple[str, ...]
    folded: tuple[str, ...]
    within: int = 0
    # A number as one word, as typed and without tones.
    number: tuple[str, str] = ("", "")

    @property
    def has_tones(self) -> bool:
        """Were tones typed?"""
        return self.exact != self.folded


@dataclass(frozen=True)
class Query:
    """What was typed: as it is, and its clauses."""

    text: str
    clauses: tuple[Clause, ...]

    @cached_property
    def in_address(self) -> str:
        """What was typed without its quotation marks, quoted for an address: the words a reader marks in a paper."""
        return quote(" ".join(_QUOTED.sub(r" \1 ", self.text).split()))

    @property
    def words(self) -> tuple[str, ...]:
        """All folded words in order."""
        return tuple(word for clause in self.clauses for word in clause.folded)

    @property
    def exact_words(self) -> tuple[str, ...]:
        """All words as typed, in order."""
        return tuple(word for clause in self.clauses for word in clause.exact)

    @property
    def has_tones(self) -> bool:
        """Did the person type tones? Then what has them stands above what doesn't."""
        return any(clause.has_tones for clause in self.clauses)


def parse(text: str) -> Query:
    """Clean what was typed and cut it into clauses; `MOST_WORDS` words count."""
    line = clean_line(text)[:LONGEST]
    clauses: list[Clause] = []
    at = 0
    for match in _QUOTED.finditer(line):
        clauses += _plain(line[at : match.start()])
        clauses += _quoted(match[1], int(match[2] or 0))
        at = match.end()
    return Query(text=line, clauses=_cut([*clauses, *_plain(line[at:])]))


def number_of(text: str) -> Query | None:
    """A query for one document number as it is written; None if the text is none."""
    clauses = tuple(clause for clause in parse(text).clauses if clause.way == "number")
    return Query(text=clean_line(text)[:LONGEST], clauses=clauses[:1]) if clauses else None


def _quoted(text: str, within: int) -> list[Clause]:
    exact = tuple(exact_terms(text))
    if not exact:
        return []
    if len(exact) == 1:
        return [_word(exact[0])]
    return [Clause("near" if within else "phrase", exact, _folded(exact), min(within, NEAR))]


def _plain(text: str) -> list[Clause]:
    """Words and numbers outside quotation marks."""
    clauses: list[Clause] = []
    at = 0
    for match in NUMBER.finditer(text):
        terms = number_terms(match[0])
        if not terms:
            continue
        clauses += [_word(word) for word in exact_terms(text[at : match.start()])]
        exact = tuple(exact_terms(match[0]))
        clauses.append(Clause("number", exact, _folded(exact), number=(terms[0], terms[1])))
        at = match.end()
    return [*clauses, *(_word(word) for word in exact_terms(text[at:]))]


def _word(word: str) -> Clause:
    return Clause("word", (word,), _folded((word,)))


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded_word(word) for word in words)


def _cut(clauses: list[Clause]) -> tuple[Clause, ...]:
    kept: list[Clause] = []
    words = 0
    for clause in clauses:
        words += len(clause.exact)
        if words > MOST_WORDS and kept:
            break
        kept.append(clause)
    return tuple(kept)
