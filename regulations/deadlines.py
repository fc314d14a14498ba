"""Deadlines of a sitting under a rule set. Days are dates in the sitting's own time zone."""

from __future__ import annotations

from datetime import date, timedelta

from regulations.parameters import RuleParameters
from regulations.working_days import WorkingCalendar, add_working_days


def latest_invitation_date(
    parameters: RuleParameters, sitting_on: date, calendar: WorkingCalendar
) -> date | None:
    """Last day on which invitations and papers go out in time; None where no period is stated."""
    if parameters.invitation_days is None:
        return None
    if parameters.invitation_day_kind == "calendar":
        return sitting_on - timedelta(days=parameters.invitation_days)
    return add_working_days(sitting_on, -parameters.invitation_days, calendar)


def is_late(
    parameters: RuleParameters, *, paper_sent_on: date, sitting_on: date, calendar: WorkingCalendar
) -> bool:
    """Whether a paper sent that day is late for the sitting; never where no period is stated."""
    latest = latest_invitation_date(parameters, sitting_on, calendar)
    return latest is not None and paper_sent_on > latest


def latest_conclusion_notice_date(
    parameters: RuleParameters, sitting_on: date, calendar: WorkingCalendar
) -> date:
    """Last day for the notice of conclusion (Decision 45/2018/QĐ-TTg: 5 working days)."""
    return add_working_days(sitting_on, parameters.conclusion_notice_working_days, calendar)
