"""Elasticsearch follows the pieces: changes go out in batches, each with its number, so that old never follows new.

No deed and no page waits for it: a thread of each process sends, woken once a second. A batch that doesn't arrive stays
noted; one that arrives twice, or late, is refused by its numbers.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection
from elasticsearch import Elasticsearch

from search.elastic import indices, outgoing
from search.elastic.client import BATCH, Emptied, Unavailable, reached, refuse_from_now
from search.models import Outgoing

AT_ONCE = 400
# The lock of who sends: any number nobody else locks in this database.
TURN = 0x65436162_73656E64
log = logging.getLogger("ecabinet.search")
_one_at_a_time = threading.Lock()


def send(rounds: int = 1000, seconds: float = BATCH) -> int:
    """Send what is noted; returns how many notes. Nothing happens while another process is at it.

    Raises `Unavailable`; everything not sent stays noted.
    """
    number = 0
    try:
        for _round in range(rounds):
            taken = _round_of(seconds)
            number += taken
            if not taken:
                break
    except Emptied:
        outgoing.forget()
        raise
    return number


def _round_of(seconds: float) -> int:
    with turn() as is_ours:
        notes = _unsent() if is_ours and outgoing.state().live else []
        if notes:
            with reached(seconds) as client:
                bulk(client, operations(notes), refresh=True)
            outgoing.sent(notes)
    return len(notes)


def _unsent() -> list[Outgoing]:
    return list(Outgoing.objects.filter(is_sent=False).order_by("pk")[:AT_ONCE])


@contextmanager
def turn(*, waits: bool = False) -> Iterator[bool]:
    """Is it ours to send? `waits`: until it is.

    Between processes of PostgreSQL by a lock of the session: it stands on no row and in no transaction, so that nobody
    who writes waits for Elasticsearch, and it ends with the connection of who is killed. Two that send at once, as on
    SQLite, do no harm: each document has its number.
    """
    if not _one_at_a_time.acquire(blocking=waits):
        yield False
        return
    try:
        is_ours = _asked("pg_advisory_lock" if waits else "pg_try_advisory_lock")
        try:
            yield is_ours
        finally:
            if is_ours:
                with suppress(DatabaseError, InterfaceError):  # with the connection the lock is gone
                    _asked("pg_advisory_unlock")
    finally:
        _one_at_a_time.release()


def _asked(function: str) -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [TURN])
        return cursor.fetchone()[0] is not False  # the one that waits answers nothing


def operations(
    notes: Iterable[Outgoing], alias_of: Callable[[str], str] = indices.alias
) -> list[dict[str, Any]]:
    """What `bulk` is given for these notes: each piece as it is now, under the number of its newest note.

    `alias_of` says where the pieces of a class go; by name of an alias, or an index nobody made would be made.
    """
    newest = {(note.kind, note.ref, note.page): note for note in sorted(notes, key=lambda note: note.pk)}
    before: dict[tuple[Any, ...], set[str]] = {key: set() for key in newest}
    for note in notes:
        before[note.kind, note.ref, note.page].add(note.classification)
    now = outgoing.pieces_of(list(newest.values()))
    made: list[dict[str, Any]] = []
    for key, note in newest.items():
        piece = now.get(key)
        gone_from = before[key] - ({piece.classification} if piece else set())
        made += [{"delete": head(alias_of(one), key, note.pk)} for one in sorted(gone_from)]
        if piece:
            made.append({"index": head(alias_of(piece.classification), key, note.pk)})
            made.append(indices.document(piece))
    return made


def head(alias: str, key: tuple[str, UUID, int], version: int) -> dict[str, Any]:
    """Which document an operation is about, and the number under which it may not be followed by an older one."""
    return {
        "_index": alias,
        "require_alias": True,
        "_id": indices.id_of(*key),
        "version": version,
        "version_type": "external_gte",
    }


def bulk(client: Elasticsearch, operations: list[dict[str, Any]], *, refresh: bool = False) -> None:
    """Send a batch. Raises `Emptied` or `Unavailable` if any of it wasn't taken; older than what is there is fine."""
    if not operations:
        return
    answer = client.bulk(operations=operations, refresh=refresh)
    for item in answer["items"] if answer["errors"] else ():
        _judge(next(iter(item.values())))


def _judge(done: dict[str, Any]) -> None:
    status, error = done["status"], done.get("error") or {}
    if status < 300 or status == 409 or (status == 404 and not error):
        return
    if error.get("type") == "index_not_found_exception":
        raise Emptied(done["_index"])
    if status == 400:  # it will never be taken: one page less is better than no more changes
        log.error("search: %s is not indexed: %s", done["_id"], error.get("type"))
        return
    refuse_from_now()
    raise Unavailable(f"{status} {error.get('type')}")
