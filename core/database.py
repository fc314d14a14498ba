"""A database that goes away and comes back: what is dead is thrown out at once, and a connection is asked for again."""

import logging
import sqlite3
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connection

log = logging.getLogger("ecabinet.database")
GONE = (OperationalError, InterfaceError)
# Somebody else writes, or the file can't be opened.
SQLITE_AWAY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL}
# The connection is lost; too many of them; a lock isn't free; the server stops, or starts. No state: it said nothing.
STATES_AWAY = ("08", "53300", "55P03", "57P")
# Long enough to ask, too short to wait: the asking happens on the event loop.
KNOCK_SECONDS = 0.01


def is_deadlock(failure: BaseException) -> bool:
    """Did two transactions wait for each other, and this one give way (SQLSTATE 40P01)? The database is well."""
    return getattr(failure.__cause__, "sqlstate", "") == "40P01"


def is_gone(failure: BaseException | None) -> bool:
    """Is it the database that can't be reached or is busy, and not what was asked of it?

    Drivers call more than that "operational": SQLite a table that isn't there, PostgreSQL a full disk.
    """
    if not isinstance(failure, GONE):
        return False
    if isinstance(failure.__cause__, sqlite3.Error):
        # The lower byte says which; the one above only says more of it.
        return getattr(failure.__cause__, "sqlite_errorcode", 0) & 0xFF in SQLITE_AWAY
    state = getattr(failure.__cause__, "sqlstate", None)
    return not state or state.startswith(STATES_AWAY)


def is_crowded(failure: BaseException | None) -> bool:
    """Did all connections stay in use for as long as one waits for one?"""
    from psycopg_pool import PoolTimeout

    return isinstance(failure, PoolTimeout) or isinstance(getattr(failure, "__cause__", None), PoolTimeout)


def let_go_of_the_connection() -> None:
    """Give this thread's connection back before seconds of work that need none; the next query takes another.

    There are sixteen of them for the whole house: as many long files drawn at once would leave none for a vote. Inside
    a transaction the connection stays.
    """
    if not connection.in_atomic_block:
        close_old_connections()


def drop_dead_connections(failure: BaseException | None) -> None:
    """After a failure of the connection: look through the pool and replace what died, so that the next one works.

    A restarted PostgreSQL leaves every idle connection of the pool dead; without this each costs somebody a failed
    request. Does nothing for other failures (where none came free in time all are in use), and none under SQLite.
    """
    pool = _pool()
    if pool is None or not is_gone(failure) or is_crowded(failure):
        return
    try:
        pool.check()
    except Exception:
        log.warning("the pool can't be looked through", exc_info=True)


def ask_for_a_connection() -> None:
    """While somebody waits and the pool isn't full: have it try to connect once more.

    A pool that couldn't connect gives up until it is asked again, and those who wait don't ask. Called every half
    second, so that they go on half a second after the database is back, however long it was away.
    """
    from psycopg_pool import PoolTimeout

    pool = _pool()
    if pool is None:
        return
    stats = pool.get_stats()
    if not stats.get("requests_waiting") or stats["pool_size"] >= stats["pool_max"]:
        return
    try:
        pool.putconn(pool.getconn(KNOCK_SECONDS))
    except PoolTimeout:
        pass  # asked; whoever waits gets it


def _pool() -> Any:
    return getattr(connection, "pool", None)
