"""Transactions on SQLite: one at a time, in the order of coming, and a turn that always ends."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.db.utils import ConnectionHandler

from core.database import is_gone
from core.sqlite3.base import DatabaseWrapper, Line

pytestmark = pytest.mark.django_db(transaction=True)
MODES = {"transaction_mode": "IMMEDIATE", "timeout": 0.3}


class Roll(ConnectionHandler):
    """Connections of the threads to one file, as Django keeps them."""

    def __init__(self, path: Path) -> None:
        super().__init__({"default": {"ENGINE": "core.sqlite3", "NAME": str(path), "OPTIONS": dict(MODES)}})


@pytest.fixture
def roll(tmp_path: Path) -> Iterator[Roll]:
    path = tmp_path / "roll.sqlite3"
    with closing(sqlite3.connect(path)) as link:
        link.execute("PRAGMA journal_mode=WAL")
        link.execute("CREATE TABLE entry (who INTEGER)")
    handler = Roll(path)
    yield handler
    handler.close_all()


@contextmanager
def written(connection: DatabaseWrapper) -> Iterator[None]:
    """As `transaction.atomic` begins and ends."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.in_atomic_block = True
    try:
        yield
        connection.in_atomic_block = False
        connection.commit()
    finally:
        connection.in_atomic_block = False
        connection.rollback()
        connection.set_autocommit(True)


def test_the_line_keeps_the_order_of_coming():
    line, order, threads = Line(), list[int](), list[threading.Thread]()
    assert line.take(1)

    def stand(number: int) -> None:
        assert line.take(5)
        order.append(number)
        line.give()

    for number in range(5):
        threads.append(threading.Thread(target=stand, args=(number,)))
        threads[-1].start()
        while len(line._waiting) < number + 1:
            time.sleep(0.001)
    line.give()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]
    assert line.take(0), "nobody is left in it"


def test_who_waited_in_vain_leaves_the_line():
    line = Line()
    assert line.take(1)
    assert not line.take(0.01)
    line.give()
    assert line.take(0)


def test_who_waits_too_long_is_told_the_database_is_busy(roll: Roll):
    with written(roll["default"]):
        failures: list[BaseException] = []

        def press() -> None:
            try:
                roll["default"].set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            except OperationalError as failure:
                failures.append(failure)
            finally:
                roll["default"].close()

        thread = threading.Thread(target=press)
        thread.start()
        thread.join()
    assert [is_gone(failure) for failure in failures] == [True]


def test_another_process_is_waited_for_and_a_lock_of_its_own_is_told(roll: Roll):
    with closing(sqlite3.connect(roll["default"].settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError) as told, written(roll["default"]):
            pass
        assert is_gone(told.value)
        other.execute("ROLLBACK")
    with written(roll["default"]):
        roll["default"].cursor().execute("INSERT INTO entry VALUES (1)")


@pytest.mark.parametrize("end", ["commit", "rollback", "close", "a commit that fails"])
def test_the_turn_ends_with_the_transaction(roll: Roll, end: str, monkeypatch: pytest.MonkeyPatch):
    mine = roll["default"]
    mine.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert mine._line is not None
    if end == "a commit that fails":
        monkeypatch.setattr(
            "django.db.backends.sqlite3.base.DatabaseWrapper._commit", lambda self: 1 / 0, raising=False
        )
        with pytest.raises(ZeroDivisionError):
            mine.commit()
        mine.rollback()
    else:
        getattr(mine, end)()
    assert mine._line is None


def test_the_house_stands_in_line():
    with transaction.atomic():
        assert connection._line is not None
    assert connection._line is None
