"""Conference points: a place with its persons, one sign-in, and a line that is watched."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.deed import Deed, by_system
from core.text import clean_line
from meetings import services as meetings
from meetings.models import RosterEntry, Sitting
from realtime.services import announce
from room import facts
from room.errors import PointNameMissing, PointNameTaken
from room.events import PointLinkChanged, PointsTold
from room.models import ConferencePoint, PointPerson
from room.point_facts import TOLD_LINKS, link_facts, point_facts
from room.services.base import note, open_room
from room.services.displays import unpair_display

Link = ConferencePoint.Link


@transaction.atomic
def add_point(
    deed: Deed, sitting: Sitting, name: str, entry_ids: Iterable[UUID | str] = ()
) -> ConferencePoint:
    """A place from which persons of the roster take part. Raises `PointNameMissing`, `PointNameTaken`."""
    open_room(sitting)
    plain = clean_line(name)[:120]
    if not plain:
        raise PointNameMissing(field="name")
    if ConferencePoint.objects.filter(sitting=sitting, name=plain).exists():
        raise PointNameTaken(field="name")
    last = ConferencePoint.objects.filter(sitting=sitting).aggregate(last=Max("order"))["last"] or 0
    point = ConferencePoint.objects.create(sitting=sitting, name=plain, order=last + 1)
    _seat(point, entry_ids)
    _tell_links(sitting, {str(point.pk): link_facts(point)})
    note(deed, "room.point_added", sitting, point=plain, names=_names(point))
    return point


@transaction.atomic
def seat_at_point(deed: Deed, point: ConferencePoint, entry_ids: Iterable[UUID | str]) -> ConferencePoint:
    """These persons of the roster, and no others, sit at this place; who sat at another one moves here."""
    open_room(point.sitting)
    _seat(point, entry_ids)
    note(deed, "room.point_seated", point.sitting, point=point.name, names=_names(point))
    return point


@transaction.atomic
def remove_point(deed: Deed, point: ConferencePoint) -> None:
    """Take a place away; its device is signed out, what its persons said stays."""
    open_room(point.sitting)
    if (device := getattr(point, "device", None)) is not None:
        unpair_display(deed, device)
    gone, sitting, name = str(point.pk), point.sitting, point.name
    point.delete()
    announce(PointsTold({gone: None}), facts.streams_of(sitting, None))
    _tell_links(sitting, {gone: None})
    note(deed, "room.point_removed", sitting, point=name)


@transaction.atomic
def check_in_point(deed: Deed, point: ConferencePoint) -> dict[str, Any]:
    """The device of the place is there: told to desk and chair. Doing it again changes nothing."""
    open_room(point.sitting)
    point = ConferencePoint.objects.select_related("sitting__body").get(pk=point.pk)
    if point.link != Link.ON:
        _set_link(deed, point, Link.ON)
    return {"point": str(point.pk), "link": point.link}


@transaction.atomic
def change_point_link(point_id: UUID | str, _persons: Iterable[UUID], is_present: bool) -> None:
    """The device of a place fell silent or was heard again: those who sit there are suspended or restored with it."""
    point = ConferencePoint.objects.filter(pk=point_id).select_related("sitting__body").first()
    if point is None or point.sitting.is_over:
        return
    wanted = Link.ON if is_present else Link.LOST
    persons = _persons_of(point)
    meetings.connection_changed(point.sitting_id, persons, is_present)
    open_room(point.sitting)
    if point.link != wanted:
        _set_link(by_system(_("Hệ thống")), point, wanted)


def keep_those_at_points(sitting_id: UUID | str, person_ids: Iterable[UUID], is_present: bool) -> None:
    """Somebody's own tablet fell silent, but the place he sits at is still connected: he is still there."""
    rows = PointPerson.objects.filter(
        point__sitting_id=UUID(str(sitting_id)), point__link=Link.ON, entry__person__in=list(person_ids)
    )
    if not is_present and (still := list(rows.values_list("entry__person_id", flat=True))):
        meetings.connection_changed(sitting_id, still, True)


def _seat(point: ConferencePoint, entry_ids: Iterable[UUID | str]) -> None:
    wanted = list(
        RosterEntry.objects.filter(sitting=point.sitting_id, removed_at=None, pk__in=list(entry_ids))
    )
    before = set(PointPerson.objects.filter(point=point).values_list("entry_id", flat=True))
    moved = PointPerson.objects.filter(entry__in=wanted).exclude(point=point).select_related("point")
    left: dict[UUID, tuple[ConferencePoint, list[UUID]]] = {row.point_id: (row.point, []) for row in moved}
    for row in moved:
        left[row.point_id][1].append(row.entry_id)
    PointPerson.objects.filter(point=point).delete()
    PointPerson.objects.filter(entry__in=wanted).delete()
    PointPerson.objects.bulk_create([PointPerson(entry=entry, point=point) for entry in wanted])
    gone = before - {entry.pk for entry in wanted}
    told = {str(point.pk): _with_gone(point, gone)}
    told |= {str(pk): _with_gone(other, ids) for pk, (other, ids) in left.items()}
    announce(PointsTold(told), facts.streams_of(point.sitting, None))


def _with_gone(point: ConferencePoint, gone: Iterable[UUID]) -> dict[str, Any]:
    told = point_facts(point)
    return {**told, "persons": {**{str(pk): None for pk in gone}, **told["persons"]}}


def _set_link(deed: Deed, point: ConferencePoint, link: str) -> None:
    point.link, point.link_since = link, point.sitting.body.now()
    point.save(update_fields=["link", "link_since"])
    _tell_links(point.sitting, {str(point.pk): link_facts(point)})
    verb = "room.point_connected" if link == Link.ON else "room.point_lost"
    note(deed, verb, point.sitting, point=point.name)


def _tell_links(sitting: Sitting, links: dict[str, Any]) -> None:
    announce(PointLinkChanged(links), [sitting.stream(audience) for audience in TOLD_LINKS])


def _persons_of(point: ConferencePoint) -> list[UUID]:
    return list(PointPerson.objects.filter(point=point).values_list("entry__person_id", flat=True))


def _names(point: ConferencePoint) -> list[str]:
    rows = PointPerson.objects.filter(point=point).order_by("entry__order")
    return [post or name for name, post in rows.values_list("entry__name", "entry__post_title")]
