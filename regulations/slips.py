"""Opinion slips under a rule set: what silence means, and within which days an answer may be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regulations.parameters import RuleParameters
from regulations.rules import Choice, InvalidTally, Tally
from regulations.working_days import WorkingCalendar, add_working_days


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipReplies:
    """The replies of all members at the time set; agreeing with comments is agreeing.

    `other` are other opinions and proposals to put the matter to a session. `silent` gave no reply, `excused` were
    let off and are deemed nothing. `pm_reply` is the Prime Minister's own, None when there is none.
    """

    agree: int
    disagree: int
    other: int
    silent: int
    excused: int = 0
    pm_reply: Choice | None = None


@dataclass(frozen=True, slots=True)
class SlipCount:
    """The counts as the outcome takes them; `deemed` is the part of `for_` nobody signed, shown apart in tallies."""

    tally: Tally
    deemed: int


def count_slip(parameters: RuleParameters, replies: SlipReplies) -> SlipCount:
    """Silence counts as agreeing where the rule set says so, else as no answer. Raises `InvalidTally`."""
    parts = (replies.agree, replies.disagree, replies.other, replies.silent, replies.excused)
    if min(parts) < 0:
        raise InvalidTally("a count of replies is below zero")
    deemed = replies.silent if parameters.slip_silence == "deemed_agree" else 0
    total = sum(parts)
    tally = Tally(
        total_members=total,
        electors=total - replies.excused,
        for_=replies.agree + deemed,
        against=replies.disagree,
        abstain=replies.other,
        not_cast=replies.silent - deemed + replies.excused,
        pm_vote=replies.pm_reply,
    )
    return SlipCount(tally, deemed)


def reply_dates(
    parameters: RuleParameters, sent_on: date, calendar: WorkingCalendar
) -> tuple[date | None, date | None]:
    """The first and the last day that may be set for the answer; None where the rule set states no limit."""
    shortest, longest = parameters.slip_min_working_days, parameters.slip_max_working_days
    return (
        None if shortest is None else add_working_days(sent_on, shortest, calendar),
        None if longest is None else add_working_days(sent_on, longest, calendar),
    )
