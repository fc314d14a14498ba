"""Until when papers of a sitting come in time: what somebody named set for it, else what its rule set says, counted in
its body's own days; and whether it is too late now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from agendas.models import PaperDeadline
from meetings.models import Sitting
from regulations.deadlines import latest_invitation_date
from regulations.models import RuleSet
from regulations.selectors import working_calendar

PARAMETER = "invitation_days"


@dataclass(frozen=True)
class Deadline:
    """The last day in time, or None where nobody and nothing states one.

    `named` is the row by which somebody set it. Else it is of the rule set `code` (`name`): by `article`, or, where
    there is no day, `unstated` is what the house knows of why.
    """

    due: date | None
    code: str
    name: str = ""
    article: str = ""
    unstated: str = ""
    named: PaperDeadline | None = None


def deadlines_of(sittings: Iterable[Sitting]) -> dict[Any, Deadline]:
    """`{sitting id: its deadline}`, in a fixed number of queries."""
    sittings = list(sittings)
    sets = {one.code: one for one in RuleSet.objects.filter(code__in={s.rule_set for s in sittings})}
    named = {row.sitting_id: row for row in PaperDeadline.objects.filter(sitting__in=sittings)}
    calendar = working_calendar()
    found = {}
    for sitting in sittings:
        rules, own = sets.get(sitting.rule_set), named.get(sitting.pk)
        if rules is None:
            found[sitting.pk] = Deadline(own.due if own else None, sitting.rule_set, named=own)
            continue
        stated = rules.as_parameters()
        found[sitting.pk] = Deadline(
            own.due if own else latest_invitation_date(stated, sitting.day, calendar),
            rules.code,
            rules.name,
            stated.invitation_article or "",
            "" if stated.invitation_days is not None else str(rules.unverified.get(PARAMETER, "")),
            own,
        )
    return found


def is_late_now(sitting: Sitting) -> bool:
    """Would a paper sent today be late for the sitting?"""
    due = deadlines_of([sitting])[sitting.pk].due
    return due is not None and sitting.body.today() > due
