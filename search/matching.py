"""Does one piece have all that was asked for? The same answer as the index gives, from the words alone."""

from itertools import pairwise

from search.queries import Clause, Query
from search.registering import Entry
from search.words import folded_line, number_terms


def has_all(query: Query, entry: Entry) -> bool:
    """All clauses, without regard to tones."""
    words = folded_line(entry.text).split()
    line, numbers = f" {' '.join(words)} ", set(number_terms(entry.text))
    return all(_has(clause, line, words, numbers) for clause in query.clauses)


def _has(clause: Clause, line: str, words: list[str], numbers: set[str]) -> bool:
    if clause.way == "number" and clause.number[1] in numbers:
        return True
    if clause.way == "near":
        return all(_are_near(words, *pair, clause.within) for pair in pairwise(clause.folded))
    return f" {' '.join(clause.folded)} " in line


def _are_near(words: list[str], first: str, second: str, within: int) -> bool:
    """With at most `within` words between them, in either order."""
    here = [at for at, word in enumerate(words) if word == first]
    there = {at for at, word in enumerate(words) if word == second}
    return any(at + step in there or at - step in there for at in here for step in range(1, within + 2))
