"""The course of a sitting: open, recess, close, resume."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import clock
from core.deed import Deed
from core.registries import ensure_step_allowed, step_taken
from core.states import is_step
from meetings import direction, events, rules, selectors, states
from meetings.errors import InternalPartIsOn, NoMembers, NotNow
from meetings.events import SittingPatch
from meetings.models import Sitting
from meetings.services import base
from meetings.services.attendance import leave_for_the_day
from meetings.services.passes import end_passes_of_sitting
from regulations.selectors import rule_set_on

State = Sitting.State


@transaction.atomic
def open_sitting(deed: Deed, sitting: Sitting) -> Sitting:
    """Open it. With vote the quorum is needed, and the rule set of today is kept for good.

    Raises `QuorumMissing` with the arithmetic, `NoMembers`, `NotNow`.
    """
    sitting, is_repeat = _begin(deed, sitting, "open_sitting", State.OPEN, start=State.CALLED)
    if is_repeat:
        return sitting
    sitting.rule_set = rule_set_on(sitting.body.today()).code
    quorum = selectors.quorum_now(sitting)
    if sitting.has_vote and quorum is None:
        raise NoMembers
    if quorum is not None:
        rules.ensure_quorum(quorum)
    ensure_step_allowed("open_sitting", sitting)
    sitting.opened_at = sitting.body.now()
    told = {"quorum": quorum.sentence if quorum else "", "rule_set": sitting.rule_set}
    return _finish(deed, sitting, "open_sitting", events.SittingOpened, **told)


@transaction.atomic
def suspend_sitting(
    deed: Deed, sitting: Sitting, continues_at: datetime | None = None, reason: str = ""
) -> Sitting:
    """Recess, until `continues_at` (the body's own time) if it is known. Raises `NotNow`, `RecessOverAlready`.

    Until another day everybody leaves: the attendance of the next day is taken anew.
    """
    sitting, is_repeat = _begin(deed, sitting, "suspend_sitting", State.SUSPENDED)
    if is_repeat:
        return sitting
    ensure_step_allowed("suspend_sitting", sitting)
    rules.ensure_recess_ahead(continues_at, sitting.body.now())
    sitting.continues_at, sitting.suspended_at = continues_at, sitting.body.now()
    if continues_at is not None and clock.local_day(continues_at) > sitting.body.today():
        leave_for_the_day(deed, sitting)
    word = direction.word_of(deed, sitting)
    return _finish(deed, sitting, "suspend_sitting", events.SittingSuspended, reason=reason, **word)


@transaction.atomic
def continue_sitting(deed: Deed, sitting: Sitting) -> Sitting:
    """End the recess. On another day than it began the quorum is needed again, of those who came on that day.

    Raises `NotNow` unless it is one, `QuorumMissing` with the arithmetic.
    """
    sitting, is_repeat = _begin(deed, sitting, "continue_sitting", State.OPEN, start=State.SUSPENDED)
    if is_repeat:
        return sitting
    arithmetic = ""
    if sitting.suspended_at and clock.local_day(sitting.suspended_at) < sitting.body.today():
        leave_for_the_day(deed, sitting)
        quorum = selectors.quorum_now(sitting)
        if quorum is not None:
            rules.ensure_quorum(quorum)
            arithmetic = quorum.sentence
    sitting.continues_at = sitting.suspended_at = None
    return _finish(deed, sitting, "continue_sitting", events.SittingContinued, quorum=arithmetic)


@transaction.atomic
def close_sitting(deed: Deed, sitting: Sitting) -> Sitting:
    """Close it, if nobody minds: agendas and voting leave checks.

    Raises their sentences, `InternalPartIsOn`, `NotNow`.
    """
    sitting, is_repeat = _begin(deed, sitting, "close_sitting", State.CLOSED)
    if is_repeat:
        return sitting
    if sitting.internal_part is not None:
        raise InternalPartIsOn
    ensure_step_allowed("close_sitting", sitting)
    sitting.closed_at = sitting.body.now()
    sitting.continues_at = sitting.suspended_at = None
    word = direction.word_of(deed, sitting)
    closed = _finish(deed, sitting, "close_sitting", events.SittingClosed, **word)
    end_passes_of_sitting(deed, closed)
    return closed


@transaction.atomic
def resume_sitting(deed: Deed, sitting: Sitting, reason: str) -> Sitting:
    """Open again what was closed by mistake, within ten minutes. Raises `ResumeTooLate`, `ReasonMissing`."""
    sitting, is_repeat = _begin(deed, sitting, "resume_sitting", State.OPEN, start=State.CLOSED)
    if is_repeat:
        return sitting
    reason = reason.strip()
    rules.ensure_resumable(sitting.closed_at, sitting.body.now(), reason)
    ensure_step_allowed("resume_sitting", sitting)
    sitting.closed_at = None
    sitting.resumed_reason = reason
    return _finish(deed, sitting, "resume_sitting", events.SittingResumed, reason=reason)


_VERB = {
    "open_sitting": "sitting.opened",
    "suspend_sitting": "sitting.suspended",
    "continue_sitting": "sitting.continued",
    "close_sitting": "sitting.closed",
    "resume_sitting": "sitting.resumed",
}


def _begin(
    deed: Deed, sitting: Sitting, step: str, end: str, start: str | None = None
) -> tuple[Sitting, bool]:
    """Lock, answer a repeat, check the table (and the one start the step has) and set the state."""
    sitting = base.lock(sitting.pk)
    if base.answered_before(deed, f"meetings.{step}", {"sitting": str(sitting.pk)}):
        return sitting, True
    if (start and sitting.state != start) or not is_step(states.SITTING, sitting.state, end):
        raise NotNow(state=State(sitting.state).label)
    sitting.state = end
    return sitting, False


def _finish(deed: Deed, sitting: Sitting, step: str, event: type[SittingPatch], **details: Any) -> Sitting:
    """Save, tell, record, keep the answer, let others follow."""
    sitting.touch(deed.name)
    sitting.save()
    base.tell_sitting(sitting, event)
    base.note(deed, _VERB[step], sitting, **details)
    base.keep(deed, f"meetings.{step}", {"sitting": str(sitting.pk)}, sitting)
    step_taken(step, sitting)
    return sitting
