"""What the services of meetings share: the lock, telling the streams, the record, answers to repeats."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from meetings import facts, selectors
from meetings.audiences import sync_audiences
from meetings.events import RosterPatch, SittingPatch
from meetings.models import RosterEntry, Sitting
from realtime import streams
from realtime.services import announce, announce_each

__all__ = [
    "answered_before",
    "first_answer",
    "keep",
    "keep_answer",
    "lock",
    "lock_entry",
    "note",
    "streams_of",
    "sync_audiences",
    "tell_roster",
    "tell_sitting",
]


def lock(sitting_id: UUID) -> Sitting:
    """The sitting's row, locked until the transaction ends, with body and presider joined."""
    rows = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body", "presider")
    return rows.get(pk=sitting_id)


def lock_entry(entry: RosterEntry) -> tuple[Sitting, RosterEntry]:
    """The sitting locked first, then the entry read again."""
    sitting = lock(entry.sitting_id)
    fresh = RosterEntry.objects.select_related("seat", "presence", "person").get(pk=entry.pk)
    return sitting, fresh


def answered_before(deed: Deed, verb: str, args: Any) -> bool:
    """Was this very request carried out already?"""
    return first_answer(deed, verb, args) is not None


def keep(deed: Deed, verb: str, args: Any, sitting: Sitting) -> Sitting:
    """Keep the answer of a step that answers with its sitting."""
    keep_answer(deed, verb, args, {"sitting": str(sitting.pk)})
    return sitting


def streams_of(sitting: Sitting) -> list[str]:
    """All audiences, the presider's included (helpers follow only that one)."""
    return [*streams.whole_sitting(sitting.pk), sitting.stream(streams.CHAIR)]


def tell_sitting(sitting: Sitting, event: type[SittingPatch]) -> None:
    """Announce the whole block to every audience."""
    announce(event(facts.sitting_facts(sitting)), streams_of(sitting))


def tell_roster(
    sitting: Sitting,
    event: type[RosterPatch],
    entry_ids: Iterable[UUID],
    removed: Iterable[RosterEntry] = (),
) -> None:
    """Announce these entries as they are now: replies and invitees to the secretariat, seats to everybody."""
    entries = list(selectors.roster(sitting).filter(pk__in=list(entry_ids)))
    gone = list(removed)
    totals = {
        "members_total": selectors.members_total(sitting),
        "quorum": facts.quorum_facts(selectors.quorum_now(sitting)),
    }
    gone_seats: dict[str, Any] = {str(row.seat_id): None for row in gone if facts.is_seated(row)}
    gone_others: dict[str, Any] = {str(row.pk): None for row in gone if not facts.is_seated(row)}
    desk = event(
        {**gone_seats, **facts.seats_facts(entries, with_mode=True)},
        {**gone_others, **facts.invitees_facts(entries)},
        totals,
    )
    others = event({**gone_seats, **facts.seats_facts(entries, with_mode=False)}, {}, totals)
    office = sitting.stream(streams.SECRETARIAT)
    tellings: list[tuple[RosterPatch, list[str]]] = [(desk, [office])]
    if others.seats:
        tellings.append((others, [name for name in streams_of(sitting) if name != office]))
    announce_each(tellings)


def note(deed: Deed, verb: str, sitting: Sitting, **details: Any) -> None:
    """Write the deed into the sitting's own chain; the title travels along so that the sentence reads alone."""
    record(deed, verb, chain=sitting.chain, sitting=sitting.title, **details)
