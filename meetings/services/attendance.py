"""Attendance: events first, the present state is what they say. It changes only by a deed or a lost connection."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import clock
from core.deed import Deed, by_system
from core.registries import step_taken
from meetings import events, facts, rules, selectors
from meetings.errors import NotOnRoster
from meetings.models import AttendanceEvent, Presence, RosterEntry, Sitting
from meetings.services import base

Where = Presence.Where


@transaction.atomic
def set_presence(
    deed: Deed,
    sitting: Sitting,
    entry_ids: Iterable[UUID | str],
    where: str,
    at: datetime | None = None,
    note: str = "",
    *,
    is_correction: bool = False,
) -> dict[str, Any]:
    """Put these entries of the roster where they are: on_site, online, left, or absent (entered by mistake).

    `at` is the body's own time, by default now. Who is there already is left alone, so a repeat changes nothing; only
    a correction that names its moment says since when even of them.
    Answers `{"changed": [entry ids], "quorum": facts or None}`. Raises `NotOnRoster`, `NotInAttendance`,
    `InTheFuture`.
    """
    sitting = base.lock(sitting.pk)
    try:
        ids = sorted({str(UUID(str(entry_id))) for entry_id in entry_ids})
    except ValueError as nonsense:
        raise NotOnRoster from nonsense
    args = {"sitting": str(sitting.pk), "entries": ids, "where": where, "at": at, "note": note}
    if (first := base.first_answer(deed, "meetings.set_presence", args)) is not None:
        return first
    where = Where(where).value
    rules.ensure_attendance(sitting.state, is_correction)
    rules.ensure_not_ahead(at, sitting.body.now())
    entries = list(selectors.roster(sitting).filter(pk__in=ids))
    if len(entries) != len(ids):
        raise NotOnRoster
    again = [entry for entry in entries if _is_of_another_day(sitting, entry)]
    if again:  # who was here when the sitting broke off and comes today comes anew
        _leave(deed, sitting, again)
        entries = list(selectors.roster(sitting).filter(pk__in=ids))
    says_since = is_correction and at is not None
    moved = [entry for entry in entries if says_since or facts.where_of(entry) != where]
    kind = rules.kind_of_presence(where, is_correction)
    answer = _move(deed, sitting, moved, where, kind, at or sitting.body.now(), note)
    return base.keep_answer(deed, "meetings.set_presence", args, answer)


def leave_for_the_day(deed: Deed, sitting: Sitting) -> None:
    """Part of a recess over night: whoever is still here from another day, or from this one at its end, has left."""
    rows = list(selectors.roster(sitting).filter(presence__where__in=rules.ATTENDING))
    if sitting.continues_at is None or clock.local_day(sitting.continues_at) <= sitting.body.today():
        rows = [entry for entry in rows if _is_of_another_day(sitting, entry)]
    _leave(deed, sitting, rows)


def _leave(deed: Deed, sitting: Sitting, entries: list[RosterEntry]) -> None:
    at = sitting.suspended_at or sitting.body.now()
    _move(deed, sitting, entries, Where.LEFT, AttendanceEvent.Kind.LEFT, at, "")


def _is_of_another_day(sitting: Sitting, entry: RosterEntry) -> bool:
    """Is the person here only because the sitting broke off on an earlier day?"""
    if sitting.suspended_at is None or facts.where_of(entry) not in rules.ATTENDING:
        return False
    return clock.local_day(entry.presence.since) < sitting.body.today()


@transaction.atomic
def connection_changed(sitting_id: UUID | str, person_ids: Iterable[UUID], is_present: bool) -> None:
    """A lease lapsed or came back: an online member is suspended for the quorum or restored; nobody else moves."""
    sitting = Sitting.objects.filter(pk=sitting_id).first()
    if sitting is None:
        return
    sitting = base.lock(sitting.pk)
    if sitting.is_over:
        return
    start, end = (Where.SUSPENDED, Where.ONLINE) if is_present else (Where.ONLINE, Where.SUSPENDED)
    entries = selectors.roster(sitting).filter(person_id__in=list(person_ids), presence__where=start)
    kinds = AttendanceEvent.Kind
    kind = kinds.CONNECTION_BACK if is_present else kinds.CONNECTION_LOST
    deed = by_system(_("Hệ thống"))
    _move(deed, sitting, list(entries), end, kind, sitting.body.now(), "")


def _move(
    deed: Deed,
    sitting: Sitting,
    entries: list[RosterEntry],
    where: str,
    kind: str,
    at: datetime,
    note: str,
) -> dict[str, Any]:
    """Write the events, then the state they make, then tell."""
    if entries:
        last = sitting.attendance.aggregate(last=Max("number"))["last"] or 0
        AttendanceEvent.objects.bulk_create(
            AttendanceEvent(
                sitting=sitting,
                entry=entry,
                kind=kind,
                presence=where,
                at=at,
                number=number,
                by=deed.name,
                note=note,
            )
            for number, entry in enumerate(entries, start=last + 1)
        )
        Presence.objects.bulk_create(
            [Presence(entry=entry, where=where, since=at) for entry in entries],
            update_conflicts=True,
            unique_fields=["entry"],
            update_fields=["where", "since"],
        )
        step_taken("set_presence", sitting, [entry.pk for entry in entries])
        base.tell_roster(sitting, events.PresenceChanged, [entry.pk for entry in entries])
        base.note(
            deed,
            "presence.changed",
            sitting,
            kind=str(kind),
            where=where,
            names=[entry.name for entry in entries],
            persons=[str(entry.person_id) for entry in entries],
            at=at,
            note=note,
        )
    quorum = facts.quorum_facts(selectors.quorum_now(sitting))
    return {"changed": [str(entry.pk) for entry in entries], "quorum": quorum}
