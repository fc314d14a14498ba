"""The roster: members from the seats of the day, and everybody who is invited."""

from collections.abc import Iterable
from copy import copy
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import selectors as people
from accounts.models import Person, Seat
from core.deed import Deed
from meetings import events, selectors
from meetings.errors import AlreadyOnRoster, NotNow, SeatNeeded, StillNeeded
from meetings.models import Presence, RosterEntry, Sitting
from meetings.services import base
from meetings.services.letters import send_letters
from meetings.services.passes import end_passes_of_entry

INVITEES_FROM = 1000
Role = RosterEntry.Role


@transaction.atomic
def fill_roster(deed: Deed, sitting: Sitting) -> Sitting:
    """Bring the members up to the seats valid on the day, by precedence: newcomers are added, names and posts
    refreshed, and those without a seat any more taken off (unless they have been seen in the sitting).

    Raises `NotNow` once the sitting is open.
    """
    sitting = base.lock(sitting.pk)
    if sitting.state not in (Sitting.State.DRAFT, Sitting.State.CALLED):
        raise NotNow(state=Sitting.State(sitting.state).label)
    seats = _one_each(people.seats_on(sitting.body, sitting.day))
    entries = list(sitting.roster.filter(removed_at=None).select_related("presence"))
    by_person = {entry.person_id: entry for entry in entries}
    added = [_member(sitting, seat) for seat in seats if seat.person_id not in by_person]
    kept = {seat.person_id: seat for seat in seats if seat.person_id in by_person}
    changed = [
        entry for entry in entries if entry.person_id in kept and _refresh(entry, kept[entry.person_id])
    ]
    seated = {seat.person_id for seat in seats}
    gone = [row for row in entries if row.role == Role.MEMBER and row.person_id not in seated]
    _insert(sitting, added)
    RosterEntry.objects.bulk_update(changed, ["seat", "role", "name", "post_title", "order"])
    _take_off(sitting, gone)
    for row in gone:
        end_passes_of_entry(deed, sitting, row)
    if added or changed or gone:
        base.sync_audiences(sitting)
        if sitting.state == Sitting.State.CALLED:
            send_letters(deed, sitting, added)
        base.tell_roster(sitting, events.RosterChanged, [row.pk for row in (*added, *changed)], removed=gone)
        told = {"added": len(added), "removed": len(gone), "members": len(seats)}
        base.note(deed, "roster.filled", sitting, **told, roll=_roll(selectors.members(sitting)))
    return sitting


@transaction.atomic
def follow_seats(deed: Deed, sitting: Sitting) -> list[RosterEntry]:
    """While a sitting is held: bring in whoever became a member since, absent until he comes, and tell everybody the
    number of members of now. Nobody is taken off: who is no member any more was one, and counts no longer.

    Does nothing before the opening (`fill_roster` is for then), nor after the end. Answers those brought in.
    """
    if sitting.opened_at is None or sitting.is_over:
        return []
    there = {row.person_id: row for row in sitting.roster.filter(removed_at=None).select_related("seat")}
    seats = _one_each(people.seats_on(sitting.body, sitting.body.today()))
    added = [_member(sitting, seat) for seat in seats if seat.person_id not in there]
    moved = [(there[seat.person_id], seat) for seat in seats if _has_moved(there.get(seat.person_id), seat)]
    if not (added or moved):
        return []
    before = [copy(entry) for entry, _seat in moved]
    for entry in (*added, *(entry for entry, _seat in moved if entry.role != Role.MEMBER)):
        entry.member_since, entry.edited_by = sitting.body.now(), deed.name
    for entry, seat in moved:
        _refresh(entry, seat)
    changed = [entry for entry, _seat in moved]
    _insert(sitting, added)
    RosterEntry.objects.bulk_update(
        changed, ["seat", "role", "name", "post_title", "order", "member_since", "edited_by"]
    )
    base.sync_audiences(sitting)
    rows = [*added, *changed]
    base.tell_roster(sitting, events.RosterChanged, [row.pk for row in rows], removed=before)
    names = [f"{row.name}, {row.post_title}" for row in rows]
    base.note(deed, "roster.followed", sitting, names=names, roll=_roll(rows))
    return rows


@transaction.atomic
def add_to_roster(
    deed: Deed, sitting: Sitting, person: Person, role: str, *, post_title: str = "", order: int | None = None
) -> RosterEntry:
    """Add somebody who is no member: standing invitee, invitee, helper, staff; invited at once if it is called.

    A second add of the same person in the same role answers with the entry there is. Raises `AlreadyOnRoster`,
    `SeatNeeded` for members and substitutes, `NotNow` when the sitting is over.
    """
    sitting = base.lock(sitting.pk)
    if sitting.is_over:
        raise NotNow(state=Sitting.State(sitting.state).label)
    if role in (Role.MEMBER, Role.SUBSTITUTE):
        raise SeatNeeded(body=sitting.body.name, field="role")
    there = sitting.roster.filter(person=person, removed_at=None).first()
    if there is not None:
        if there.role == role:
            return there
        raise AlreadyOnRoster(name=there.name, role=str(there.get_role_display()), field="person")
    entry = RosterEntry(
        sitting=sitting,
        person=person,
        role=role,
        name=person.full_name,
        post_title=post_title or people.post_title_on(person.pk, sitting.day, sitting.body) or _("Đại biểu"),
        order=next_order(sitting) if order is None else order,
        edited_by=deed.name,
    )
    _insert(sitting, [entry])
    base.sync_audiences(sitting)
    if sitting.state != Sitting.State.DRAFT:
        send_letters(deed, sitting, [entry])
    base.tell_roster(sitting, events.RosterChanged, [entry.pk])
    base.note(deed, "roster.added", sitting, name=entry.name, post=entry.post_title, role=role)
    return entry


@transaction.atomic
def remove_from_roster(deed: Deed, entry: RosterEntry, reason: str = "") -> RosterEntry:
    """Take somebody off; an invited person gets a cancellation. The row stays, for the record.

    Taking off twice changes nothing. Raises `StillNeeded` for members with a seat and for those already present.
    """
    sitting, entry = base.lock_entry(entry)
    if entry.removed_at is not None:
        return entry
    seen = entry.attendance.exists()
    if seen or (entry.role == Role.MEMBER and entry.seat and entry.seat.is_valid_on(sitting.day)):
        raise StillNeeded(
            None if seen else _("%(name)s là thành viên vào ngày họp nên không đưa ra khỏi danh sách được."),
            name=entry.name,
        )
    if entry.role == Role.SUBSTITUTE:
        raise StillNeeded(
            _("Người dự họp thay chỉ thôi dự khi thành viên đổi trả lời giấy mời. Đề nghị sửa trả lời đó."),
            name=entry.name,
        )
    if entry.invited_at is not None:
        send_letters(deed, sitting, [entry], cancelled=reason or _("Thay đổi thành phần dự họp"))
    _take_off(sitting, [entry])
    end_passes_of_entry(deed, sitting, entry)
    base.sync_audiences(sitting)
    base.tell_roster(sitting, events.RosterChanged, [], removed=[entry])
    base.note(deed, "roster.removed", sitting, name=entry.name, post=entry.post_title, reason=reason)
    return entry


def _has_moved(entry: RosterEntry | None, seat: Seat) -> bool:
    """Is the person on the roster by another seat, or by none?"""
    return entry is not None and (entry.role != Role.MEMBER or entry.seat_id != seat.pk)


def _roll(entries: Iterable[RosterEntry]) -> list[dict[str, Any]]:
    """The members as the record has to know them so that all members of any vote can be counted from it again."""
    return [
        {
            "person": str(entry.person_id),
            "seat": str(seat.pk),
            "is_head": seat.is_head,
            "can_vote": seat.can_vote,
            "is_acting": seat.is_acting,
            "until": seat.valid_to,
        }
        for entry in entries
        if (seat := entry.seat) is not None
    ]


def _one_each(seats: Iterable[Seat]) -> list[Seat]:
    """Persons are counted, not posts: of several seats of a person the first in precedence."""
    first: dict[UUID, Seat] = {}
    for seat in seats:
        first.setdefault(seat.person_id, seat)
    return list(first.values())


def next_order(sitting: Sitting) -> int:
    """Invitees stand after the members, in the order they came."""
    last = sitting.roster.aggregate(last=Max("order"))["last"] or 0
    return max(last, INVITEES_FROM) + 1


def _member(sitting: Sitting, seat: Seat) -> RosterEntry:
    return RosterEntry(
        sitting=sitting,
        person_id=seat.person_id,
        seat=seat,
        role=Role.MEMBER,
        name=seat.person.full_name,
        post_title=seat.post_title,
        order=seat.precedence,
    )


def _refresh(entry: RosterEntry, seat: Seat) -> bool:
    """Give a kept entry name, post and order of the seat; tells whether anything was different."""
    wanted = {
        "seat_id": seat.pk,
        "role": Role.MEMBER,
        "name": seat.person.full_name,
        "post_title": seat.post_title,
        "order": seat.precedence,
    }
    if all(getattr(entry, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(entry, name, value)
    return True


def _insert(sitting: Sitting, entries: list[RosterEntry]) -> None:
    RosterEntry.objects.bulk_create(entries)
    now = sitting.body.now()
    Presence.objects.bulk_create([Presence(entry=entry, since=now) for entry in entries])


def _take_off(sitting: Sitting, entries: list[RosterEntry]) -> None:
    now = sitting.body.now()
    for entry in entries:
        entry.removed_at = now
    RosterEntry.objects.bulk_update(entries, ["removed_at"])


@transaction.atomic
def let_invitees_wait(deed: Deed, sitting: Sitting, is_on: bool) -> Sitting:
    """From its opening on, invitees of items wait outside and are called in one by one; or, again, they are not.

    Raises `NotNow` when the sitting is over.
    """
    sitting = base.lock(sitting.pk)
    if sitting.is_over:
        raise NotNow(state=Sitting.State(sitting.state).label)
    if sitting.invitees_wait != is_on:
        sitting.invitees_wait = is_on
        sitting.touch(deed.name)
        sitting.save()
        base.sync_audiences(sitting)
        verb = "sitting.invitees_wait" if is_on else "sitting.invitees_come_freely"
        base.note(deed, verb, sitting)
    return sitting
