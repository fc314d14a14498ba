"""Queries a whole room waits for: Django writes each once, then it is only filled in; several share one trip.

@question
def _members() -> QuerySet:
    return Member.objects.filter(room=one("room", Member.room), user__in=many("users", Member.user)).values_list("id")

_members(room=room.pk, users=ids).rows()
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from core.bulk import fewer_trips, listed, listing

Row = tuple[Any, ...]
# Texts of a query kept in a process, one for each of the people it is about.
KEPT = 500


class Reading:
    """One statement that is carried out once, and whose rows may come with a trip somebody else waits for."""

    def __init__(
        self, compiler: SQLCompiler, statement: str, values: Sequence[Any], *, is_planned_once: bool = False
    ) -> None:
        self._compiler, self._statement, self._values = compiler, statement, values
        self._is_planned_once = is_planned_once
        self._cursor: Any = None
        self._rows: list[Row] | None = None

    def send(self) -> None:
        """Have it carried out after what was sent before; what that locked is locked when this one reads."""
        if self._cursor is None and self._rows is None:
            self._cursor = planned_once() if self._is_planned_once else connection.cursor()
            self._cursor.execute(self._statement, self._values)
            if connection.vendor != "postgresql":  # SQLite would look for each row only when it is fetched
                self.rows()

    def rows(self) -> list[Row]:
        """Its rows, waited for if they aren't here yet."""
        self.send()
        if self._rows is None:
            with self._cursor:
                found = [self._cursor.fetchall()]
            self._rows = [tuple(row) for row in self._compiler.results_iter(found, tuple_expected=True)]
        return self._rows


class _Nothing(Reading):
    """What can be seen to find nothing without asking."""

    def __init__(self) -> None:
        self._rows = []

    def send(self) -> None:
        """There is nothing to send."""


def reading(query: QuerySet[Any, Row]) -> Reading:
    """A `values_list` query that differs each time, as a reading."""
    written = _written(query)
    return Reading(*written) if written else _Nothing()


def read_together(*readings: Reading) -> list[list[Row]]:
    """The rows of each, carried out in this order and fetched on one trip."""
    with fewer_trips():
        for each in readings:
            each.send()
        return [each.rows() for each in readings]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Stands among the values of a statement for one that comes later."""

    name: str
    field: Field
    is_many: bool

    def spelt(self, value: Any) -> Any:
        """The value as the database takes it."""
        if self.is_many:
            return listed(self.field, value)
        return self.field.get_db_prep_value(value, connection)


def one(name: str, field: Any) -> RawSQL:
    """The value called `name`, of a field such as `Elector.poll`."""
    return RawSQL("%s", [_Slot(name, field.field, is_many=False)])


def many(name: str, field: Any) -> RawSQL:
    """The values called `name`, for `…__in=`, as one parameter however many they are."""
    return RawSQL(listing(field.field), [_Slot(name, field.field, is_many=True)])


def question(
    build: Callable[[], QuerySet[Any, Row]], *, is_planned_once: bool = False
) -> Callable[..., Reading]:
    """Make of a function that returns a `values_list` query one that takes the values of its slots and gives a
    `Reading`. The function is called once in a process for each kind of database: what it does may depend on nothing.
    """
    written: dict[str, tuple[SQLCompiler, str, Sequence[Any]] | None] = {}

    def ask(**values: Iterable[Any] | Any) -> Reading:
        if connection.vendor not in written:
            written[connection.vendor] = _written(build())
        known = written[connection.vendor]
        if known is None:
            return _Nothing()
        compiler, statement, places = known
        filled = [at.spelt(values[at.name]) if isinstance(at, _Slot) else at for at in places]
        return Reading(compiler, statement, filled, is_planned_once=is_planned_once)

    ask.__doc__ = build.__doc__
    return ask


def question_about(build: Callable[..., QuerySet[Any, Row]]) -> Callable[..., Callable[..., Reading]]:
    """As `question`, of a query that follows from what is known of somebody: written once for each such knowledge.

    The function takes hashable facts and may depend on nothing else; the queries of the newest `KEPT` are kept.
    PostgreSQL plans each once, for such queries take longer to plan than to carry out.
    """

    def about(*facts: Any) -> Callable[..., Reading]:
        return question(lambda: build(*facts), is_planned_once=True)

    return wraps(build)(lru_cache(maxsize=KEPT)(about))


def planned_once() -> Any:
    """A cursor whose statements PostgreSQL plans once for each connection and then only carries out.

    Worth it for long statements that are the same each time but for their values. On SQLite a cursor as any other.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    link: Any = connection
    return link._prepare_cursor(_planning_once()(connection.connection))


@lru_cache(maxsize=1)
def _planning_once() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor

    class PlanningOnce(ServerBindingCursor):
        """Prepares what it is given; the driver keeps a hundred statements for each connection."""

        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            kept = {**options, "prepare": True}
            return super().execute(query, params, **kept)  # type: ignore[misc]

    return PlanningOnce


def _written(query: QuerySet[Any, Row]) -> tuple[SQLCompiler, str, Sequence[Any]] | None:
    """None if it can be seen to find nothing without asking."""
    compiler = query.query.get_compiler(connection=connection)
    try:
        return (compiler, *compiler.as_sql())
    except EmptyResultSet:
        return None
