"""The pool after an outage: dead connections go at once, and whoever waits isn't forgotten."""

import sqlite3
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError

from core import database
from tools import services


class Pool:
    """Stands in for psycopg's pool."""

    def __init__(self, waiting: int = 0, size: int = 0) -> None:
        self.stats = {"requests_waiting": waiting, "pool_size": size, "pool_max": 16}
        self.calls: list[str] = []

    def check(self) -> None:
        self.calls.append("check")

    def get_stats(self) -> dict[str, int]:
        return self.stats

    def getconn(self, seconds: float) -> str:
        from psycopg_pool import PoolTimeout

        self.calls.append("getconn")
        raise PoolTimeout("nothing yet")

    def putconn(self, link: Any) -> None:
        raise AssertionError("nothing to give back")


def with_pool(monkeypatch: pytest.MonkeyPatch, **values: Any) -> Pool:
    pool = Pool(**values)
    monkeypatch.setattr(database, "_pool", lambda: pool)
    return pool


@pytest.mark.parametrize("failure", [OperationalError("gone"), InterfaceError("closed")])
def test_a_lost_connection_makes_the_pool_look_through_the_others(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    pool = with_pool(monkeypatch)
    database.drop_dead_connections(failure)
    assert pool.calls == ["check"]


@pytest.mark.parametrize("failure", [None, ValueError("ours")])
def test_another_failure_costs_the_pool_nothing(monkeypatch: pytest.MonkeyPatch, failure: Any) -> None:
    pool = with_pool(monkeypatch)
    database.drop_dead_connections(failure)
    assert pool.calls == []


@pytest.mark.parametrize(
    ("waiting", "size", "calls"), [(1, 0, ["getconn"]), (3, 15, ["getconn"]), (0, 0, []), (9, 16, [])]
)
def test_the_pool_is_asked_only_while_somebody_waits_and_there_is_room(
    monkeypatch: pytest.MonkeyPatch, waiting: int, size: int, calls: list[str]
) -> None:
    pool = with_pool(monkeypatch, waiting=waiting, size=size)
    database.ask_for_a_connection()
    assert pool.calls == calls


def test_without_a_pool_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_pool", lambda: None)
    database.drop_dead_connections(OperationalError())
    database.ask_for_a_connection()


@pytest.mark.postgres
def test_whoever_waits_for_a_database_that_was_away_goes_on_once_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import threading

    from psycopg_pool import ConnectionPool

    with (
        services.postgres_engine() as engine,
        ConnectionPool(
            engine.url, min_size=1, max_size=2, timeout=60, reconnect_timeout=0.1, open=True
        ) as pool,
    ):
        pool.wait(20)
        monkeypatch.setattr(database, "_pool", lambda: pool)
        engine.kill()
        database.drop_dead_connections(OperationalError())
        got = threading.Event()
        reader = threading.Thread(target=lambda: pool.connection().__enter__() and got.set(), daemon=True)
        reader.start()
        assert not got.wait(3), "nobody gets a connection to a database that is away"
        engine.start()
        assert not got.wait(1), "the pool gave up; this test would prove nothing"
        for _knock in range(200):
            database.ask_for_a_connection()
            if got.wait(0.1):
                break
        assert got.is_set()


def _caused(cause: Exception, code: int | None = None, state: str | None = None) -> OperationalError:
    failure = OperationalError(str(cause))
    if code is not None:
        cause.sqlite_errorcode = code  # type: ignore[attr-defined]
    if state is not None:
        cause.sqlstate = state  # type: ignore[attr-defined]
    failure.__cause__ = cause
    return failure


@pytest.mark.parametrize(
    ("failure", "is_gone"),
    [
        (_caused(sqlite3.OperationalError("database is locked"), sqlite3.SQLITE_BUSY), True),
        (_caused(sqlite3.OperationalError("snapshot"), sqlite3.SQLITE_BUSY | 2 << 8), True),
        (_caused(sqlite3.OperationalError("unable to open"), sqlite3.SQLITE_CANTOPEN), True),
        (_caused(sqlite3.OperationalError("no such table: x"), sqlite3.SQLITE_ERROR), False),
        (_caused(sqlite3.OperationalError("disk is full"), sqlite3.SQLITE_FULL), False),
        (_caused(sqlite3.OperationalError("said nothing")), False),
        (_caused(Exception("server closed the connection")), True),
        (_caused(Exception("terminating"), state="57P01"), True),
        (_caused(Exception("too many connections"), state="53300"), True),
        (_caused(Exception("lock"), state="55P03"), True),
        (_caused(Exception("deadlock"), state="40P01"), False),
        (_caused(Exception("disk full"), state="53100"), False),
        (InterfaceError("the connection is closed"), True),
        (ValueError("ours"), False),
        (None, False),
    ],
)
def test_only_a_database_out_of_reach_or_busy_is_away(failure: Any, is_gone: bool) -> None:
    assert database.is_gone(failure) is is_gone
