"""The documents stay true: events are listed, links lead somewhere, pictures stay small."""

import re
from pathlib import Path

import pytest

from core.registries import AUDIT_VERBS, EVENT_TYPES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(path for path in DOCS.rglob("*.md") if path.parent.name != "actions"),
]
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
ROW = re.compile(r"^\| `([a-z_]+\.[a-z_]+)` \|", re.MULTILINE)
OWN = {name for name in EVENT_TYPES if not name.startswith(("tests.", "bench."))}
README_MAX_LINES = 80
PICTURE_MAX_BYTES = 200_000


def listed_events() -> set[str]:
    return set(ROW.findall((DOCS / "events.md").read_text(encoding="utf-8")))


def test_every_event_stands_in_the_list() -> None:
    assert OWN
    assert not OWN - listed_events()


def test_the_list_names_no_event_that_is_gone() -> None:
    assert not listed_events() - OWN


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [
        link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link and link != "..."
    ]
    broken = [link for link in links if not (page.parent / link).exists()]
    assert not broken


def test_the_readme_says_both_commands_and_fits_one_sitting() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\nmake run\n" in text
    assert "\nmake test\n" in text
    assert len(text.splitlines()) <= README_MAX_LINES


def test_pictures_are_small_and_shown_somewhere() -> None:
    shown = {
        (page.parent / link).resolve() for page in PAGES for link in LINK.findall(page.read_text("utf-8"))
    }
    for picture in (DOCS / "img").iterdir():
        assert picture.stat().st_size < PICTURE_MAX_BYTES
        assert picture.resolve() in shown


def test_the_example_of_contributing_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:agendas|docs|tests)/[\w./]+\.(?:py|md))`", text)
    assert len(paths) >= 5
    assert not [path for path in paths if not (ROOT / path).exists()]
    assert "agenda.published" in OWN
    assert "agenda.published" in AUDIT_VERBS
