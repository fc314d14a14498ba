"""What every change in the room does first."""

from typing import Any

from agendas.models import AgendaItem
from audit.services import record
from core.deed import Deed
from meetings.errors import NotInAttendance
from meetings.models import RosterEntry, Sitting
from realtime.services import announce
from room import facts
from room.models import RoomState, Speech

LIVE = (Sitting.State.OPEN, Sitting.State.SUSPENDED)


def open_room(sitting: Sitting) -> RoomState:
    """The room's row under lock, made at first use. It is locked after sitting, agenda and item."""
    RoomState.objects.get_or_create(sitting=sitting)
    return RoomState.objects.select_for_update(no_key=True).get(sitting=sitting)


def current_item(sitting: Sitting) -> AgendaItem | None:
    """The item before the sitting now."""
    return facts.current_item_of(sitting.pk)


def ensure_live(sitting: Sitting) -> None:
    """Raise `NotInAttendance` unless the sitting is being held; its state is read anew, under the room's lock."""
    state = Sitting.objects.values_list("state", flat=True).get(pk=sitting.pk)
    if state not in LIVE:
        raise NotInAttendance(state=Sitting.State(state).label)


def part_of(sitting: Sitting) -> int | None:
    """The internal part that is on, read anew, under the room's lock."""
    return Sitting.objects.values_list("internal_part", flat=True).get(pk=sitting.pk)


def lock_speech(speech: Speech) -> Speech:
    """A request or speech read again under the room's lock, with sitting and entry joined."""
    open_room(speech.sitting)
    return Speech.objects.select_related("sitting__body", "entry", "item").get(pk=speech.pk)


def note(deed: Deed, verb: str, sitting: Sitting, **details: Any) -> None:
    """Write the deed into the sitting's own chain."""
    chain = sitting.chain_of(part_of(sitting))
    record(deed, verb, chain=chain, sitting=str(sitting.pk), **details)


def name_of(entry: RosterEntry) -> str:
    """Persons are named by post in the room."""
    return entry.post_title or entry.name


def tell(event: type, sitting: Sitting, speeches: list[Speech], *more: Any) -> None:
    """Tell everybody in the room of these requests or speeches."""
    told = {str(speech.pk): facts.speaker_facts(speech) for speech in speeches}
    announce(event(told, *more), facts.streams_of(sitting, current_item(sitting)))
