"""For the few tables a whole room reads and writes at once: many rows in one statement, many statements on one trip.

Rows go over as one JSON document that the database takes apart: the text of the statement is always the same, and a
row costs a tenth of what a model instance or a parameter does. Both databases do it; only the spelling differs.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import RawSQL

from core.spelling import compact


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    skip_taken: bool = False,
) -> int | None:
    """Insert rows of values that stand in the order of `names` (columns); a JSON field takes its text.

    With `skip_taken` rows whose unique key is taken are left out, and the number of those written is returned.
    Raises what the database raises, at the latest when the transaction ends (`fewer_trips`).
    """
    statement, fields = _insertion(model, tuple(names), skip_taken, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, [document(fields, rows)])
        return len(cursor.fetchall()) if skip_taken else None


def insert_unseen(row: models.Model) -> None:
    """Insert one row whose new id nobody asks for, so that its insertion has no answer to wait for."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    names, places = ", ".join(str(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({places})", values)


def among(field: Any, values: Iterable[Any]) -> RawSQL:
    """For `filter(name__in=among(field, values))`, `field` such as `Elector.person`: the values as one parameter."""
    return RawSQL(listing(field.field), [listed(field.field, values)])


def listing(field: models.Field) -> str:
    """`SELECT` of values that are the statement's one parameter, as `listed` spells them.

    PostgreSQL counts the values of an array before it plans. Of a document it supposes a hundred, and read the whole
    table for one of them.
    """
    if connection.vendor == "postgresql":
        return f"SELECT unnest(%s{_cast(field) or '::text'}[])"
    return selection([field])


def listed(field: models.Field, values: Iterable[Any]) -> str:
    """The values as one parameter."""
    if connection.vendor == "postgresql":
        return f"{{{','.join(map(_quoted, values))}}}"
    return document([field], [[value] for value in values])


def given(names: Sequence[str], fields: Sequence[models.Field]) -> str:
    """`WITH given (names) AS …`: the rows of a document, the statement's first parameter, as a table to join."""
    return f"WITH given ({', '.join(names)}) AS ({selection(fields)})"


def document(fields: Sequence[models.Field], rows: Iterable[Sequence[Any]]) -> str:
    """The rows as JSON, each value as the database spells it."""
    if connection.vendor == "postgresql":
        return compact(list(rows))
    return compact([[_spelt(field, value) for field, value in zip(fields, row, strict=True)] for row in rows])


def selection(fields: Sequence[models.Field]) -> str:
    """`SELECT` of the rows of a document that is the statement's one parameter, in their order."""
    if connection.vendor == "postgresql":
        columns = [f"(v->>{place}){_cast(field)}" for place, field in enumerate(fields)]
        return f"SELECT {', '.join(columns)} FROM jsonb_array_elements(%s::jsonb) AS v"
    columns = [f"json_extract(value, '$[{place}]')" for place in range(len(fields))]
    # Without a condition SQLite takes a following ON for that of a join.
    return f"SELECT {', '.join(columns)} FROM json_each(%s) WHERE true"


@contextmanager
def fewer_trips() -> Iterator[None]:
    """Statements whose result nobody waits for travel with the next that is waited for; a transaction that ends in
    here takes them along with its COMMIT.

    What fails is raised at that next one, at the latest at the transaction's end, and nothing is committed. On a busy
    machine a trip to the database costs more than what most statements do there.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _quoted(value: Any) -> str:
    """As an element of an array in PostgreSQL."""
    if value is None:
        return "NULL"
    if not isinstance(value, str):  # a number or an id
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _cast(field: models.Field) -> str:
    """To the type of the column; none for text, for a cast would cut what is too long instead of refusing it."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    is_text = isinstance(field, models.CharField | models.TextField)
    return "" if is_text else f"::{field.rel_db_type(connection)}"


@lru_cache(maxsize=32)
def _insertion(
    model: type[models.Model], names: tuple[str, ...], skip_taken: bool, _vendor: str
) -> tuple[str, list[models.Field]]:
    columns = {field.column: field for field in model._meta.concrete_fields}
    fields = [columns[name] for name in names]
    statement = f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) {selection(fields)}"
    return statement + (" ON CONFLICT DO NOTHING RETURNING 1" if skip_taken else ""), fields


def _spelt(field: models.Field, value: Any) -> Any:
    if isinstance(value, UUID):  # what the field would do, and most of what goes over
        return value.hex
    return value if isinstance(field, models.JSONField) else field.get_db_prep_value(value, connection)
