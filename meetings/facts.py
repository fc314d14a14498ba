"""What a stream's document says of a sitting: plain facts, built in one way for events and for snapshots.

A value that is None means "not there": in an event it removes the name, and a snapshot leaves it out.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from accounts.selectors import post_title_on
from meetings import selectors
from meetings.models import InternalPart, LostLink, Presence, RosterEntry, Sitting
from regulations.rules import QuorumResult

Facts = dict[str, Any]


def sitting_facts(sitting: Sitting) -> Facts:
    """The whole "sitting" block."""
    quorum = selectors.quorum_now(sitting)
    return {
        "id": str(sitting.pk),
        "title": sitting.title,
        "short_title": sitting.short_title or None,
        "kind": sitting.kind,
        "state": sitting.state,
        "starts_at": moment(sitting.starts_at),
        "place": sitting.place,
        "presider": presider_facts(sitting),
        "opened_at": moment(sitting.opened_at),
        "closed_at": moment(sitting.closed_at),
        "continues_at": moment(sitting.continues_at),
        "handed_over": handed_over_facts(sitting),
        "has_vote": sitting.has_vote,
        "is_rehearsal": sitting.is_rehearsal,
        "rule_set": sitting.rule_set,
        "members_total": selectors.members_total(sitting),
        "quorum": quorum_facts(quorum),
    }


def presider_facts(sitting: Sitting) -> Facts:
    """Who presides, named by post."""
    entry = sitting.roster.filter(person_id=sitting.presider_id, removed_at=None).first()
    post = entry.post_title if entry else post_title_on(sitting.presider_id, sitting.day, sitting.body)
    return {"person": str(sitting.presider_id), "name": sitting.presider.full_name, "post": post}


def handed_over_facts(sitting: Sitting) -> Facts | None:
    """Since when the one who presides does so by assignment, and the post; None while the head of the body does."""
    if sitting.handed_over_at is None:
        return None
    return {
        "at": moment(sitting.handed_over_at),
        "post": presider_facts(sitting)["post"],
        "until": moment(sitting.handed_until),
        "items": ", ".join(sitting.handed_items.values()) or None,
    }


def quorum_facts(quorum: QuorumResult | None) -> Facts | None:
    """Numbers and the fixed sentences in both languages; None where no quorum is asked for."""
    if quorum is None:
        return None
    return {
        "present": quorum.present,
        "total": quorum.total,
        "needed": quorum.needed,
        "ok": quorum.ok,
        "sentence": quorum.sentence,
        "sentence_en": quorum.sentence_en,
    }


def seats_facts(entries: Iterable[RosterEntry], with_mode: bool) -> Facts:
    """The "seats" block, keyed by seat; `with_mode` adds the reply (for the secretariat only)."""
    return {str(entry.seat_id): seat_facts(entry, with_mode) for entry in entries if is_seated(entry)}


def is_seated(entry: RosterEntry) -> bool:
    """Does the entry stand for a seat of the body (a member, not a substitute)?"""
    return entry.role == RosterEntry.Role.MEMBER and entry.seat_id is not None


def seat_facts(entry: RosterEntry, with_mode: bool) -> Facts:
    """One seat; the entry comes with `seat` and `presence` joined."""
    facts = {
        "id": str(entry.seat_id),
        "entry": str(entry.pk),
        "person": str(entry.person_id),
        "order": entry.order,
        "name": entry.name,
        "post": entry.post_title,
        "short": entry.seat.short_title if entry.seat and entry.seat.short_title else entry.post_title,
        "presence": where_of(entry),
    }
    return {**facts, "mode": entry.mode} if with_mode else facts


def invitees_facts(entries: Iterable[RosterEntry]) -> Facts:
    """The "invitees" block of the desk: everybody on the roster who holds no seat, keyed by entry."""
    return {str(entry.pk): invitee_facts(entry) for entry in entries if not is_seated(entry)}


def invitee_facts(entry: RosterEntry) -> Facts:
    """One person without a seat: substitute, invitee, helper or staff."""
    return {
        "id": str(entry.pk),
        "person": str(entry.person_id),
        "order": entry.order,
        "name": entry.name,
        "post": entry.post_title,
        "role": entry.role,
        "presence": where_of(entry),
        "mode": entry.mode,
        "instead_of": str(entry.substitute_for_id) if entry.substitute_for_id else None,
    }


def where_of(entry: RosterEntry) -> str:
    """Where the person is; absent until an attendance event says otherwise."""
    try:
        return entry.presence.where
    except Presence.DoesNotExist:
        return Presence.Where.ABSENT


def internal_facts(part: InternalPart | None) -> Facts | None:
    """The internal part that is on, for those who are in it; None while there is none."""
    if part is None:
        return None
    return {
        "number": part.number,
        "since": moment(part.started_at),
        "item": str(part.item_id) if part.item_id else None,
        "persons": [str(row.person_id) for row in part.persons.all()],
    }


def neutral_facts(sitting: Sitting) -> Facts:
    """All the wall knows of a sitting that is internal now: which sitting it is, and nothing that may change."""
    return {
        "sitting": {
            "id": str(sitting.pk),
            "title": sitting.title,
            "short_title": sitting.short_title or None,
            "state": Sitting.State.OPEN.value,
            "is_rehearsal": sitting.is_rehearsal,
        },
        "internal": {"is_on": True},
    }


def waiting_facts(sitting: Sitting) -> Facts:
    """What those outside are told: which sitting they wait for."""
    return {"id": str(sitting.pk), "title": sitting.title, "is_internal": sitting.internal_part is not None}


def link_facts(lost: LostLink | None) -> Facts | None:
    """Which side fell silent, since when, and who; None while all is well."""
    if lost is None:
        return None
    return {"side": lost.side, "since": moment(lost.since), "persons": lost.persons}


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, the same before and after the database."""
    return at.astimezone(UTC).isoformat() if at else None


def without_nulls(facts: Any) -> Any:
    """The same facts with everything that is not there left out, as merging a patch leaves it."""
    if not isinstance(facts, dict):
        return facts
    return {name: without_nulls(value) for name, value in facts.items() if value is not None}
