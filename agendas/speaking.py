"""Who prepares whose words on an item, and what the principal's devices are told of them."""

from typing import Any
from uuid import UUID

from accounts.models import Mandate
from accounts.selectors import mandates_of
from agendas.access import get_item
from agendas.errors import NobodyToSpeakFor
from agendas.facts import speaking_note_facts
from agendas.models import AgendaItem, SpeakingNote
from meetings.access import get_sitting
from meetings.models import RosterEntry, Sitting
from realtime import streams


def principals_in(user: Any, sitting: Sitting) -> dict[UUID, tuple[RosterEntry, Mandate]]:
    """`{person id: (place on the roster, mandate)}` of those the user may prepare for in this sitting today."""
    held = {row.principal_id: row for row in mandates_of(user, sitting.body, Mandate.Scope.PREPARE)}
    rows = sitting.roster.filter(removed_at=None, person_id__in=held).order_by("order", "name")
    return {row.person_id: (row, held[row.person_id]) for row in rows}


def get_sitting_to_prepare(
    user: Any, sitting_id: UUID | str
) -> tuple[Sitting, dict[UUID, tuple[RosterEntry, Mandate]]]:
    """A sitting the user sees and prepares somebody for. Raises `NotFound`, `NobodyToSpeakFor`."""
    sitting = get_sitting(user, sitting_id)
    found = principals_in(user, sitting)
    if not found:
        raise NobodyToSpeakFor
    return sitting, found


def get_item_to_prepare(
    user: Any, item_id: UUID | str, principal_id: str = ""
) -> tuple[AgendaItem, RosterEntry, Mandate]:
    """An item the user sees, and for whom the note is; the first principal unless one is named.

    Raises `NotFound`, `NobodyToSpeakFor`.
    """
    item = get_item(user, item_id)
    _sitting, found = get_sitting_to_prepare(user, item.agenda.sitting_id)
    by_name = {str(person): row for person, row in found.items()}
    chosen = by_name.get(principal_id) if principal_id else next(iter(found.values()))
    if chosen is None:
        raise NobodyToSpeakFor
    return item, *chosen


def items_to_prepare(
    user: Any, sitting: Sitting, entry: RosterEntry
) -> list[tuple[AgendaItem, SpeakingNote | None]]:
    """The items the user sees and the principal takes part in, each with its note."""
    rows = AgendaItem.objects.visible_to(user).filter(agenda__sitting=sitting, paper_copies_only=False)
    rows = rows.exclude(state=AgendaItem.State.WITHDRAWN).exclude(recusals__entry=entry).order_by("order")
    notes = {
        note.item_id: note
        for note in SpeakingNote.objects.filter(item__agenda__sitting=sitting, principal=entry.person_id)
    }
    return [(item, notes.get(item.pk)) for item in rows]


def person_part(stream: str) -> dict[str, Any]:
    """What was prepared for a person, for that person's own devices."""
    rows = list(SpeakingNote.objects.filter(principal=UUID(streams.id_of(stream))))
    told = {str(row.item_id): speaking_note_facts(row) for row in rows if row.text}
    return {"speaking_notes": told if rows else None}
