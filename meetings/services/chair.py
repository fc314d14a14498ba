"""Who presides: handed over at once, for some items, or until a moment; it comes back by itself or by one press."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core.deed import Deed, by_system
from meetings import direction, events, rules, selectors
from meetings.errors import NobodyToReturnTo, NotNow, NotOnRoster
from meetings.models import RosterEntry, Sitting
from meetings.services import base

State = Sitting.State
UNDER_WAY = (State.OPEN, State.SUSPENDED)


@transaction.atomic
def hand_over_chair(
    deed: Deed,
    sitting: Sitting,
    person: Person,
    *,
    until: datetime | None = None,
    items: Iterable[tuple[str, str]] = (),
) -> Sitting:
    """From now on another member presides: for good, `until` a moment, or for these items (`(id, number)`).

    Handed over during the sitting, everybody reads since when and to whom, until the head of the body takes it back.
    Who was given the chair for a time or for items gives on no more than that, to himself neither.
    Raises `NotOnRoster`, `NotNow` when it is over, `InThePast`.
    """
    sitting = base.lock(sitting.pk)
    if sitting.is_over:
        raise NotNow(state=State(sitting.state).label)
    entry = selectors.standing_members(sitting).filter(person=person).first()
    if entry is None:
        raise NotOnRoster
    rules.ensure_ahead(until, sitting.body.now())
    head = _head(sitting)
    limits = _own(deed, sitting, _limits(until, items))
    if head is not None and head.pk == entry.pk:
        limits = None, {}
    if sitting.presider_id != person.pk or limits != (sitting.handed_until, sitting.handed_items):
        word = direction.word_of(deed, sitting) if sitting.state in UNDER_WAY else {}
        _preside(sitting, entry, *limits)
        _finish(
            deed,
            sitting,
            "sitting.chair_handed_over",
            name=person.full_name,
            by=head.post_title if head and head.pk != entry.pk else "",
            until=limits[0],
            items=", ".join(limits[1].values()),
            **word,
        )
    return sitting


@transaction.atomic
def return_chair(deed: Deed, sitting: Sitting) -> Sitting:
    """The head of the body presides again; who does so already stays. Raises `NotNow`, `NobodyToReturnTo`."""
    sitting = base.lock(sitting.pk)
    if sitting.is_over:
        raise NotNow(state=State(sitting.state).label)
    head = _head(sitting)
    if head is None:
        raise NobodyToReturnTo
    if sitting.presider_id != head.person_id:
        is_own = deed.person_id == head.person_id
        word = {} if is_own or sitting.state not in UNDER_WAY else direction.word_of(deed, sitting)
        _preside(sitting, head, None, {})
        _finish(deed, sitting, "sitting.chair_returned", name=head.name, **word)
    return sitting


def return_chairs_due() -> None:
    """Every second: where the time of a hand-over is over, the chair comes back by itself."""
    rows = Sitting.objects.filter(state__in=UNDER_WAY, handed_until__isnull=False).select_related("body")
    for sitting in rows:
        if sitting.handed_until is not None and sitting.handed_until <= sitting.body.now():
            with transaction.atomic():
                fresh = base.lock(sitting.pk)
                if fresh.handed_until == sitting.handed_until and _head(fresh) is not None:
                    return_chair(by_system(_("Hết thời gian phân công chủ trì")), fresh)


def _head(sitting: Sitting) -> RosterEntry | None:
    return selectors.standing_members(sitting).filter(seat__is_head=True).first()


Limits = tuple[datetime | None, dict[str, str]]


def _own(deed: Deed, sitting: Sitting, wanted: Limits) -> Limits:
    """What is wanted, within what the doer himself was given if he presides."""
    if deed.person_id != sitting.presider_id:
        return wanted
    until, items = wanted
    if sitting.handed_until is not None:
        until = min(until or sitting.handed_until, sitting.handed_until)
    if sitting.handed_items:
        items = {pk: number for pk, number in items.items() if pk in sitting.handed_items}
        items = items or sitting.handed_items
    return until, items


def _limits(until: datetime | None, items: Iterable[tuple[str, str]]) -> Limits:
    return until, {str(pk): number for pk, number in items}


def _preside(sitting: Sitting, entry: RosterEntry, until: datetime | None, items: dict[str, str]) -> None:
    is_head = bool(entry.seat and entry.seat.is_head)
    same = sitting.presider_id == entry.person_id and sitting.handed_over_at is not None
    sitting.presider_id = entry.person_id
    if not same:
        sitting.handed_over_at = sitting.body.now() if sitting.state in UNDER_WAY and not is_head else None
    sitting.handed_until, sitting.handed_items = until, items


def _finish(deed: Deed, sitting: Sitting, verb: str, **details: Any) -> None:
    sitting.touch(deed.name)
    sitting.save()
    sitting.refresh_from_db(fields=["presider"])
    base.sync_audiences(sitting)
    event = events.ChairHandedOver if verb == "sitting.chair_handed_over" else events.ChairReturned
    base.tell_sitting(sitting, event)
    base.note(deed, verb, sitting, **details)
