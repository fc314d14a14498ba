"""FTS5, the full-text index of SQLite."""

from datetime import UTC
from functools import lru_cache
from itertools import pairwise
from typing import Any
from uuid import UUID

from search.backends.base import Row
from search.backends.embedded import EmbeddedBackend
from search.queries import Clause
from search.visible import Statement

MATCH = "SELECT rowid FROM search_text WHERE search_text MATCH %s"
# Many pieces are of the same thing.
_uuid = lru_cache(maxsize=20_000)(UUID)


class SqliteBackend(EmbeddedBackend):
    """Conditions in the query language of FTS5; every word is quoted, so nothing typed is an operator."""

    def having(self, ways: list[tuple[Clause, ...]], column: str, *, in_a_row: bool = False) -> Statement:
        return MATCH, (" OR ".join(f"({_all(clauses, column, in_a_row)})" for clauses in ways),)

    def row(self, values: tuple[Any, ...]) -> Row:
        pk, kind, ref, page, moment, organisation, sort, classification = values
        of = _uuid(organisation) if organisation else None
        return Row(pk, kind, _uuid(ref), page, moment.replace(tzinfo=UTC), of, sort, classification)


def _all(clauses: tuple[Clause, ...], column: str, in_a_row: bool) -> str:
    if in_a_row:
        return _phrase(column, [word for clause in clauses for word in getattr(clause, column)])
    return " AND ".join(f"({_clause(clause, column)})" for clause in clauses)


def _phrase(column: str, words: list[str]) -> str:
    return f'{column} : "{" ".join(words)}"'


def _clause(clause: Clause, column: str) -> str:
    words = list(getattr(clause, column))
    if clause.way == "near":
        pairs = pairwise(words)
        return " AND ".join(f'{column} : NEAR("{a}" "{b}", {clause.within})' for a, b in pairs)
    if clause.way == "number":
        number = clause.number[0 if column == "exact" else 1]
        return f'numbers : "{number}" OR {_phrase(column, words)}'
    return _phrase(column, words)
