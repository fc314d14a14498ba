"""A line that broke and came back: noticed by the system, told to the desk and the chair, written into the record."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.deed import by_system
from meetings import events, facts, links, selectors
from meetings.models import LostLink, Sitting
from meetings.services import base
from realtime import presence, streams
from realtime.services import announce

TOLD = (streams.SECRETARIAT, streams.CHAIR)


def look_for_broken_lines() -> None:
    """Look at every sitting that is open or in recess; called every second, and changes something only rarely."""
    running = (Sitting.State.OPEN, Sitting.State.SUSPENDED)
    for sitting in Sitting.objects.filter(state__in=running).select_related("lost_link"):
        if _may_be_news(sitting) and _is_news(sitting, *_situation(sitting)):
            _follow(sitting.pk)
    for sitting_id in LostLink.objects.exclude(sitting__state__in=running).values_list("sitting", flat=True):
        _follow(sitting_id)


def _may_be_news(sitting: Sitting) -> bool:
    """Is a line broken, or are there enough silent devices for one? Asked each second, so one count must do."""
    if lost_link_of(sitting) is not None:
        return True
    now = clock.real()
    return presence.count_heard(sitting.pk, now - links.LATELY, now - links.MISSED) >= links.FEWEST


def _situation(sitting: Sitting) -> tuple[dict[UUID, str], dict[UUID, Any]]:
    """Where each person of the roster is, and when each one's device was heard last."""
    where = {entry.person_id: facts.where_of(entry) for entry in selectors.roster(sitting)}
    return where, presence.heard_of(sitting.pk)


def _is_news(sitting: Sitting, where: dict[UUID, str], heard: dict[UUID, Any]) -> bool:
    now, lost = clock.real(), lost_link_of(sitting)
    if lost is None:
        return links.fallen_silent(where, heard, now) is not None
    return links.is_back(_persons(lost), where, heard, now, lost.side)


@transaction.atomic
def _follow(sitting_id: UUID) -> None:
    """Under the sitting's lock, look again and write down what is so: each change is told by one process only."""
    sitting = base.lock(sitting_id)
    lost = LostLink.objects.filter(sitting=sitting).first()
    where, heard = _situation(sitting)
    now = clock.real()
    if lost is not None:
        if sitting.is_over or links.is_back(_persons(lost), where, heard, now, lost.side):
            lost.delete()
            _tell(sitting, None, "link.back", side=lost.side)
        return
    silence = None if sitting.is_over else links.fallen_silent(where, heard, now)
    if silence is not None:
        names = [row.name for row in selectors.roster(sitting).filter(person_id__in=silence.persons)]
        lost = LostLink.objects.create(
            sitting=sitting,
            side=silence.side,
            since=sitting.body.now(),
            persons=[str(one) for one in silence.persons],
        )
        _tell(sitting, lost, "link.lost", side=silence.side, names=names)


def _tell(sitting: Sitting, lost: LostLink | None, verb: str, **details: Any) -> None:
    announce(events.LinkChanged(facts.link_facts(lost)), [sitting.stream(one) for one in TOLD])
    base.note(by_system(_("Hệ thống")), verb, sitting, **details)


def _persons(lost: LostLink) -> list[UUID]:
    return [UUID(one) for one in lost.persons]


def lost_link_of(sitting: Sitting) -> LostLink | None:
    """The line that is broken now, if one is."""
    return getattr(sitting, "lost_link", None)
