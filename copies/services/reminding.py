"""Writing to those who haven't opened their papers."""

from datetime import timedelta

from django.db import transaction

from agendas.errors import SittingIsOver
from audit.services import record
from copies.coverage import reading_of
from copies.errors import NobodyToRemind, RemindedAlready
from copies.models import ReadingReminder
from core import clock
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import ADDRESSES
from meetings.models import Sitting
from notices.services import Recipient, notify

REMINDER = "copies.reading_reminder"
PAUSE = timedelta(hours=1)


@transaction.atomic
def remind_readers(deed: Deed, sitting: Sitting) -> int:
    """Write to everybody who hasn't opened papers laid before him, naming them. Answers to how many.

    At most once an hour. Raises `RemindedAlready`, `NobodyToRemind`, `SittingIsOver`.
    """
    sitting = (
        Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=sitting.pk)
    )
    args = {"sitting": str(sitting.pk)}
    if (first := first_answer(deed, "copies.remind_readers", args)) is not None:
        return int(first["reminded"])
    if sitting.is_over:
        raise SittingIsOver
    _ensure_pause(sitting)
    reading = reading_of(sitting)
    people = [(entry, rows) for entry, rows, _can in reading.people]
    if not people:
        raise NobodyToRemind
    notify(
        [
            Recipient(
                user_id=reading.users[entry.person_id].pk if entry.person_id in reading.users else None,
                person_id=entry.person_id,
                address=entry.person.email,
                own={"papers": "; ".join(row.paper.title for row in rows), "name": entry.name},
            )
            for entry, rows in people
        ],
        REMINDER,
        {"sitting": str(sitting.pk), "title": sitting.title},
        ADDRESSES["sitting"](sitting.pk),
    )
    ReadingReminder.objects.create(
        sitting=sitting, at=sitting.body.now(), by=deed.name[:200], people=len(people)
    )
    papers = {row.pk for _entry, rows in people for row in rows}
    record(
        deed,
        "copies.readers_reminded",
        chain=sitting.chain,
        sitting=str(sitting.pk),
        names=[entry.name for entry, _rows in people],
        papers=len(papers),
    )
    keep_answer(deed, "copies.remind_readers", args, {"reminded": len(people)})
    return len(people)


def _ensure_pause(sitting: Sitting) -> None:
    last = sitting.reading_reminders.order_by("-created_at").first()
    if last is None or clock.real() >= last.created_at + PAUSE:
        return
    next_at = sitting.body.time_of(last.created_at) + PAUSE
    raise RemindedAlready(at=f"{clock.local(last.at):%H:%M}", next=f"{clock.local(next_at):%H:%M}")
