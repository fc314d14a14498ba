"""Imports point down, and so does everything the linter can't see: foreign keys, addresses, templates, migrations."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tools import layers

ROOT = Path(__file__).resolve().parents[2]
FLOORS = layers.built()
# The higher the number, the higher the floor. Faces and components are the portal's.
HEIGHT = {app: len(FLOORS) - number for number, floor in enumerate(FLOORS) for app in floor}
SHARED = {"components": "portal", "faces": "portal", "errors": "portal"}
URL = re.compile(r"\{%\s*url\s+['\"]([a-z_]+):")
REACHED = re.compile(r"\{%\s*(?:include|extends)\s+['\"]([a-z_]+)/")
REVERSED = re.compile(r"reverse\(\s*[\"']([a-z_]+):")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def app_of(template: Path) -> str:
    """The app a template belongs to; what lies at the root belongs to the portal."""
    first = template.relative_to(ROOT / "templates").parts[0]
    return SHARED.get(first, first if first in HEIGHT else "portal")


def may_reach(user: str, used: str) -> bool:
    """May something of `user` name something of `used`? Names on one floor don't know each other."""
    return user == used or HEIGHT[user] > HEIGHT[used]


def test_imports_point_down() -> None:
    assert layers.main() == 0


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m._meta.app_label in HEIGHT], ids=str)
def test_foreign_keys_point_down(model: type) -> None:
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if field.auto_created or target is None or target._meta.app_label not in HEIGHT:
            continue
        is_user = target._meta.label == "accounts.User"
        assert is_user or may_reach(model._meta.app_label, target._meta.app_label), field


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_name_only_what_lies_below(template: Path) -> None:
    own, text = app_of(template), template.read_text(encoding="utf-8")
    for used in URL.findall(text):
        assert used not in HEIGHT or may_reach(own, used), f"{own} links to {used}"
    for used in REACHED.findall(text):
        assert used in SHARED or used not in HEIGHT or may_reach(own, used), f"{own} includes {used}"


@pytest.mark.parametrize("app", sorted(HEIGHT))
def test_addresses_in_code_lead_down(app: str) -> None:
    for path in (ROOT / app).rglob("*.py"):
        for used in REVERSED.findall(path.read_text(encoding="utf-8")):
            assert used not in HEIGHT or may_reach(app, used), f"{path.relative_to(ROOT)} leads to {used}"


def test_migrations_depend_downwards() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in loader.disk_migrations.items():
        for other, _first in migration.dependencies:
            if app in HEIGHT and other in HEIGHT and other != "accounts":
                assert may_reach(app, other), f"{app}.{name} depends on {other}"
