"""Invitees outside: who of a sitting waits to be called in, for which item, and how far the sitting is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from agendas.models import AgendaItem, ItemInvitee, ItemPaper
from meetings.models import Sitting
from meetings.passes import came_by_link
from realtime import streams

LIVE = (Sitting.State.OPEN, Sitting.State.SUSPENDED)
OVER = (AgendaItem.State.ENDED, AgendaItem.State.WITHDRAWN)


def shut_out() -> Q:
    """Of invitees: whom a sitting that calls them in one by one doesn't let in now, and guests whose item is over."""
    live = Q(item__agenda__sitting__state__in=LIVE)
    calls = Q(item__agenda__sitting__invitees_wait=True) & (Q(called_in_at=None) | Q(item__state__in=OVER))
    return live & (calls | (Q(item__state__in=OVER) & Q(came_by_link())))


def waiting_of(sitting: Sitting) -> QuerySet[ItemInvitee]:
    """Those who wait for an item still to be dealt with, in the order of the items."""
    if not (sitting.invitees_wait and sitting.state in LIVE):
        return ItemInvitee.objects.none()
    rows = ItemInvitee.objects.filter(
        item__agenda__sitting=sitting,
        item__published_at__isnull=False,
        entry__removed_at=None,
        called_in_at=None,
    ).exclude(item__state__in=OVER)
    return rows.select_related("item", "entry").order_by("item__order", "entry__order")


def waiting_persons(sitting: Sitting) -> set[UUID]:
    """The persons who wait and are in for no other item now."""
    waiting = set(waiting_of(sitting).values_list("entry__person_id", flat=True))
    inside = ItemInvitee.objects.filter(item__agenda__sitting=sitting, called_in_at__isnull=False)
    return waiting - set(inside.exclude(item__state__in=OVER).values_list("entry__person_id", flat=True))


def progress_part(stream: str) -> dict[str, Any]:
    """For those who wait: the number of the item before the sitting, of how many; never a title."""
    items = AgendaItem.objects.filter(agenda__sitting_id=streams.id_of(stream), published_at__isnull=False)
    items = items.filter(agenda__sitting__internal_part=None)
    now = items.filter(state=AgendaItem.State.CURRENT).values_list("number", flat=True).first()
    return {"progress": progress_facts(now, items.count())} if items.exists() else {}


def progress_facts(number: str | None, count: int) -> dict[str, Any]:
    """Without a number nothing is before the sitting."""
    return {"items": count, **({"item": number} if number else {})}


def own_items(user: Any, sitting: Sitting) -> list[AgendaItem]:
    """The items the user is invited to and that are still to be dealt with."""
    person_id = getattr(user, "person_id", None)
    if person_id is None:
        return []
    rows = AgendaItem.objects.filter(
        agenda__sitting=sitting,
        published_at__isnull=False,
        invitees__entry__person_id=person_id,
        invitees__entry__removed_at=None,
    ).exclude(state__in=OVER)
    return list(rows.order_by("order"))


def is_through(user: Any, sitting: Sitting) -> bool:
    """Was the user invited to items of the sitting, and are all of them over?"""
    person_id = getattr(user, "person_id", None)
    if person_id is None:
        return False
    rows = ItemInvitee.objects.filter(
        item__agenda__sitting=sitting, entry__person_id=person_id, entry__removed_at=None
    )
    return rows.exists() and not rows.exclude(item__state__in=OVER).exists()


def is_item_of(item_id: str, within: str) -> bool:
    """Is the item on the sitting's agenda?"""
    return AgendaItem.objects.filter(pk=item_id, agenda__sitting_id=within).exists()


def is_paper_of(paper_id: str, within: str) -> bool:
    """Is the paper laid for an item of the sitting?"""
    return ItemPaper.objects.filter(paper_id=paper_id, item__agenda__sitting_id=within).exists()


def is_version_of(version_id: str, within: str) -> bool:
    """Is it a version of a paper laid for an item of the sitting? Whether it may be read is asked as of everybody."""
    return ItemPaper.objects.filter(paper__versions__pk=version_id, item__agenda__sitting_id=within).exists()


def of_items_of(part: dict[str, Any], within: str) -> dict[str, Any]:
    """Of what is kept by item, that of the sitting's items."""
    rows = AgendaItem.objects.filter(pk__in=list(part), agenda__sitting_id=within)
    return _of(part, rows.values_list("pk", flat=True))


def of_papers_of(part: dict[str, Any], within: str) -> dict[str, Any]:
    """Of what is kept by paper, that of the papers laid for the sitting's items."""
    rows = ItemPaper.objects.filter(paper__in=list(part), item__agenda__sitting_id=within)
    return _of(part, rows.values_list("paper_id", flat=True))


def _of(part: dict[str, Any], ids: Iterable[UUID]) -> dict[str, Any]:
    wanted = {str(pk) for pk in ids}
    return {name: value for name, value in part.items() if name in wanted}
