"""Who gets a one-time pass, until when it is good, and what the desk reads of them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Sum

from core import clock
from meetings.models import OneTimePass, RosterEntry, Sitting

Kind, Role = OneTimePass.Kind, RosterEntry.Role
MOST_WRONG_PINS = 5
# A link is for those who come for one item. Who helps the presider or works for the secretariat has a tablet of his
# own: control of the sitting is lent to nobody.
FOR: dict[str, tuple[str, ...]] = {
    Kind.LINK: (Role.INVITEE,),
    Kind.SEAT: (Role.MEMBER, Role.SUBSTITUTE, Role.STANDING_INVITEE, Role.INVITEE),
}
AWAY = (RosterEntry.Mode.LEAVE, RosterEntry.Mode.SUBSTITUTED)


def midnight_of(sitting: Sitting) -> datetime:
    """The true moment the clock of the body passes midnight: of today, or of the sitting's day if that is later."""
    body = sitting.body
    last = max(body.today(), sitting.day)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.HANOI)
    return end - body.clock_offset


def next_midnight(sitting: Sitting) -> datetime:
    """The true moment at which whoever comes in now is out again."""
    body = sitting.body
    end = datetime.combine(body.today() + timedelta(days=1), time(), tzinfo=clock.HANOI)
    return end - body.clock_offset


def can_have(entry: RosterEntry, kind: str) -> bool:
    """Is this kind of pass for somebody who takes part in that quality?"""
    return kind in FOR and entry.role in FOR[kind]


def seated(sitting: Sitting) -> list[RosterEntry]:
    """Those who may sit down at a tablet of the room: who takes leave or sends somebody isn't among them."""
    rows = sitting.roster.filter(removed_at=None, role__in=FOR[Kind.SEAT]).exclude(mode__in=AWAY)
    return list(rows.select_related("person").order_by("order", "name"))


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the desk's list, with the newest pass of the kind."""

    entry: RosterEntry
    row: OneTimePass | None


def lines_of(sitting: Sitting, kind: str) -> list[Line]:
    """Everybody who may have such a pass, in the order of the roster; two queries."""
    entries = sitting.roster.filter(removed_at=None, role__in=FOR[kind]).order_by("order", "name")
    newest: dict[object, OneTimePass] = {}
    for row in OneTimePass.objects.filter(entry__sitting=sitting, kind=kind):
        newest[row.entry_id] = row
    return [Line(entry, newest.get(entry.pk)) for entry in entries]


def out_now(sitting: Sitting) -> int:
    """How many tablets of the room are out."""
    return len([line for line in lines_of(sitting, Kind.SEAT) if line.row is not None and line.row.is_out])


def counts_of(sitting_id: UUID) -> dict[str, int]:
    """How many were issued, used and ended, and wrong PINs in all; {} where none was. Any change moves a number."""
    rows = OneTimePass.objects.filter(entry__sitting=sitting_id)
    counts = rows.aggregate(
        issued=Count("pk"),
        used=Count("used_at"),
        ended=Count("ended_at"),
        wrong_pins=Sum("wrong_pins", default=0),
    )
    return counts if counts["issued"] else {}


def came_by_link() -> Exists:
    """Of rows with an `entry`: is the person in, or was, by a guest's link?"""
    return Exists(OneTimePass.objects.filter(entry=OuterRef("entry"), kind=Kind.LINK, used_at__isnull=False))
