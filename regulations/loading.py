"""Load the law from its data files; used by the data migration, and safe to repeat."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def read(name: str) -> Any:
    """The parsed content of one data file."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def load_rule_sets(rule_set_model: Any) -> None:
    """Create the rule sets that are missing; stored ones keep what an administrator made of them."""
    for row in read("rule_sets.json"):
        values = dict(row)
        rule_set_model.objects.get_or_create(code=values.pop("code"), defaults=values)


def load_holidays(holiday_model: Any) -> None:
    """Create the days that are missing."""
    file = read("holidays.json")
    stored = {day.isoformat() for day in holiday_model.objects.values_list("day", flat=True)}
    holiday_model.objects.bulk_create(
        holiday_model(day=row["date"], name=row["name"], kind=row["kind"], source=file["source"][:300])
        for row in file["days"]
        if row["date"] not in stored
    )


def load_law() -> None:
    """Load everything that is missing into the current models."""
    from regulations.models import Holiday, RuleSet  # the migration uses its own, historical models

    load_rule_sets(RuleSet)
    load_holidays(Holiday)
