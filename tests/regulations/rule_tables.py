"""The tables of docs/rules.md, written from the data, so that the page can't say something else.

DJANGO_SETTINGS_MODULE=config.settings.test python -m tests.regulations.rule_tables     writes them into the page
"""

import re
from pathlib import Path
from typing import Any

from regulations.loading import read

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
ROWS: list[dict[str, Any]] = read("rule_sets.json")
MARK = "†"


def tables() -> dict[str, str]:
    """`{name of a part of the page: its text}`."""
    return {"values": _values(), "articles": _articles(), "unverified": _unverified(), "dates": _dates()}


def part_of(page: str, name: str) -> str:
    """What the page says between the marks of a part."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", page, re.DOTALL)
    return found.group(1) if found else ""


def _names(is_article: bool) -> list[tuple[str, str]]:
    from regulations.parameter_words import GROUPS, LABELS  # models, so only once Django stands

    names = [name for _title, group in GROUPS for name in group]
    return [(name, str(LABELS[name])) for name in names if name.endswith("_article") == is_article]


def _table(head: str, names: list[tuple[str, str]]) -> str:
    from regulations.parameter_words import in_words

    codes = " | ".join(row["code"] for row in ROWS)
    lines = [f"| {head} | {codes} |", "|---|" + "---|" * len(ROWS)]
    for name, label in names:
        cells = [in_words(row["parameters"][name]) + _mark(row, name) for row in ROWS]
        lines.append(f"| {label}<br>`{name}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def _mark(row: dict[str, Any], name: str) -> str:
    return f" {MARK}" if name in row["unverified"] else ""


def _values() -> str:
    return _table("parameter", _names(is_article=False))


def _articles() -> str:
    return _table("article", _names(is_article=True))


def _dates() -> str:
    lines = [
        "| rule set | regulations | legal basis | holds from | until (not including) |",
        "|---|---|---|---|---|",
    ]
    for row in ROWS:
        first = row["valid_from"] + _mark(row, "valid_from")
        end = row["valid_to"] or "–"
        lines.append(f"| {row['code']} | {row['name_en']} | {row['legal_basis']} | {first} | {end} |")
    return "\n".join(lines)


def _unverified() -> str:
    """Per rule set: each reason once, with the values it is about."""
    lines = []
    for row in ROWS:
        reasons: dict[str, list[str]] = {}
        for name, reason in row["unverified"].items():
            if not name.endswith("_en"):
                reasons.setdefault(reason, []).append(f"`{name}`")
        lines.append(f"**{row['code']}**\n")
        lines += [f"- {', '.join(names)}: {reason}" for reason, names in reasons.items()]
        lines.append("")
    return "\n".join(lines).rstrip()


def write() -> None:
    """Put the tables into the page."""
    page = PAGE.read_text(encoding="utf-8")
    for name, text in tables().items():
        page = page.replace(
            f"<!-- {name} -->\n{part_of(page, name)}\n<!-- /{name} -->",
            f"<!-- {name} -->\n{text}\n<!-- /{name} -->",
        )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    import django

    django.setup()
    write()
