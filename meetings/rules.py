"""Decisions about sittings from plain values; no database here."""

from datetime import datetime, timedelta

from core import clock
from meetings.errors import (
    EndsBeforeItBegins,
    InTheFuture,
    InThePast,
    NotInAttendance,
    PlaceMissing,
    QuorumMissing,
    ReasonMissing,
    RecessOverAlready,
    ResumeTooLate,
    SubstituteMissing,
)
from meetings.models import AttendanceEvent, Presence, RosterEntry, Sitting
from regulations.rules import QuorumResult

RESUME_WITHIN = timedelta(minutes=10)
# So far a hand that reads a clock on the wall may be ahead of ours.
CLOCKS_APART = timedelta(minutes=1)
PRESENT = (Presence.Where.ON_SITE, Presence.Where.ONLINE)
# Somebody whose connection just broke was there a moment ago and may come back.
ATTENDING = (*PRESENT, Presence.Where.SUSPENDED)
# Where a person may be put by hand; only a lost connection suspends.
SETTABLE = (Presence.Where.ON_SITE, Presence.Where.ONLINE, Presence.Where.LEFT, Presence.Where.ABSENT)
# Kinds that by nature take no vote of the body (domain.md 1: the Standing Government decides nothing by vote).
WITHOUT_VOTE = (Sitting.Kind.STANDING, Sitting.Kind.WORKING)
COMING = (RosterEntry.Mode.ON_SITE, RosterEntry.Mode.ONLINE)
NOT_COMING = (RosterEntry.Mode.LEAVE, RosterEntry.Mode.SUBSTITUTED)
INVITED_ROLES = (
    RosterEntry.Role.MEMBER,
    RosterEntry.Role.SUBSTITUTE,
    RosterEntry.Role.STANDING_INVITEE,
    RosterEntry.Role.INVITEE,
)

# Of those, the ones who answer for themselves: a substitute comes by the member's reply.
ANSWERING_ROLES = tuple(role for role in INVITED_ROLES if role != RosterEntry.Role.SUBSTITUTE)

_KIND_OF_PRESENCE = {
    Presence.Where.ON_SITE: AttendanceEvent.Kind.ARRIVED,
    Presence.Where.ONLINE: AttendanceEvent.Kind.JOINED_ONLINE,
    Presence.Where.LEFT: AttendanceEvent.Kind.LEFT,
    Presence.Where.ABSENT: AttendanceEvent.Kind.CORRECTED,
}


def ensure_times(starts_at: datetime, ends_at: datetime | None) -> None:
    """Raise `EndsBeforeItBegins`."""
    if ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeItBegins(field="ends_at")


def ensure_quorum(result: QuorumResult) -> None:
    """Raise `QuorumMissing` with the sentence, the numbers and the article."""
    if not result.ok:
        raise QuorumMissing(
            arithmetic=result.sentence,
            article=result.article,
            present=result.present,
            total=result.total,
            needed=result.needed,
        )


def ensure_reply(mode: str, place: str, reason: str, has_substitute: bool) -> None:
    """What each of the four replies needs. Raises `PlaceMissing`, `ReasonMissing`, `SubstituteMissing`."""
    if mode == RosterEntry.Mode.ONLINE and not place:
        raise PlaceMissing(field="place")
    if mode in NOT_COMING and not reason:
        raise ReasonMissing(field="reason")
    if mode == RosterEntry.Mode.SUBSTITUTED and not has_substitute:
        raise SubstituteMissing(field="substitute")


def ensure_attendance(state: str, is_correction: bool) -> None:
    """Attendance runs from the call to the closing; afterwards only corrections are entered."""
    running = (Sitting.State.CALLED, Sitting.State.OPEN, Sitting.State.SUSPENDED)
    if state in running or (state == Sitting.State.CLOSED and is_correction):
        return
    raise NotInAttendance(state=Sitting.State(state).label)


def ensure_not_ahead(at: datetime | None, now: datetime) -> None:
    """A moment the client names may lie before the body's own now, never after it. Raises `InTheFuture`."""
    if at is not None and at > now + CLOCKS_APART:
        raise InTheFuture(now=clock.local(now).strftime("%H:%M"), field="at")


def ensure_ahead(until: datetime | None, now: datetime) -> None:
    """A hand-over ends in time to come. Raises `InThePast`."""
    if until is not None and until <= now:
        raise InThePast(now=clock.local(now).strftime("%H:%M"), field="until")


def ensure_recess_ahead(until: datetime | None, now: datetime) -> None:
    """A recess ends in the minute of its beginning at the earliest. Raises `RecessOverAlready`."""
    if until is not None and until < now.replace(second=0, microsecond=0):
        raise RecessOverAlready(now=clock.local(now).strftime("%H:%M"), field="continues_at")


def ensure_resumable(closed_at: datetime | None, now: datetime, reason: str) -> None:
    """Within ten minutes of the closing and with a reason. Raises `ReasonMissing`, `ResumeTooLate`."""
    if not reason:
        raise ReasonMissing(field="reason")
    if closed_at is None or now - closed_at > RESUME_WITHIN:
        at = clock.local(closed_at).strftime("%H:%M") if closed_at else "…"
        raise ResumeTooLate(minutes=int(RESUME_WITHIN.total_seconds() // 60), closed_at=at)


def is_open_to_reply(state: str, role: str) -> bool:
    """Does a reply still count? From the call to the closing; a substitute's attendance is the member's reply."""
    running = (Sitting.State.CALLED, Sitting.State.OPEN, Sitting.State.SUSPENDED)
    return state in running and role != RosterEntry.Role.SUBSTITUTE


def kind_of_presence(where: str, is_correction: bool) -> str:
    """Which attendance event puts a person there."""
    return AttendanceEvent.Kind.CORRECTED if is_correction else _KIND_OF_PRESENCE[Presence.Where(where)]


def decides_by_vote(body_decides: bool, kind: str) -> bool:
    """Does a sitting of this kind take votes, if nobody says otherwise?"""
    return body_decides and kind not in WITHOUT_VOTE
