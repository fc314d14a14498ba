"""What agendas does when a lower app has taken a step."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agendas import facts, granting, lines, positions
from agendas.events import ItemsChanged, PositionsOpened, ProgressTold, SittingTold
from agendas.models import Agenda, AgendaItem, ItemPaper
from agendas.services.positions import drop_positions_of_the_removed
from agendas.telling import tell_items
from core.deed import by_system
from core.errors import NotFound
from meetings import services as meetings
from meetings.audiences import sync_audiences
from meetings.errors import NobodyToReturnTo
from meetings.models import Sitting
from meetings.passes import came_by_link
from papers.models import PaperVersion
from realtime import streams
from realtime.services import announce


def tell_invitees(sitting: Sitting, *_more: Any) -> None:
    """The course of the sitting goes to the invitees of its items, who follow nothing else of it."""
    invited = AgendaItem.objects.filter(
        agenda__sitting=sitting, published_at__isnull=False, invitees__isnull=False
    )
    names = [streams.item(pk) for pk in invited.values_list("pk", flat=True).distinct()]
    announce(SittingTold(facts.course_of(sitting)), names)


def let_out_invitees(item: AgendaItem, *_more: Any) -> None:
    """An item ended or was opened again: where invitees are called in one by one, theirs ends and begins with it.

    A guest's, who came by a link, in every sitting.
    """
    if item.agenda.sitting.invitees_wait or item.invitees.filter(came_by_link()).exists():
        sync_audiences(item.agenda.sitting)


def tell_those_outside(item: AgendaItem, *_more: Any) -> None:
    """How far the sitting is, for those who wait; nothing of it while part of the sitting is internal."""
    sitting = item.agenda.sitting
    if not sitting.invitees_wait or sitting.internal_part is not None:
        return
    items = AgendaItem.objects.filter(agenda=item.agenda_id, published_at__isnull=False)
    now = items.filter(state=AgendaItem.State.CURRENT).values_list("number", flat=True).first()
    announce(ProgressTold(items=items.count(), item=now), [streams.waiting(sitting.pk)])


def invitees_follow(sitting: Sitting, *_more: Any) -> None:
    """The sitting opened: from now on invitees are in only when called, where it was chosen so."""
    if sitting.invitees_wait:
        sync_audiences(sitting)


def item_streams(sitting: Sitting) -> list[str]:
    """The streams of the sitting's items, on which its course is told to their invitees."""
    items = AgendaItem.objects.filter(agenda__sitting=sitting, published_at__isnull=False)
    return [streams.item(pk) for pk in items.values_list("pk", flat=True)]


def follow_roster(sitting: Sitting, *_more: Any) -> None:
    """Who was taken off the roster leaves the audiences of items too; a sitting called off has none."""
    granting.admit_invitees(AgendaItem.objects.filter(agenda__sitting=sitting, published_at__isnull=False))

    if agenda := Agenda.objects.filter(sitting=sitting).first():
        agenda.sitting = sitting
        drop_positions_of_the_removed(agenda)


def open_positions(sitting: Sitting, *_more: Any) -> None:
    """The sitting opened: its members see what was stated before, and what became of the block."""
    agenda = Agenda.objects.filter(sitting=sitting).first()
    if agenda is None:
        return
    agenda.sitting = sitting
    said = positions.lines_part(agenda, streams.MEMBERS)
    told = PositionsOpened(
        positions.positions_part(agenda),
        {pk: one for pk, one in said.items() if one["kind"] in lines.OF_THE_BLOCK},
    )
    announce(told, [sitting.stream(streams.MEMBERS)])


def version_ready(version: PaperVersion, *_more: Any) -> None:
    """A paper can be read now: pages and reading time appear wherever this version is laid."""
    rows = ItemPaper.objects.filter(paper=version.paper_id).select_related("item__agenda")
    for row in rows:
        if row.version_id in (None, version.pk):
            tell_items(ItemsChanged, row.item.agenda, [row.item_id])


def item_to_mark(user: Any, item_id: UUID) -> AgendaItem:
    """An item the user may write a private note on. Raises `NotFound`."""
    item = AgendaItem.objects.visible_to(user).filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def give_chair_back(item: AgendaItem, *_more: Any) -> None:
    """The last of the items somebody else presided over is over: the chair comes back by itself."""
    sitting = Sitting.objects.select_related("body").get(agenda__items=item)
    if str(item.pk) not in sitting.handed_items:
        return
    over = (AgendaItem.State.ENDED, AgendaItem.State.WITHDRAWN)
    left = AgendaItem.objects.filter(pk__in=list(sitting.handed_items)).exclude(state__in=over)
    if left.exclude(pk=item.pk).exists():
        return
    # No head on the roster any more: the item ends all the same, and who presides stays.
    with suppress(NobodyToReturnTo):
        meetings.return_chair(by_system(_("Hết nội dung được phân công chủ trì")), sitting)
