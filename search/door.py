"""One door to search. Apps describe what can be found (`indexes.py`); this asks them all for a viewer.

The embedded backend compares folded text (no tones, đ as d) in the database, word by word; every hit comes through
the app's own `visible_to`, so what one may not see is absent from hits, counts and snippets alike.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.registries import SEARCHABLES
from core.text import clean_line, fold

LIMIT = 50
SNIPPET = 160


@dataclass(frozen=True)
class Hit:
    """One thing found: words for people, and where it leads."""

    kind: str
    title: str
    url: str
    place: str = ""
    snippet: str = ""
    is_exact: bool = False


@dataclass(frozen=True)
class Searchable:
    """What an app lets be found: `find(user, query, limit)` gives hits the user may see."""

    kind: str
    label: Any
    find: Callable[[Any, "Query", int], list[Hit]] = field(repr=False)


@dataclass(frozen=True)
class Query:
    """What was typed: as it is, and its folded words."""

    text: str
    words: tuple[str, ...]


def parse(text: str) -> Query:
    """Clean and fold what was typed; at most eight words count."""
    line = clean_line(text)[:200]
    return Query(text=line, words=tuple(fold(line).split()[:8]))


def find(user: Any, text: str, limit: int = LIMIT) -> list[Hit]:
    """Hits of every kind the user may see, exact ones (with their tones) first."""
    query = parse(text)
    if not query.words:
        return []
    hits = [hit for _kind, app in SEARCHABLES.items() for hit in app.find(user, query, limit)]
    return sorted(hits, key=lambda hit: not hit.is_exact)[:limit]


def matches_exactly(query: Query, text: str) -> bool:
    """Do the words stand there with the very tones that were typed?"""
    return query.text.lower() in text.lower()


def snippet(query: Query, text: str) -> str:
    """The surroundings of the first word found, from the original text."""
    flat = " ".join(text.split())
    place = max(fold(flat).find(query.words[0]), 0)
    start = max(place - SNIPPET // 3, 0)
    piece = flat[start : start + SNIPPET]
    return ("… " if start else "") + piece + (" …" if start + SNIPPET < len(flat) else "")
