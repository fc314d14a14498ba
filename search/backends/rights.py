"""The pieces a user may see, narrowed by the filters, as a condition of SQL that becomes part of each query."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from search.backends.base import Scope
from search.facets import PLACES, refs_in
from search.models import Piece
from search.visible import Statement, spelt

COLUMNS = ("organisation", "sort", "classification")


def allowed(scope: Scope) -> Statement | None:
    """On the rows of `search_piece`; None if the user may see nothing there."""
    kinds = [(kind, refs) for kind in scope.visible if (refs := refs_of(scope, kind)) is not None]
    if not kinds:
        return None
    seen = " OR ".join(
        f"(kind = %s AND {' AND '.join(['ref IN (%s)'] * len(refs))})" for _kind, refs in kinds
    )
    texts = [sql for _kind, refs in kinds for sql in ("%s", *(sql for sql, _values in refs))]
    values = [
        value for kind, refs in kinds for value in (kind, *(each for _sql, one in refs for each in one))
    ]
    narrowed = list(_narrowed(scope))
    condition = " AND ".join([f"({seen % tuple(texts)})", *(sql for sql, _values in narrowed)])
    return condition, (*values, *(value for _sql, one in narrowed for value in one))


def refs_of(scope: Scope, kind: str) -> list[Statement] | None:
    """What a ref of this kind must be among: seen by the user, and in each place looked in; None if none can be."""
    found = [scope.visible[kind]]
    for name in PLACES:
        if name in scope.filters:
            refs = refs_in(scope.user, name, kind, scope.filters[name])
            statement = None if refs is None else spelt(refs)
            if statement is None:
                return None
            found.append(statement)
    return found


def _narrowed(scope: Scope) -> Iterator[Statement]:
    for name, value in scope.filters.items():
        if name in COLUMNS:
            column: Any = Piece._meta.get_field(name)
            yield f"{name} = %s", (column.get_db_prep_value(value, connection),)
        elif name == "year":
            first, last = connection.ops.year_lookup_bounds_for_datetime_field(value)
            yield "moment BETWEEN %s AND %s", (first, last)
