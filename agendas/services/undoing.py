"""How each kind of change is taken back. Called under the agenda's lock by `undo_change`."""

from typing import Any
from uuid import UUID

from agendas import rules
from agendas.errors import NothingToUndo
from agendas.models import Agenda, AgendaChange, AgendaItem, ChairScript, ItemInvitee, ItemPaper, ItemRecusal
from agendas.services.locking import renumber
from core.deed import Deed
from meetings.models import RosterEntry
from papers.models import Paper

Undone = tuple[list[UUID], list[UUID]]


def undo(deed: Deed, agenda: Agenda, change: AgendaChange) -> Undone:
    """The items to tell anew and those that are gone. Raises `NothingToUndo` if the item was touched since."""
    if change.kind == AgendaChange.Kind.REMOVED:
        return _bring_back(deed, agenda, change)
    item = agenda.items.filter(pk=change.item_id_then).first()
    if item is None or item.version != change.item_version:
        raise NothingToUndo
    if change.kind == AgendaChange.Kind.ADDED:
        item.delete()
        return renumber(agenda), [change.item_id_then]
    if change.kind == AgendaChange.Kind.MOVED:
        return _move_back(agenda, item, change.before["place"]), []
    for name, value in change.before.items():
        setattr(item, name, value)
    item.touch(deed.name)
    item.save()
    return [item.pk], []


def _move_back(agenda: Agenda, item: AgendaItem, place: int) -> list[UUID]:
    order = [str(pk) for pk in agenda.items.order_by("order").values_list("pk", flat=True)]
    return renumber(agenda, [UUID(pk) for pk in rules.moved(order, str(item.pk), place)])


def _bring_back(deed: Deed, agenda: Agenda, change: AgendaChange) -> Undone:
    kept: dict[str, Any] = change.before
    last = agenda.items.order_by("-order").values_list("order", flat=True).first() or 0
    item = AgendaItem.objects.create(
        id=change.item_id_then,
        agenda=agenda,
        order=last + rules.SPACING,
        version=change.item_version + 1,
        edited_by=deed.name[:200],
        **kept["item"],
    )
    # What disappeared meanwhile (a paper withdrawn, a person off the roster) doesn't come back with the item.
    papers = set(Paper.objects.filter(pk__in=[row[0] for row in kept["papers"]]).values_list("pk", flat=True))
    ItemPaper.objects.bulk_create(
        [
            ItemPaper(item=item, paper_id=pk, order=order, is_late=late, late_reason=reason)
            for pk, order, late, reason in kept["papers"]
            if UUID(pk) in papers
        ]
    )
    wanted = [*kept["invitees"], *(row[0] for row in kept["recusals"])]
    entries = set(RosterEntry.objects.filter(pk__in=wanted, removed_at=None).values_list("pk", flat=True))
    ItemInvitee.objects.bulk_create(
        [ItemInvitee(item=item, entry_id=pk) for pk in kept["invitees"] if UUID(pk) in entries]
    )
    ItemRecusal.objects.bulk_create(
        [
            ItemRecusal(item=item, entry_id=pk, reason=reason)
            for pk, reason in kept["recusals"]
            if UUID(pk) in entries
        ]
    )
    if kept["script"]:
        ChairScript.objects.create(item=item, **kept["script"])
    changed = _move_back(agenda, item, kept["place"])
    return [*{*changed, item.pk}], []
