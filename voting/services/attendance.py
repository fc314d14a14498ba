"""Attendance corrected later: the votes it touches are marked with what it means; none of them changes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agendas.rules import ensure_reason
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import step_taken
from meetings import services as meetings
from meetings.errors import NotOnRoster
from meetings.models import AttendanceEvent, Sitting
from meetings.services import base
from voting import facts, touching
from voting.errors import SpanTurnedRound
from voting.events import PollTouched
from voting.locks import lock_poll
from voting.models import Poll, PollCorrection
from voting.services.correcting import write_correction
from voting.telling import take_streams, tell_poll

Answer = dict[str, Any]
Kind = PollCorrection.Kind


@transaction.atomic
def correct_attendance(
    deed: Deed,
    sitting: Sitting,
    entry_ids: Iterable[UUID | str],
    where: str,
    since: datetime,
    reason: str,
    until: datetime | None = None,
) -> Answer:
    """Say where these entries of the roster were from `since` till `until`, or till what was recorded next of them.

    Every poll opened in that time is marked: quorum at its opening worked out anew, and whose place among the electors
    is now in question. Electorate, ballots and result stay; the desk decides. Answers `{"changed", "touched":
    [{"poll", "quorum", "remarks"}]}`. Raises `ReasonMissing`, `SpanTurnedRound`, and as `meetings.set_presence`.
    """
    sitting = base.lock(sitting.pk)
    ids = sorted({str(entry) for entry in entry_ids})
    args = [str(sitting.pk), ids, where, since.isoformat(), reason, until.isoformat() if until else None]
    if (first := first_answer(deed, "voting.correct_attendance", args)) is not None:
        return first
    reason = ensure_reason(reason)[:300]
    if until is not None and until <= since:
        raise SpanTurnedRound(field="until")
    take_streams(sitting)
    plain = deed.with_key("")
    later = {entry: _recorded_after(entry, since, until) for entry in ids}
    answer = meetings.set_presence(plain, sitting, ids, where, since, reason, is_correction=True)
    for entry, course in later.items():
        for at, place in course:  # what was recorded of the time after stands
            meetings.set_presence(plain, sitting, [entry], place, at, reason, is_correction=True)
    touched = [_mark(deed, poll, ids, reason) for poll in _opened_since(sitting, since)]
    told = {"changed": answer["changed"], "touched": [one for one in touched if one]}
    return keep_answer(deed, "voting.correct_attendance", args, told)


def _recorded_after(entry: str, since: datetime, until: datetime | None) -> list[tuple[datetime, str]]:
    """The entry's course after a correction, to be entered again because a correction reaches over it."""
    try:
        rows = AttendanceEvent.objects.filter(entry__pk=entry).order_by("number")
        course = touching.course_of(rows)
    except ValidationError as nonsense:
        raise NotOnRoster from nonsense
    return touching.recorded_after(course, since, until)


def _opened_since(sitting: Sitting, since: datetime) -> list[Poll]:
    """The polls whose electorate may stand on the corrected attendance, locked."""
    return [lock_poll(pk) for pk in touching.opened_since(sitting, since).values_list("pk", flat=True)]


def _mark(deed: Deed, poll: Poll, entry_ids: list[str], reason: str) -> Answer | None:
    """The correction beside one locked poll, if the attendance at its opening is another one now."""
    touch = touching.touch_of(poll, touching.courses_of(poll, entry_ids))
    if touch is None:
        return None
    changes, quorum, remarks = touch.changes, touch.quorum, touch.remarks
    told = touch.quorum_facts
    row = write_correction(deed, poll, Kind.ATTENDANCE, reason, changes=changes, quorum=told, remarks=remarks)
    step_taken("correct_attendance", poll)
    tell_poll(PollTouched, poll)
    record(
        deed,
        "poll.touched",
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        question=facts.shown_question(poll),
        number=row.number,
        reason=reason,
        changes=changes,
        quorum=quorum.sentence,
        present=quorum.present,
        ok=quorum.ok,
        remarks="; ".join(remarks) or quorum.sentence,
    )
    if poll.sitting.hides(poll.internal_part):
        return None  # marked like the others; only those who were inside learn of it
    return {"poll": str(poll.pk), "quorum": told, "remarks": remarks}
