"""A query, the reader's rights and the filters as Elasticsearch is asked. Nothing typed is an operator here."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any, Literal

from django.db import connection
from django.utils.timezone import get_current_timezone
from elasticsearch.dsl.query import Bool, MatchPhrase, SpanNear, Term
from elasticsearch.dsl.query import Query as Condition

from core.readings import planned_once
from search.backends.base import TIERS, Scope
from search.backends.rights import refs_of
from search.elastic.indices import micros
from search.queries import Clause, Query

Column = Literal["exact", "folded"]
# Elasticsearch takes 65,536 values in one list.
LIST = 60_000
# The ids of a query in hexadecimal figures, with their kind: in one line, or, as SQLite keeps them, one by one.
SPELT = {
    "postgresql": (
        "SELECT %s::text, string_agg(encode(uuid_send(ref), 'hex'), ' ') FROM (",
        ") AS refs (ref)",
    ),
    "sqlite": ("SELECT %s, refs.* FROM (", ") AS refs"),
}
ORDER: list[Any] = [{"moment": "desc"}, {"kind": "asc"}, {"ref": "asc"}, {"page": "asc"}]
BY_TIER: list[Any] = [{"_score": "desc"}, *ORDER]


def having(query: Query, missing: int) -> dict[str, Any]:
    """Pieces with all clauses but `missing`."""
    least = max(len(query.clauses) - missing, 1)
    clauses = [clause(one, "folded") for one in query.clauses]
    return Bool(should=clauses, minimum_should_match=least).to_dict()


def in_tiers(query: Query) -> dict[str, Any]:
    """Pieces with all clauses; the score says the tier and nothing else."""
    found = [
        {"constant_score": {"filter": condition.to_dict(), "boost": len(TIERS) - place}}
        for place, tier in enumerate(TIERS)
        if (condition := _tier(query, tier)) is not None
    ]
    return {"dis_max": {"queries": found}}


def _tier(query: Query, tier: str) -> Condition | None:
    column: Column = "exact" if tier.startswith("exact") else "folded"
    if column == "exact" and not query.has_tones:
        return None
    if not tier.endswith("phrase"):
        return Bool(filter=[clause(one, column) for one in query.clauses])
    if len(query.clauses) < 2:
        return None
    return _row(column, [word for one in query.clauses for word in getattr(one, column)])


def clause(clause: Clause, column: Column) -> Condition:
    """Pieces that have this clause, with its tones or without."""
    words = list(getattr(clause, column))
    if clause.way == "near":
        pairs = pairwise(words)
        return Bool(filter=[_near(column, first, second, clause.within) for first, second in pairs])
    if clause.way == "number":
        number = clause.number[0 if column == "exact" else 1]
        return Bool(should=[Term(numbers=number), _row(column, words)], minimum_should_match=1)
    return _row(column, words)


def _row(column: Column, words: list[str]) -> Condition:
    if len(words) == 1:
        return Term(**{column: words[0]})
    return MatchPhrase(**{column: " ".join(words)})


def _near(column: Column, first: str, second: str, within: int) -> Condition:
    """With at most `within` words between, in either order; the same word twice must stand there twice."""
    terms = [{"span_term": {column: word}} for word in (first, second)]
    return SpanNear(clauses=terms, slop=within, in_order=first == second)


# --- whose answer it is ---------------------------------------------------------------------------------------
def allowed(scope: Scope) -> dict[str, Any]:
    """What the user may see of the pieces, as the database says now, narrowed."""
    kinds = [
        {"bool": {"filter": [{"term": {"kind": kind}}, {"terms": {"ref": refs[start : start + LIST]}}]}}
        for kind, refs in _refs(scope).items()
        for start in range(0, len(refs), LIST)
    ]
    if not kinds:
        return {"match_none": {}}
    return {"bool": {"filter": list(_narrowed(scope)), "should": kinds, "minimum_should_match": 1}}


def _refs(scope: Scope) -> dict[str, list[str]]:
    """Of each kind, in the spelling of the index, asked for together."""
    statements: list[str] = []
    values: list[Any] = []
    for kind in scope.visible:
        if refs := refs_of(scope, kind):
            each = " INTERSECT ".join(f"SELECT * FROM ({sql}) AS one" for sql, _values in refs)
            statements.append(each.join(SPELT[connection.vendor]))
            values += [kind, *(value for _sql, of_one in refs for value in of_one)]
    found: dict[str, list[str]] = {}
    if statements:
        with planned_once() as cursor:
            cursor.execute(" UNION ALL ".join(statements), values)
            for kind, refs_of_kind in cursor.fetchall():
                found.setdefault(kind, []).extend((refs_of_kind or "").split())
    return {kind: sorted(set(refs)) for kind, refs in found.items()}


def _narrowed(scope: Scope) -> Iterator[dict[str, Any]]:
    for name, value in scope.filters.items():
        if name == "organisation":
            yield {"term": {name: value.hex}}
        elif name in ("sort", "classification"):
            yield {"term": {name: value}}
        elif name == "year":
            zone = get_current_timezone()
            first, after = (micros(datetime(year, 1, 1, tzinfo=zone)) for year in (value, value + 1))
            yield {"range": {"moment": {"gte": first, "lt": after}}}
