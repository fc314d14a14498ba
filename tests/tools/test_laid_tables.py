"""Tables the migrations laid are copied into empty databases, until a migration changes."""

from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

from tools import laid_tables

pytestmark = pytest.mark.django_db  # only to be let through to a database at all


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_tables, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(laid_tables, "ROOT", tmp_path)
    migration(tmp_path, "one")


def migration(root: Path, text: str) -> None:
    folder = root / "app" / "migrations"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0001.py").write_text(text)


def empty(path: Path) -> Any:
    options = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    return ConnectionHandler({"default": options})["default"]


def lay(connection: Any) -> list[str]:
    """What the migrations found when they ran."""
    found: list[str] = []

    def migrate() -> None:
        found.extend(connection.introspection.table_names())
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS law (article text)")

    laid_tables.lay(connection, migrate)
    connection.close()
    return found


def test_a_second_empty_database_begins_with_what_was_laid(tmp_path: Path) -> None:
    assert lay(empty(tmp_path / "a")) == []
    assert lay(empty(tmp_path / "b")) == ["law"]


def test_a_changed_migration_lays_anew(tmp_path: Path) -> None:
    lay(empty(tmp_path / "a"))
    migration(tmp_path, "two")
    assert lay(empty(tmp_path / "b")) == []


def test_a_database_with_tables_is_migrated_and_never_filled(tmp_path: Path) -> None:
    lay(empty(tmp_path / "a"))
    used = empty(tmp_path / "b")
    with used.cursor() as cursor:
        cursor.execute("CREATE TABLE own (row text)")
    assert lay(used) == ["own"]
