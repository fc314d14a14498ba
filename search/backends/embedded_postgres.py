"""PostgreSQL's own full-text index, for an installation without Elasticsearch."""

from itertools import pairwise
from typing import Any

from search.backends.base import Row
from search.backends.embedded import EmbeddedBackend
from search.queries import Clause
from search.visible import Statement


class PostgresBackend(EmbeddedBackend):
    """Conditions as tsquery; every word is quoted, so nothing typed is an operator."""

    def having(self, ways: list[tuple[Clause, ...]], column: str, *, in_a_row: bool = False) -> Statement:
        conditions = [_all(clauses, column, in_a_row) for clauses in ways]
        wanted = " OR ".join(f"({sql})" for sql, _values in conditions)
        return f"SELECT id FROM search_piece WHERE {wanted}", tuple(
            value for _sql, values in conditions for value in values
        )

    def row(self, values: tuple[Any, ...]) -> Row:
        return Row(*values)


def _all(clauses: tuple[Clause, ...], column: str, in_a_row: bool) -> Statement:
    if in_a_row:
        return _has(column, _row([word for clause in clauses for word in getattr(clause, column)]))
    return _joined(" AND ", [_clause(clause, column) for clause in clauses])


def _joined(by: str, conditions: list[Statement]) -> Statement:
    values = tuple(value for _sql, values in conditions for value in values)
    return f"({by.join(sql for sql, _values in conditions)})", values


def _has(column: str, query: str) -> Statement:
    return f"{column}_words @@ %s::tsquery", (query,)


def _row(words: list[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words)


def _clause(clause: Clause, column: str) -> Statement:
    words = list(getattr(clause, column))
    if clause.way == "near":
        pairs = pairwise(words)
        return _joined(
            " AND ", [_has(column, _near(first, second, clause.within)) for first, second in pairs]
        )
    if clause.way == "number":
        number = clause.number[0 if column == "exact" else 1]
        return _joined(" OR ", [_has("numbers", f"'{number}'"), _has(column, _row(words))])
    return _has(column, _row(words))


def _near(first: str, second: str, within: int) -> str:
    """With at most `within` words between, in either order."""
    ways = [
        f"'{a}' <{steps}> '{b}'"
        for steps in range(1, within + 2)
        for a, b in ((first, second), (second, first))
    ]
    return " | ".join(ways)
