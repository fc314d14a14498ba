"""The database itself notes what changed: a trigger on each watched table writes a `Change` in the same transaction.

So nothing is missed, whichever program writes and wherever it is killed, and no service needs to remember. Triggers are
taken away before migrations and put back after them (SQLite makes tables anew, and then drops what hangs on them).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db import connections

from core.registries import SEARCHABLES

PREFIX = "search_watch_"
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}


@dataclass(frozen=True)
class Watch:
    """A table whose rows are (part of) something that can be found; `column` says of which.

    `page`: the column that says which page of it a row is; then that page alone is taken in anew. `part`, of things
    with pages: "head": only what stands before the pages, the title, is taken in anew; "ref": `column` names one of
    the refs of a thing, and its pages alone are.
    """

    name: str
    model: str
    column: str = "id"
    # Only a change of these columns matters; empty: of any.
    of: tuple[str, ...] = ()
    page: str = ""
    part: Literal["", "head", "ref"] = ""

    @property
    def is_whole(self) -> bool:
        """Is each row one thing, all of it?"""
        return self.column == "id" and not self.part

    @property
    def table(self) -> str:
        """The name of the table."""
        return str(apps.get_model(self.model)._meta.db_table)


def watches() -> Iterator[tuple[str, Watch]]:
    """(kind, watch) of everything registered."""
    for kind, searchable in SEARCHABLES.items():
        for watch in searchable.watches:
            yield kind, watch


def openings() -> Iterator[tuple[str, Watch]]:
    """(kind, watch) of the tables that open things to more people."""
    for kind, searchable in SEARCHABLES.items():
        for watch in searchable.openings:
            yield kind, watch


def remove(using: str) -> None:
    """Take all triggers away."""
    _drop(using, keep=set())


def install(using: str) -> None:
    """Put every trigger in its place, once the tables are there; those that are right stay untouched."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    wanted: dict[str, list[str]] = {}
    if "search_change" in there:
        for _kind, watch in (*watches(), *openings()):
            if watch.table in there:
                wanted |= triggers(watch, connection.vendor)
    present = _drop(using, keep=set(wanted))
    with connection.cursor() as cursor:
        for name, statements in wanted.items():
            for statement in statements if name not in present else []:
                cursor.execute(statement)


def _drop(using: str, keep: set[str]) -> set[str]:
    """Drop all triggers but those to keep; the names of those that are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = dict(_present(cursor, connection.vendor))
        for name in present.keys() - keep:
            where = f' ON "{present[name]}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{where}')
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')
    return present.keys() & keep


def note_all(using: str) -> None:
    """Note every row of the watched tables as changed: an index over tables that are older than it fills itself."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for _kind, watch in watches():
            if watch.is_whole and watch.table in there:
                cursor.execute(
                    f"INSERT INTO search_change (watch, ref, at) "
                    f"SELECT '{watch.name}', id, {NOW[connection.vendor]} FROM \"{watch.table}\""
                )


def note_indexed() -> None:
    """Note everything in the index: what is gone from the tables goes from it."""
    from search.models import Change, Piece

    named = {kind: watch.name for kind, watch in watches() if watch.is_whole}
    things = Piece.objects.filter(kind__in=named).values_list("kind", "thing").distinct()
    Change.objects.bulk_create(
        [Change(watch=named[kind], ref=thing) for kind, thing in things.iterator()], batch_size=500
    )


def _present(cursor: Any, vendor: str) -> list[tuple[str, str]]:
    if vendor == "postgresql":
        cursor.execute(
            "SELECT DISTINCT trigger_name, event_object_table FROM information_schema.triggers "
            "WHERE trigger_name LIKE %s",
            [PREFIX + "%"],
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [PREFIX + "%"]
        )
    return list(cursor.fetchall())


def triggers(watch: Watch, vendor: str) -> dict[str, list[str]]:
    """{name: statements}; a name tells what the trigger does, so that one of an older release is known by it."""
    update = "UPDATE OF " + ", ".join(f'"{column}"' for column in watch.of) if watch.of else "UPDATE"
    events = (("insert", "INSERT", "NEW", ""), ("delete", "DELETE", "OLD", ""))
    made: dict[str, list[str]] = {}
    for short, event, row, when in (*events, ("update", update, "NEW", _is_changed(watch, vendor))):
        body = f'AFTER {event} ON "{watch.table}" {when}{_insert(watch, row, vendor)}'
        name = f"{PREFIX}{watch.name}_{short}_{hashlib.sha256(body.encode()).hexdigest()[:6]}"
        made[name] = _statements(
            name, f'AFTER {event} ON "{watch.table}"', when, _insert(watch, row, vendor), vendor
        )
    return made


def _is_changed(watch: Watch, vendor: str) -> str:
    """The condition of an update: a column that is written with what it said before hasn't changed."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    columns = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in watch.of)
    return f"WHEN ({columns}) " if columns else ""


def _insert(watch: Watch, row: str, vendor: str) -> str:
    page = f'{row}."{watch.page}"' if watch.page else "NULL"
    return (
        f"INSERT INTO search_change (watch, ref, page, at) "
        f"VALUES ('{watch.name}', {row}.\"{watch.column}\", {page}, {NOW[vendor]});"
    )


def _statements(name: str, after: str, when: str, insert: str, vendor: str) -> list[str]:
    if vendor != "postgresql":
        return [f'CREATE TRIGGER "{name}" {after} {when}BEGIN {insert} END']
    return [
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger AS $$ '
        f"BEGIN {insert} RETURN NULL; END $$ LANGUAGE plpgsql",
        f'CREATE TRIGGER "{name}" {after} FOR EACH ROW {when}EXECUTE FUNCTION "{name}"()',
    ]
