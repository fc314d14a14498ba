"""Positions before the sitting and the block that follows from them: reads and facts.

Silence is never agreement: an item of the block on which members said nothing is in it only because nobody
objected, and says so; the block is voted.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from agendas import lines
from agendas.facts import moment
from agendas.models import Agenda, AgendaItem, AgendaLine, ItemPosition, ItemRecusal
from core import clock
from meetings.models import RosterEntry, Sitting
from realtime import streams

Kind, State = ItemPosition.Kind, AgendaItem.State
# A person's own document holds the positions of about two sittings.
OWN_FOR = timedelta(days=60)


def standing(agenda_id: UUID | None, item_ids: Iterable[UUID | str] | None = None) -> QuerySet[ItemPosition]:
    """The positions that stand, with the members behind them."""
    rows = ItemPosition.objects.filter(item__agenda=agenda_id, replaced_at=None).exclude(kind=Kind.WITHDRAWN)
    if item_ids is not None:
        rows = rows.filter(item__in=list(item_ids))
    return rows.select_related("entry").order_by("entry__order", "entry__name")


def block_of(agenda: Agenda) -> list[AgendaItem]:
    """The items decided together, in order: nobody objects, none is apart, none has had its turn."""
    objections = ItemPosition.objects.filter(item=OuterRef("pk"), replaced_at=None, kind=Kind.OBJECTION)
    rows = AgendaItem.objects.filter(
        agenda=agenda,
        kind=AgendaItem.Kind.DECISION,
        state=State.WAITING,
        published_at__isnull=False,
        started_at=None,
        apart_at=None,
    )
    if not agenda.sitting.has_vote:
        return []
    return list(rows.filter(~Exists(objections)).order_by("order"))


def is_in_block(item: AgendaItem) -> bool:
    """Is it one of `block_of`, as things stand?"""
    return any(one.pk == item.pk for one in block_of(item.agenda))


def position_facts(row: ItemPosition) -> dict[str, Any] | None:
    """One position with who states it; None for one that was taken back."""
    if row.kind == Kind.WITHDRAWN:
        return None
    return {
        "post": row.entry.post_title,
        "name": row.entry.name,
        "person": str(row.entry.person_id),
        **own_facts(row),
    }


def own_facts(row: ItemPosition) -> dict[str, Any]:
    """A position as its own member sees it."""
    return {
        "kind": row.kind,
        "reason": row.reason or None,
        "at": moment(row.stated_at),
        "number": row.number,
    }


def apart_facts(item: AgendaItem) -> dict[str, Any] | None:
    """Since when and why it is discussed by itself."""
    if item.apart_at is None:
        return None
    return {"at": moment(item.apart_at), "reason": item.apart_reason or None}


def item_part(item: AgendaItem, stated: dict[str, Any]) -> dict[str, Any]:
    """What a document says of one item: `{item: {"stated": {roster entry: facts or null}, "apart"}}`."""
    return {str(item.pk): {"stated": stated, "apart": apart_facts(item)}}


def changed_part(item: AgendaItem, stated: dict[str, Any]) -> dict[str, Any]:
    """As `item_part` for an event; an item of which nothing is left to say is told as null."""
    if item.apart_at is None and not standing(item.agenda_id, [item.pk]).exists():
        return {str(item.pk): None}
    return item_part(item, stated)


def positions_part(agenda: Agenda) -> dict[str, Any]:
    """`{item: {...}}` of every item somebody stated a position on, or that is apart."""
    stated: dict[UUID, dict[str, Any]] = {}
    for row in standing(agenda.pk):
        stated.setdefault(row.item_id, {})[str(row.entry_id)] = position_facts(row)
    told: dict[str, Any] = {}
    for item in agenda.items.all():
        if item.pk in stated or item.apart_at is not None:
            told |= item_part(item, stated.get(item.pk, {}))
    return told


def lines_part(agenda: Agenda, audience: str, *, item: AgendaItem | None = None) -> dict[str, Any]:
    """The lines an audience of the sitting may read, of one item if asked."""
    rows = AgendaLine.objects.filter(agenda=agenda).select_related("item")
    if item is not None:
        rows = rows.filter(item=item)
    return lines.told(rows, audience, agenda.sitting)


def own_part(person_id: UUID | str) -> dict[str, Any]:
    """The person's own positions of late, for the person's document."""
    rows = ItemPosition.objects.filter(
        entry__person=UUID(str(person_id)), replaced_at=None, created_at__gte=clock.real() - OWN_FOR
    ).exclude(kind=Kind.WITHDRAWN)
    return {str(row.item_id): own_facts(row) for row in rows}


def streams_of(sitting: Sitting) -> list[str]:
    """Where positions are told at this moment of the sitting."""
    audiences = (streams.CHAIR, streams.SECRETARIAT, streams.MEMBERS)
    return [sitting.stream(one) for one in audiences if lines.sees_positions(one, sitting)]


def asked_of(agenda: Agenda) -> list[AgendaItem]:
    """The items on which every member is asked for a position: decisions whose turn hasn't come."""
    rows = agenda.items.filter(
        kind=AgendaItem.Kind.DECISION, state=State.WAITING, published_at__isnull=False, started_at=None
    )
    return list(rows.order_by("order"))


def members_of(agenda: Agenda) -> list[RosterEntry]:
    """The members of the roster, by precedence."""
    rows = agenda.sitting.roster.filter(role=RosterEntry.Role.MEMBER, removed_at=None)
    return list(rows.order_by("order", "name"))


def missing(
    agenda: Agenda, items: Iterable[AgendaItem] | None = None, *, only: RosterEntry | None = None
) -> dict[UUID, list[AgendaItem]]:
    """`{roster entry: items}` each member (or `only` one) said nothing of yet; those he keeps out of are left out."""
    asked = list(asked_of(agenda) if items is None else items)
    said = set(standing(agenda.pk, [item.pk for item in asked]).values_list("item_id", "entry_id")) | set(
        ItemRecusal.objects.filter(item__in=asked).values_list("item_id", "entry_id")
    )
    waits = {
        entry.pk: [item for item in asked if (item.pk, entry.pk) not in said]
        for entry in ([only] if only else members_of(agenda))
    }
    return {entry: lacking for entry, lacking in waits.items() if lacking}


def counts(rows: Iterable[ItemPosition]) -> Counter[str]:
    """How many of each kind."""
    return Counter(row.kind for row in rows)
