"""Announcing changes of items to each audience in its own words, under one set of stream locks."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from agendas import facts, lines
from agendas.events import _ItemsTold
from agendas.models import Agenda, AgendaItem, AgendaLine
from realtime import streams
from realtime.services import announce_each

Telling = tuple[Any, list[str]]


def tell_items(
    event: type[_ItemsTold],
    agenda: Agenda,
    ids: Iterable[UUID | str],
    *,
    gone: Iterable[UUID | str] = (),
    papers_gone: dict[str, list[str]] | None = None,
    with_agenda: bool = False,
    room: dict[str, Any] | None = None,
    clears_item_room: bool = False,
    is_new: bool = False,
    said: Sequence[AgendaLine] = (),
) -> None:
    """Tell the facts of the items `ids` to whoever may see them.

    `gone` items and `papers_gone` (item id -> paper ids) are told as null; `room` goes to the whole sitting,
    and to the invitees of the item it names, unless `clears_item_room` takes the room away from them.
    Items that are new to their invitees (`is_new`) come with the course of the sitting. `said` are lines
    for all who read the quiet list; of an item also for its own invitees.
    """
    items = facts.items_of(agenda.pk, ids)
    tellings: list[Telling] = []
    for audience in facts.TOLD_TO:
        told = _told(items, audience, gone, papers_gone)
        if told or with_agenda or room is not None:
            part = facts.agenda_facts(agenda, audience) if with_agenda else None
            words = lines.told(said, audience, agenda.sitting)
            payload = event(items=told, agenda=part, room=room, lines=words)
            tellings.append((payload, [streams.sitting(agenda.sitting_id, audience)]))
    for item in items:
        if item.published_at is not None:
            own = _told([item], facts.ITEM, (), papers_gone)
            payload = event(
                items=own,
                agenda=facts.agenda_facts(agenda, facts.ITEM) if with_agenda else None,
                room=None if clears_item_room else room,
                clears_room=clears_item_room,
                sitting=facts.course_of(agenda.sitting) if is_new else None,
                lines=lines.told(lines.of(said, item), facts.ITEM, agenda.sitting),
            )
            tellings.append((payload, [item.stream]))
    announce_each(_same_together(tellings))


def _told(
    items: list[AgendaItem],
    audience: str,
    gone: Iterable[UUID | str],
    papers_gone: dict[str, list[str]] | None,
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for item in items:
        if (item_facts := facts.item_facts(item, audience)) is not None:
            if "papers" in item_facts:
                for paper in (papers_gone or {}).get(str(item.pk), []):
                    item_facts["papers"].setdefault(paper, None)
            told[str(item.pk)] = item_facts
    # What was never published was never told to anybody but the desk.
    if audience == streams.SECRETARIAT:
        told |= {str(one): None for one in gone}
    return told


def _same_together(tellings: list[Telling]) -> list[Telling]:
    """Members and observers read the same: one body for both."""
    merged: list[Telling] = []
    for payload, names in tellings:
        for other, its_names in merged:
            if other == payload:
                its_names.extend(names)
                break
        else:
            merged.append((payload, list(names)))
    return merged
