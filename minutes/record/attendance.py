"""Who took part, from where, from when to when: worked out from the attendance events alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from meetings.models import AttendanceEvent, Presence, RosterEntry
from meetings.rules import PRESENT
from minutes.record.base import Facts, Record, moment, person
from regulations import rules as law
from regulations.selectors import parameters_for

Role, Where = RosterEntry.Role, Presence.Where

GUESTS = (Role.SUBSTITUTE, Role.STANDING_INVITEE, Role.INVITEE, Role.STAFF)
Span = dict[str, Any]


def attendance_facts(record: Record) -> Facts:
    """Counts, a row per member, a row per guest, and the quorum at the opening."""
    rows = [_member(record, entry) for entry in record.of_role(Role.MEMBER)]
    voting = [row for row in rows if row["can_vote"]]
    guests = [_guest(record, entry) for entry in record.of_role(*GUESTS)]
    return {
        "total": len(voting),
        "on_site": sum(row["way"] == Where.ON_SITE for row in voting),
        "online": sum(row["way"] == Where.ONLINE for row in voting),
        "absent": sum(row["way"] == Where.ABSENT for row in voting),
        "rows": rows,
        "guests": guests,
        "quorum": _quorum(record),
    }


def spans_of(events: Iterable[AttendanceEvent]) -> list[Span]:
    """Stretches of presence `{"where", "from", "to", "lost"}` with moments as datetimes, `to` None while it lasts.

    Events come in the order they were entered. A correction reaches back: what it contradicts is cut off; put to
    "absent" means the person was entered by mistake.
    """
    spans: list[Span] = []
    for event in events:
        if event.presence == Where.ABSENT:
            spans = []
            continue
        spans = [span for span in spans if span["from"] < event.at]
        last = spans[-1] if spans else None
        if last is not None and (last["to"] is None or last["to"] > event.at):
            last["to"], last["lost"] = event.at, event.presence == Where.SUSPENDED
        if event.presence in PRESENT:
            spans.append({"where": event.presence, "from": event.at, "to": None, "lost": False})
    return spans


def where_at(spans: Iterable[Span], at: datetime) -> str:
    """Where the person was at that moment."""
    for span in spans:
        if span["from"] <= at and (span["to"] is None or span["to"] > at):
            return str(span["where"])
    return str(Where.ABSENT)


def _present(record: Record, entry: RosterEntry) -> tuple[list[Span], Facts]:
    sitting = record.sitting
    spans = spans_of(record.attendance.get(entry.pk, []))
    closed_at = sitting.closed_at
    if closed_at is not None:
        spans = [span for span in spans if span["from"] < closed_at]
    opened = sitting.opened_at
    last = spans[-1] if spans else None
    left = last["to"] if last and last["to"] and not last["lost"] else None
    facts = {
        "way": str(spans[0]["where"]) if spans else str(Where.ABSENT),
        "place": entry.online_place,
        "late": moment(spans[0]["from"]) if spans and opened and spans[0]["from"] > opened else None,
        "left": moment(left) if left and (closed_at is None or left < closed_at) else None,
        "spans": [
            {"where": str(s["where"]), "from": moment(s["from"]), "to": moment(s["to"]), "lost": s["lost"]}
            for s in spans
        ],
    }
    return spans, facts


def _member(record: Record, entry: RosterEntry) -> Facts:
    substitute = next(
        (row for row in record.of_role(Role.SUBSTITUTE) if row.substitute_for_id == entry.pk), None
    )
    return {
        **person(entry),
        "can_vote": bool(entry.seat and entry.seat.can_vote),
        **_present(record, entry)[1],
        "reason": entry.reason,
        "leave_approved": entry.leave_approved_at is not None,
        "substitute": person(substitute) if substitute else None,
    }


def _guest(record: Record, entry: RosterEntry) -> Facts:
    items = [item.number for item in record.items for row in item.invitees.all() if row.entry_id == entry.pk]
    instead = entry.substitute_for
    return {
        **person(entry),
        "role": entry.role,
        **_present(record, entry)[1],
        "items": items,
        "instead_of": person(instead) if instead else None,
    }


def _quorum(record: Record) -> Facts | None:
    """The quorum as it was when the sitting opened; None where none is asked for."""
    sitting = record.sitting
    voting = [
        row
        for row in record.of_role(Role.MEMBER)
        if row.seat and row.seat.can_vote and row.member_since is None
    ]
    if not sitting.has_vote or not voting or sitting.opened_at is None:
        return None
    there = [where_at(spans_of(record.attendance.get(row.pk, [])), sitting.opened_at) for row in voting]
    result = law.quorum(
        parameters_for(sitting.rule_set),
        total_members=len(voting),
        on_site=there.count(Where.ON_SITE),
        online=there.count(Where.ONLINE),
    )
    return {
        "present": result.present,
        "total": result.total,
        "needed": result.needed,
        "ok": result.ok,
        "sentence": result.sentence,
        "article": result.article,
    }
