"""Is it too late to send papers in time? By the rule set of the sitting, counted in its body's own days."""

from core import clock
from meetings.models import Sitting
from regulations import deadlines
from regulations.selectors import parameters_for, working_calendar


def is_late_now(sitting: Sitting) -> bool:
    """Would a paper sent today be late for the sitting?"""
    return deadlines.is_late(
        parameters_for(sitting.rule_set),
        paper_sent_on=sitting.body.today(),
        sitting_on=clock.local_day(sitting.starts_at),
        calendar=working_calendar(),
    )
