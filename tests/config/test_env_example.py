"""`.env.example` names every setting that is read from the environment, and nothing else."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / ".env.example"
# Read before any settings are: which settings, and where the web process listens.
READ_EARLIER = {"DJANGO_SETTINGS_MODULE", "HOST", "PORT", "SHARE_PORT"}
LINE = re.compile(r"^#?([A-Z][A-Z0-9_]+)=(.*)$")


def read_from_environment() -> set[str]:
    """The names of all `env.<kind>("NAME")` and `env("NAME")` in config/settings."""
    found = set()
    for path in (ROOT / "config" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            owner = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            first = node.args[0]
            if isinstance(owner, ast.Name) and owner.id == "env" and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def lines() -> list[str]:
    return EXAMPLE.read_text(encoding="utf-8").splitlines()


def named() -> dict[str, int]:
    """Each name of the example and its line."""
    return {match[1]: number for number, line in enumerate(lines()) if (match := LINE.match(line))}


def test_settings_read_the_environment() -> None:
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"} <= read_from_environment()


def test_every_setting_stands_in_the_example() -> None:
    assert not (read_from_environment() | READ_EARLIER) - set(named())


def test_the_example_names_no_setting_without_code_behind_it() -> None:
    assert not set(named()) - read_from_environment() - READ_EARLIER


@pytest.mark.parametrize("name", sorted(READ_EARLIER))
def test_what_is_read_earlier_is_really_read(name: str) -> None:
    sources = [ROOT / "manage.py", ROOT / "config" / "serve.py"]
    assert any(f'"{name}"' in path.read_text(encoding="utf-8") for path in sources)


def test_every_setting_is_explained_by_the_line_above() -> None:
    for name, number in named().items():
        above = [line for line in lines()[max(0, number - 2) : number] if line.startswith("# ")]
        assert above and "---" not in above[-1], f"{name} has no comment"


def test_no_secret_is_given_away() -> None:
    assert "SECRET_KEY=" in lines()
