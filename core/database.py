"""When the database went away under us: what is known to be dead is thrown out at once, not one request at a time."""

import logging
from typing import Any

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger("ecabinet.database")
GONE = (OperationalError, InterfaceError)


def drop_dead_connections(failure: BaseException | None) -> None:
    """After a failure of the connection: look through the pool and replace what died, so that the next one works.

    A restarted PostgreSQL leaves every idle connection of the pool dead; without this each costs somebody a failed
    request. Does nothing for other failures, and none under SQLite.
    """
    if not isinstance(failure, GONE):
        return
    pool: Any = getattr(connection, "pool", None)
    if pool is None:
        return
    try:
        pool.check()
    except Exception:
        log.warning("the pool can't be looked through", exc_info=True)
