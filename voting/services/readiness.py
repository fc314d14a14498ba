"""Reminding those whose devices aren't ready."""

from typing import Any

from django.db import transaction

from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import ADDRESSES
from meetings.errors import NotNow
from meetings.models import Sitting
from meetings.services.base import lock
from notices.services import Recipient, notify
from voting.readiness import readiness_of

REMINDER = "voting.readiness_reminder"


@transaction.atomic
def remind_unready(deed: Deed, sitting: Sitting) -> dict[str, Any]:
    """A line in the product and a mail to everybody who isn't ready and can be reached, and to nobody else.

    Of a rehearsal nothing goes out. Answers `{"reminded"}`. Raises `NotNow` unless the sitting is called or runs.
    """
    sitting = lock(sitting.pk)
    args = {"sitting": str(sitting.pk)}
    if (first := first_answer(deed, "voting.remind_unready", args)) is not None:
        return first
    if sitting.is_over or sitting.state == Sitting.State.DRAFT:
        raise NotNow(state=sitting.get_state_display())
    unready = [line for line in readiness_of(sitting) if not line.is_ready and line.has_account]
    if unready and not sitting.is_rehearsal:
        people = [
            Recipient(
                user_id=line.entry.person.user.pk,
                person_id=line.entry.person_id,
                address=line.entry.person.email,
                own={"name": line.entry.name},
            )
            for line in unready
        ]
        facts = {
            "sitting": str(sitting.pk),
            "title": sitting.title,
            "starts_at": sitting.starts_at.isoformat(),
        }
        notify(people, REMINDER, facts, url=ADDRESSES["sitting"](sitting.pk))
    names = [line.entry.name for line in unready]
    record(deed, "readiness.reminded", chain=sitting.chain, sitting=sitting.title, names=", ".join(names))
    return keep_answer(deed, "voting.remind_unready", args, {"reminded": len(unready)})
