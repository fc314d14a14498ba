"""What must exist for everything: a page per action, a replay per event, a row per route, a spoken migration."""

import inspect
import re
from importlib import import_module, util
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from core.registries import AUDIT_VERBS, EVENT_TYPES
from tools import layers
from tools.test import told_of

ROOT = Path(__file__).resolve().parents[2]
HOUSE = [app for floor in layers.built() for app in floor if apps.is_installed(app)]
OUTSIDE = ("admin",)


def services_of(app: str) -> list[str]:
    """The verbs of an app: functions of its services whose first argument is the deed."""
    if util.find_spec(f"{app}.services") is None:
        return []
    module = import_module(f"{app}.services")
    found = []
    for name, function in inspect.getmembers(module, inspect.isfunction):
        first = next(iter(inspect.signature(function).parameters), "")
        if first == "deed" and not name.startswith("_") and function.__module__.startswith(f"{app}.services"):
            found.append(name)
    return found


ACTIONS = [(app, name) for app in HOUSE if app not in ("audit", "demo") for name in services_of(app)]


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    """Every named route, with its namespace."""
    found = []
    for entry in patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            found += routes(entry.url_patterns, space)
        else:
            found.append(f"{prefix}{entry.name or entry.pattern}")
    return found


def declared_routes() -> set[str]:
    """The rows of all access tables."""
    found: set[str] = set()
    for path in sorted((ROOT / "tests").glob("access_of_*.py")):
        table = import_module(f"tests.{path.stem}")
        found |= set(table.ROUTES) | set(getattr(table, "OPEN_TO_ALL", ()))
    return found


def replay_tests() -> list[str]:
    """The texts of all tests that hold a patched document against a fresh snapshot; the bar C7 counts what they did."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return [text for text in texts if "from tests.replay import" in text]


REPLAYS = replay_tests()


def test_there_are_actions() -> None:
    assert len(ACTIONS) > 60


@pytest.mark.parametrize(("app", "name"), ACTIONS, ids=lambda part: part)
def test_every_service_has_its_page(app: str, name: str) -> None:
    page = ROOT / "docs" / "actions" / f"{app}.{name}.md"
    assert page.exists(), f"write {page.relative_to(ROOT)}"
    assert page.read_text(encoding="utf-8").startswith(f"# {app}.{name}")


@pytest.mark.parametrize("wire_name", sorted(name for name in EVENT_TYPES if not name.startswith("tests.")))
def test_every_event_type_has_a_replay_test(wire_name: str) -> None:
    payload = EVENT_TYPES[wire_name].__name__
    app, _, verb = wire_name.partition(".")
    # Named whole, by its class, or as f"dossier.{name}" over a list that holds the verb.
    spelled = re.compile(
        rf"\b{payload}\b|[\"']{re.escape(wire_name)}[\"']|f[\"']{app}\.\{{[\s\S]*[\"']{verb}[\"']"
        rf"|[\"']{verb}[\"'][\s\S]*f[\"']{app}\.\{{"
    )
    assert any(spelled.search(text) for text in REPLAYS), f"no replay test names {wire_name} or {payload}"


def test_every_route_stands_in_an_access_table() -> None:
    missing = {
        name for name in routes(get_resolver().url_patterns) if not name.startswith(OUTSIDE)
    } - declared_routes()
    assert not missing, f"declare in tests/access_of_…: {sorted(missing)}"


def test_no_table_names_a_route_that_is_gone() -> None:
    assert not declared_routes() - set(routes(get_resolver().url_patterns))


def test_every_audit_verb_can_be_said() -> None:
    assert len(list(AUDIT_VERBS)) > 50


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes" in out.getvalue()


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/migrations/[0-9]*.py")), ids=lambda path: path.stem)
def test_migrations_have_spoken_names(path: Path) -> None:
    assert not re.search(r"_(auto|alter|add_field)_|_\d{8}_\d{4}", path.stem)


def test_each_part_of_the_run_reads_every_file_that_has_its_mark(request: pytest.FixtureRequest) -> None:
    """`make test` hands a part only the files that name its mark: a mark given by other means would go unread."""
    marks = ("both_databases", "both_layers", "both_indexes")
    for mark in marks:
        having = {item.path for item in request.session.items if item.get_closest_marker(mark)}
        assert not having - {ROOT / name for name in told_of(mark)}, mark
    assert all(told_of(mark) for mark in marks[:2])
