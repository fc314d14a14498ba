"""Approval by name and date: the minutes get their number and are frozen."""

from datetime import date

from django.db import transaction

from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.states import ensure_step
from minutes import rules
from minutes.contents import annex_contents, contents_of
from minutes.events import MinutesWereApproved
from minutes.models import Minutes, MinutesRevision
from minutes.services import base
from minutes.services.filling import fill
from minutes.states import MINUTES
from registers.services import as_number, next_number


@transaction.atomic
def approve_minutes(
    deed: Deed, minutes: Minutes, name: str, post: str, on: date | None, *, version: int | None = None
) -> Minutes:
    """Enter who approved the minutes and when; from then on they are printed from the frozen revision.

    The draft is brought up to the record first. `version` is the one that was read before approving.
    Raises `SittingNotClosed`, `ApprovalIncomplete`, `ApprovedBeforeSitting`, `MinutesApproved`, `EditedMeanwhile`.
    """
    sitting = base.lock_sitting(minutes.sitting_id)
    minutes = base.lock_minutes(minutes.pk)
    args = {"minutes": str(minutes.pk), "name": name, "post": post, "on": on}
    if first_answer(deed, "minutes.approve_minutes", args) is not None:
        return minutes
    base.ensure_draft(minutes)
    minutes.ensure_version(version)
    name, post, on = rules.ensure_approval(sitting, name, post, on)
    ensure_step(MINUTES, minutes.state, Minutes.State.APPROVED)
    minutes, changed, gone = fill(sitting)
    minutes.number = as_number(next_number(f"minutes:{sitting.body_id}", sitting.day.year))
    minutes.state = Minutes.State.APPROVED
    minutes.approved_by, minutes.approved_post, minutes.approved_on = name, post, on
    minutes.approved_at = sitting.body.now()
    minutes.touch(deed.name)
    minutes.save()
    MinutesRevision.objects.create(
        minutes=minutes,
        number=minutes.revisions.count() + 1,
        contents={**contents_of(minutes), "annexes": annex_contents(minutes)},
        made_by=deed.name[:200],
    )
    base.tell_readers(MinutesWereApproved, minutes, changed, gone)
    base.note(
        deed, "minutes.approved", minutes, name=name, post=post, on=on.isoformat(), number=minutes.number
    )
    keep_answer(deed, "minutes.approve_minutes", args, {"minutes": str(minutes.pk)})
    return minutes
