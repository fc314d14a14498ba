"""Tables with the law in them, laid once by the migrations and copied afterwards: a test run, a fault or a bar begins
in a second instead of ten. What is kept lies in `var/laid-tables` under a name made of everything it depends on, so a
changed migration makes new ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tools import services

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "laid-tables"
# What migrations read besides themselves.
READ = (
    "regulations/data/*",
    "regulations/loading.py",
    "papers/models.py",
    "core/clock.py",
    "requirements/*.txt",
)


def lay(connection: Any, migrate: Callable[[], Any]) -> Any:
    """Run the migrations on an empty database from what was kept; keep what is new. What `migrate` gave."""
    kept = KEPT / f"{connection.vendor}-{_fingerprint()}"
    if connection.introspection.table_names():
        return migrate()
    ways = {"sqlite": (_fill_sqlite, _copy_sqlite), "postgresql": (_fill_postgres, _copy_postgres)}
    fill, copy = ways[connection.vendor]
    if kept.exists():
        fill(connection, kept)
        return migrate()
    result = migrate()
    with _written_whole(kept) as path:
        copy(connection, path)
    return result


def _fingerprint() -> str:
    files = [*ROOT.glob("*/migrations/*.py"), *(path for name in READ for path in ROOT.glob(name))]
    seen = hashlib.sha256()
    for path in sorted(files):
        seen.update(f"{path.relative_to(ROOT)}\n".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:20]


@contextlib.contextmanager
def _written_whole(kept: Path) -> Iterator[Path]:
    """A file nobody sees before it is complete; two who write it at once don't meet."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = kept.with_suffix(f".{os.getpid()}")
    try:
        yield path
        path.replace(kept)
    finally:
        path.unlink(missing_ok=True)


def _fill_sqlite(connection: Any, kept: Path) -> None:
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)


def _copy_sqlite(connection: Any, path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)


def _fill_postgres(connection: Any, kept: Path) -> None:
    _run(connection, "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(kept))


def _copy_postgres(connection: Any, path: Path) -> None:
    _run(connection, "pg_dump", "--no-owner", "-f", str(path))


def _run(connection: Any, program: str, *options: str) -> None:
    at = connection.settings_dict
    where = ["-h", at["HOST"], "-p", str(at["PORT"]), "-U", at["USER"], "-d", at["NAME"]]
    done = subprocess.run(
        [services.postgres_program(program), *where, *options], capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr[-2000:]}")
