"""Scenes written again instead of worked out again: what a factory wrote first is kept, statement by statement.

    @kept
    def published(...): ...

A scene (a published agenda, an open vote) is made by the product's own services, which costs a third of a second of
thinking. Its rows are the same whenever a test begins with it, so the second test that asks for it gets the statements
of the first, in the same order, and a copy of what was given back. It is worked out for real

- the first time in a process, and again once it is older than `SECONDS` (scenes bear the time they were made at);
- as soon as anything else has written in the test: then nobody knows that the rows are those of the first time;
- in a test that replaces anything (`monkeypatch`, settings, the clock): the services might do otherwise;
- where rows are committed, or in a thread of its own.

`ECABINET_KEPT_SCENES=0` works everything out.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeVar

from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import get_language

Given = ParamSpec("Given")
Made = TypeVar("Made")
Statement = tuple[str, Any, bool]  # text, parameters, many?

SECONDS = 20.0
MOST = 200
# Where a test's files lie makes no difference to the rows of a scene: scenes have no files.
INDIFFERENT = {"MEDIA_ROOT", "STORAGES"}
READING = ("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE", "BEGIN", "EXPLAIN")


class Unkeepable(Exception):
    """An argument by which no scene can be known again."""


@dataclass
class Recording:
    """What is being written by a scene that is worked out."""

    statements: list[Statement] = field(default_factory=list)
    is_whole: bool = True


@dataclass
class Scene:
    """What a factory wrote and gave back; `before` are the numbers the tables had reached."""

    serial: int
    at: float
    before: dict[str, int]
    statements: list[Statement]
    on_commit: list[tuple[Callable[[], Any], bool]]
    made: bytes
    text: str | None = None


@dataclass
class Beginning:
    """Where a scene began: the numbers the tables had reached, what was sent and what waits for the commit."""

    numbers: dict[str, int]
    sent: int
    later: int


@dataclass
class Course:
    """One test: by which scenes its rows came about; None once somebody else has written."""

    history: tuple[int, ...] | None = None
    recordings: list[Recording] = field(default_factory=list)
    is_writing_again: bool = False


_course = Course()
_scenes: dict[Any, Scene] = {}
_serials = count(1)


def begin(*, may_keep: bool) -> None:
    """A test begins on the laid tables."""
    is_on = may_keep and os.environ.get("ECABINET_KEPT_SCENES", "1") != "0"
    _course.history = () if is_on else None
    _course.recordings.clear()
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


def forget() -> None:
    """The laid tables are others from now on."""
    _course.history = None
    _scenes.clear()


def kept(factory: Callable[Given, Made]) -> Callable[Given, Made]:
    """A factory whose rows are written again for the tests after the first."""
    name = f"{factory.__module__}.{factory.__name__}"

    @wraps(factory)
    def lay(*args: Given.args, **values: Given.kwargs) -> Made:
        if not _is_known():
            return factory(*args, **values)
        try:
            key = (name, _course.history, get_language(), _known(args), _known(values))
        except Unkeepable:
            return factory(*args, **values)
        scene = _scenes.get(key)
        if scene is not None and time.monotonic() - scene.at < SECONDS and _goes_on_from(scene):
            return _write_again(scene)
        started = Beginning(_numbers(), _sent(), len(connection.run_on_commit))
        with _recording() as recording:
            made = factory(*args, **values)
        return _keep(key, started, recording, made) if recording.is_whole else made

    return lay


# --- whether ---------------------------------------------------------------------------------------------------
def _is_known() -> bool:
    """Do the rows of this test follow from the scenes laid so far, and are clock and settings the usual ones?"""
    if _course.history is None or threading.current_thread() is not threading.main_thread():
        return False
    if not connection.in_atomic_block or _watch not in connection.execute_wrappers:
        return False
    return _is_usual() and (bool(_course.history) or _is_bare())


def _is_bare() -> bool:
    """Has nothing been laid before this test but the tables and the law?"""
    from accounts.models import Body

    return not _asked(f"SELECT 1 FROM {Body._meta.db_table} LIMIT 1")


def _asked(query: str) -> list[Any]:
    """Rows asked for below Django, where nobody counts queries."""
    connection.ensure_connection()
    return list(connection.connection.execute(query).fetchall())


def _is_usual() -> bool:
    from core import clock

    holder, changed = settings._wrapped, set()  # type: ignore[misc]
    while isinstance(holder, UserSettingsHolder):
        changed |= {name for name in vars(holder) if name.isupper()} | holder._deleted  # type: ignore[attr-defined]
        holder = holder.default_settings  # type: ignore[assignment]
    return changed <= INDIFFERENT and not clock._driven.get() and not clock._shift_of_file()


def _known(value: Any) -> Any:
    """By what an argument is known again. Raises `Unkeepable`: a moment never comes again."""
    if isinstance(value, Model):
        return value._meta.label, tuple((name, repr(value.__dict__[name])) for name in _columns(value))
    if isinstance(value, dict):
        return tuple(sorted((name, _known(one)) for name, one in value.items()))
    if isinstance(value, list | tuple):
        return tuple(_known(one) for one in value)
    if isinstance(value, datetime) or not isinstance(
        value, str | int | bytes | date | timedelta | type(None)
    ):
        raise Unkeepable
    return type(value).__name__, value


def _columns(row: Model) -> list[str]:
    return [field.attname for field in row._meta.concrete_fields if field.attname in row.__dict__]


def _goes_on_from(scene: Scene) -> bool:
    """Would SQLite give the same numbers? PostgreSQL is told to."""
    return connection.vendor != "sqlite" or scene.before == _numbers()


def _numbers() -> dict[str, int]:
    """The last number each table has given."""
    if connection.vendor == "sqlite":
        return dict(_asked("SELECT name, seq FROM sqlite_sequence"))
    return dict(_asked("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences"))


# --- working out -----------------------------------------------------------------------------------------------
@contextmanager
def _recording() -> Iterator[Recording]:
    recording = Recording()
    _course.recordings.append(recording)
    try:
        yield recording
    except BaseException:
        _course.history = None
        raise
    finally:
        _course.recordings.pop()


def _watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Between every statement and the database: who writes, and what."""
    result = execute(sql, params, many, context)
    if not _course.is_writing_again and not _reads(sql):
        _course.history = None
        for recording in _course.recordings:
            recording.statements.append((sql, params, many))
            recording.is_whole &= isinstance(sql, str) and not sql.startswith("ROLLBACK")
    return result


def _reads(sql: Any) -> bool:
    if not isinstance(sql, str):
        return False
    text = sql.lstrip().upper()
    return text.startswith(READING) or (
        text.startswith("WITH") and not any(word in text for word in ("INSERT", "UPDATE", "DELETE"))
    )


def _keep(key: Any, started: Beginning, recording: Recording, made: Made) -> Made:
    """Keep what was written; nothing written changes nothing."""
    history = key[1]
    if not recording.statements:
        _course.history = history
        return made
    if _sent() != started.sent:
        return made
    try:
        copy = pickle.dumps(made)
    except (pickle.PicklingError, TypeError, AttributeError):
        return made
    later = [(act, robust) for _points, act, robust in connection.run_on_commit[started.later :]]
    statements = [*_numbers_again(started.numbers), *recording.statements]
    scene = Scene(next(_serials), time.monotonic(), started.numbers, statements, later, copy)
    while len(_scenes) >= MOST:
        _scenes.pop(next(iter(_scenes)))
    _scenes.pop(key, None)
    _scenes[key] = scene
    _course.history = (*history, scene.serial)
    return made


def _numbers_again(before: dict[str, int]) -> list[Statement]:
    """PostgreSQL goes on counting when a test is undone: the numbers of the first time are put back."""
    if connection.vendor == "sqlite":
        return []
    after = _numbers()
    moved = sorted(name for name, number in before.items() if after.get(name) != number)
    put = ", ".join(
        f"setval('\"{name}\"', {max(before[name], 1)}, {'true' if before[name] else 'false'})"
        for name in moved
    )
    return [(f"SELECT {put}", None, False)] if moved else []


def _sent() -> int:
    return len(getattr(mail, "outbox", ()))


# --- writing again ---------------------------------------------------------------------------------------------
def _write_again(scene: Scene) -> Any:
    from realtime import keeping

    history = _course.history
    assert history is not None
    _course.is_writing_again = True
    try:
        _execute(scene)
    finally:
        _course.is_writing_again = False
    for recording in _course.recordings:
        recording.statements += scene.statements
    for act, robust in scene.on_commit:
        transaction.on_commit(act, robust=robust)
    # The process may remember another test's end of the same sitting.
    keeping.forget()
    _course.history = (*history, scene.serial)
    return pickle.loads(scene.made)


def _execute(scene: Scene) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for sql, params, many in scene.statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
            return
        if scene.text is None:
            scene.text = ";\n".join(_spelled_out(cursor, scene.statements))
        cursor.execute(scene.text)


def _spelled_out(cursor: Any, statements: list[Statement]) -> Iterator[str]:
    """Each statement with its values in it, so that one journey to the server takes them all."""
    for sql, params, many in statements:
        for one in params if many else [params]:
            yield cursor.mogrify(sql, one)
