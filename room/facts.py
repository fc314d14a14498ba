"""The room's part of what an audience sees, the same in snapshots and in events."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q

from agendas.facts import moment
from agendas.models import AgendaItem
from meetings.models import Sitting
from realtime import streams
from room import rules
from room.models import DeskFunction, RoomState, Speech

LISTED = (Speech.State.WAITING, Speech.State.SPEAKING)


def current_item_of(sitting_id: Any) -> AgendaItem | None:
    """The item before the sitting now."""
    return AgendaItem.objects.filter(agenda__sitting=sitting_id, state=AgendaItem.State.CURRENT).first()


def paper_facts(state: RoomState | None, item: AgendaItem | None) -> dict[str, Any] | None:
    """The page shown, while the item it was shown for is before the sitting."""
    if state is None or item is None or state.paper_id is None or state.item_id != item.pk:
        return None
    return {
        "paper_id": str(state.paper_id),
        "version_id": str(state.paper_version_id) if state.paper_version_id else None,
        "page": state.page,
    }


def speaker_facts(speech: Speech) -> dict[str, Any] | None:
    """One on the list; None once it is over. The entry comes joined."""
    if speech.state not in LISTED:
        return None
    return {
        "id": str(speech.pk),
        "order": speech.order,
        "entry": str(speech.entry_id),
        "person": str(speech.entry.person_id),
        "name": speech.entry.name,
        "post": speech.entry.post_title,
        "point": speech.entry.at_point.point.name if hasattr(speech.entry, "at_point") else None,
        "on_behalf_of": speech.on_behalf_of or None,
        "kind": speech.kind,
        "state": speech.state,
        "asked_at": moment(speech.asked_at),
        "started_at": moment(speech.started_at),
        "seconds_allowed": speech.seconds_allowed,
        "paused_at": moment(speech.paused_at),
        "paused_seconds": speech.paused_seconds,
    }


def spoken_facts(item: AgendaItem | None, entry_id: Any = None) -> dict[str, Any]:
    """How often and how long each has spoken on an item (or one of them), by entry of the roster."""
    if item is None:
        return {}
    rows = Speech.objects.filter(item=item, state=Speech.State.DONE).select_related("entry")
    # Those of an internal part count only as long as the part is on.
    rows = rows.filter(Q(internal_part=None) | Q(internal_part=F("sitting__internal_part")))
    if entry_id is not None:
        rows = rows.filter(entry=entry_id)
    told: dict[str, Any] = {}
    for row in rows.order_by("started_at"):
        one = told.setdefault(
            str(row.entry_id),
            {"name": row.entry.name, "post": row.entry.post_title, "times": 0, "seconds": 0},
        )
        one["times"] += 1
        one["seconds"] += rules.spoken_seconds(row.started_at, row.ended_at, row.paused_seconds)
    return told


def display_facts(state: RoomState | None) -> dict[str, Any]:
    """What the wall shows; the item, if nobody chose."""
    if state is None:
        return {"mode": "item", "message": None, "item": None}
    item = str(state.display_item_id) if state.display_item_id else None
    return {"mode": state.display_mode, "message": state.display_message or None, "item": item}


def listed(sitting_id: Any) -> list[Speech]:
    """Who speaks and who waits, in order."""
    rows = Speech.objects.filter(sitting=sitting_id, state__in=LISTED)
    return list(rows.select_related("entry__at_point__point").order_by("order"))


def sitting_part(stream: str) -> dict[str, Any]:
    """The whole room, for an audience of the sitting."""
    sitting_id = streams.id_of(stream)
    state = RoomState.objects.filter(sitting_id=sitting_id).first()
    item = current_item_of(sitting_id)
    return {
        "room": {
            "item": str(item.pk) if item else None,
            "paper": paper_facts(state, item),
            "speakers": {str(speech.pk): speaker_facts(speech) for speech in listed(sitting_id)},
            "spoken": spoken_facts(item),
            "display": display_facts(state),
        }
    }


def function_facts(row: DeskFunction) -> dict[str, Any]:
    """Who holds a function of the desk, and since when."""
    return {"holder": row.holder_id, "name": row.name, "since": moment(row.since)}


def desk_part(stream: str) -> dict[str, Any]:
    """Who holds which function, for the desk alone; a function nobody holds isn't there."""
    rows = DeskFunction.objects.filter(sitting_id=UUID(streams.id_of(stream)))
    return {"desk": {row.function: function_facts(row) for row in rows}}


def item_part(stream: str) -> dict[str, Any]:
    """The room for the invitees of an item: only while their item is before the sitting."""
    rows = AgendaItem.objects.filter(pk=streams.id_of(stream), state=AgendaItem.State.CURRENT)
    item = rows.select_related("agenda").first()
    if item is None:
        return {}
    sitting_id = item.agenda.sitting_id
    state = RoomState.objects.filter(sitting=sitting_id).first()
    speakers = {str(speech.pk): speaker_facts(speech) for speech in listed(sitting_id)}
    return {
        "room": {
            "item": str(item.pk),
            "paper": paper_facts(state, item),
            "speakers": speakers,
            "spoken": spoken_facts(item),
        }
    }


def streams_of(sitting: Sitting, item: AgendaItem | None) -> list[str]:
    """Who is told of speakers and pages: the whole sitting, and the invitees of the present item."""
    names = [sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    return [*names, item.stream] if item else names
