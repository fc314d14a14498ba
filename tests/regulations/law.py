"""The rule sets of the data file as values, without a database."""

from dataclasses import replace
from datetime import date

from regulations.loading import read
from regulations.parameters import RuleParameters
from regulations.working_days import WorkingCalendar

PARAMETERS = {row["code"]: RuleParameters.from_mapping(row["parameters"]) for row in read("rule_sets.json")}
R2016, R2022, R2026 = (PARAMETERS[code] for code in ("R2016", "R2022", "R2026"))
EXACT_HALF = replace(R2016, tie_reading="for_exactly_half")


def calendar() -> WorkingCalendar:
    """The Vietnamese calendar of the data file."""
    days = read("holidays.json")["days"]
    return WorkingCalendar.of(
        off=[date.fromisoformat(day["date"]) for day in days if day["kind"] == "off"],
        worked=[date.fromisoformat(day["date"]) for day in days if day["kind"] == "working"],
    )
