"""Which votes a correction of attendance touches, and with what: read before it is made, and again as it is made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from meetings.models import AttendanceEvent, Sitting
from regulations.rules import QuorumResult
from voting import corrections, facts
from voting.corrections import course_of
from voting.models import Poll

__all__ = ["Touch", "course_of", "courses_of", "opened_since", "recorded_after", "touch_of", "would_touch"]

Course = list[tuple[datetime, str]]


class Entered(NamedTuple):
    """An attendance event as far as a course is made of it."""

    at: datetime
    presence: str


@dataclass(frozen=True)
class Touch:
    """What a correction means for one poll: whose whereabouts change, the quorum worked out anew, remarks."""

    poll: Poll
    changes: dict[str, str]
    quorum: QuorumResult
    remarks: list[str]

    @property
    def quorum_facts(self) -> dict[str, Any]:
        """The quorum as it is stored and told."""
        quorum = self.quorum
        return {
            "present": quorum.present,
            "needed": quorum.needed,
            "ok": quorum.ok,
            "sentence": quorum.sentence,
        }


def opened_since(sitting: Sitting, since: datetime) -> QuerySet[Poll]:
    """The polls whose electorate may stand on attendance from `since` on, by number."""
    rows = sitting.polls.filter(opened_at__gte=since).exclude(state=Poll.State.ANNULLED)
    return rows.order_by("number")


def courses_of(poll: Poll, entry_ids: Iterable[str]) -> dict[str, Course]:
    """`{entry id: course}` of these entries, as far as they are electors of the poll, as recorded now."""
    wanted = set(entry_ids)
    events: dict[str, list[AttendanceEvent]] = {
        str(one.entry_id): [] for one in poll.electors.all() if str(one.entry_id) in wanted
    }
    for event in AttendanceEvent.objects.filter(entry__in=list(events)).order_by("number"):
        events[str(event.entry_id)].append(event)
    return {entry: course_of(rows) for entry, rows in events.items()}


def recorded_after(course: Course, since: datetime, until: datetime | None) -> Course:
    """What a correction from `since` till `until` reaches over and has to be entered again after it."""
    after = [(at, where) for at, where in course if at > (until or since)]
    return [(until, corrections.where_at(course, until)), *after] if until else after


def touch_of(poll: Poll, courses: Mapping[str, Course]) -> Touch | None:
    """What these courses of entries mean for the poll; None if everybody was where its opening had them."""
    electors = [one for one in poll.electors.all() if str(one.entry_id) in courses]
    where = corrections.corrected_where(poll)
    opened_at = poll.opened_at
    assert opened_at is not None
    places = {
        str(one.pk): corrections.class_of(corrections.where_at(courses[str(one.entry_id)], opened_at))
        for one in electors
    }
    changes = {elector: place for elector, place in places.items() if place != where[elector]}
    if not changes:
        return None
    where |= changes
    quorum = corrections.quorum_of(poll, where)
    touched = [one for one in electors if str(one.pk) in changes]
    voted = {str(one.pk) for one in touched if facts.last_cast(one) is not None}
    remarks = corrections.remarks_on_attendance(touched, where, voted)
    return Touch(poll, changes, quorum, [*_on_quorum(quorum), *remarks])


def would_touch(
    sitting: Sitting, entry_ids: Iterable[str], where: str, since: datetime, until: datetime | None
) -> list[Touch]:
    """The votes `services.correct_attendance` with the same arguments would mark; nothing is written.

    Votes of an internal part that is over are left out: only those who were inside learn of them.
    """
    ids, found = list(entry_ids), []
    polls = opened_since(sitting, since).select_related("item", "sitting__body")
    for poll in polls.prefetch_related(*facts.LEDGERS, "corrections"):
        if sitting.hides(poll.internal_part):
            continue
        courses = {
            entry: _with(course, where, since, until) for entry, course in courses_of(poll, ids).items()
        }
        touch = touch_of(poll, courses)
        if touch is not None:
            found.append(touch)
    return found


def _with(course: Course, where: str, since: datetime, until: datetime | None) -> Course:
    """The course as it stands once the correction is entered."""
    later = recorded_after(course, since, until)
    rows = [*course, (since, where), *later]
    return course_of(Entered(at, place) for at, place in rows)


def _on_quorum(quorum: QuorumResult) -> list[str]:
    """What is said where the quorum falls; content of the record, so always Vietnamese."""
    if quorum.ok:
        return []
    return [
        f"Theo điểm danh đính chính, khi bắt đầu biểu quyết chỉ có {quorum.present}/{quorum.total} thành viên "
        f"có mặt, cần ít nhất {quorum.needed}; Văn phòng báo người chủ trì quyết định"
    ]
