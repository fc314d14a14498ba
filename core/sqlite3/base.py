"""Transactions on SQLite wait for each other in a line instead of all trying again and again.

Every transaction of ours writes (`IMMEDIATE`), and SQLite lets one write at a time. Who finds the file locked is put
to sleep by SQLite and tries again, up to a tenth of a second later, whoever came after him: under a hundred presses at
once most of the time nobody wrote, and some waited past the limit. So the threads of a process stand in a line, and
only its first one asks SQLite, which stays the judge between processes.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import deque
from threading import Event, Lock
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

# Seconds between two questions of the first in the line, while another process writes.
PAUSE = 0.002


class Line:
    """One at a time, in the order of coming."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Event] = deque()
        self._is_taken = False

    def take(self, seconds: float) -> bool:
        """Wait for the turn; False if it didn't come in time."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Event()
            self._waiting.append(turn)
        if turn.wait(seconds):
            return True
        with self._guard:
            if turn.is_set():  # it came between the end of the waiting and here
                return True
            self._waiting.remove(turn)
            return False

    def give(self) -> None:
        """The next one's turn."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


# By the file. A forked process has none of its parent's threads, so nobody stands in its lines.
_lines: dict[str, Line] = {}
os.register_at_fork(after_in_child=_lines.clear)


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its turn before a transaction begins and gives it up when it ends, however it ends."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._line: Line | None = None

    @property
    def _patience(self) -> float:
        """Seconds, as Python's own module has them."""
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    def _start_transaction_under_autocommit(self) -> None:
        self._give_up_the_turn()  # of a transaction whose end nobody told us
        ends = time.monotonic() + self._patience
        line = _lines.setdefault(str(self.settings_dict["NAME"]), Line())
        if not line.take(self._patience):
            raise _locked()
        self._line = line
        try:
            self._begin(ends)
        except BaseException:
            self._give_up_the_turn()
            raise

    def _begin(self, ends: float) -> None:
        """Ask every `PAUSE` until `ends`; SQLite's own pauses grow, and others would always be faster."""
        self.ensure_connection()
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    return super()._start_transaction_under_autocommit()  # type: ignore[misc]
                except OperationalError as failure:
                    if not _is_busy(failure) or time.monotonic() >= ends:
                        raise
                time.sleep(PAUSE)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_up_the_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_up_the_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_up_the_turn()

    def _give_up_the_turn(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.give()


def _is_busy(failure: OperationalError) -> bool:
    return getattr(failure.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _locked() -> OperationalError:
    """What SQLite says to somebody who waited too long."""
    reason = sqlite3.OperationalError("database is locked")
    reason.sqlite_errorcode, reason.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    failure = OperationalError(str(reason))
    failure.__cause__ = reason
    return failure
