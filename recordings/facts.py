"""What everybody in the room is told: that it is being recorded, since when and by whose order."""

from typing import Any

from agendas.facts import moment
from agendas.models import AgendaItem
from meetings.models import Sitting
from realtime import streams
from recordings.models import Recording


def live_of(sitting_id: Any) -> Recording | None:
    """The recording that is on (or paused) in a sitting."""
    return Recording.objects.filter(sitting=sitting_id, state__in=Recording.LIVE).first()


def recording_facts(row: Recording | None) -> dict[str, Any] | None:
    """The facts of a live recording; None without one. `begun` says that a device takes the sound."""
    if row is None or row.state not in Recording.LIVE:
        return None
    return {
        "id": str(row.pk),
        "state": row.state,
        "since": moment(row.started_at),
        "by_direction": row.by_direction,
        "begun": row.sound_from is not None,
    }


def sitting_part(stream: str) -> dict[str, Any]:
    """For every audience of the sitting; nothing while nothing is recorded."""
    told = recording_facts(live_of(streams.id_of(stream)))
    return {"recording": told} if told else {}


def item_part(stream: str) -> dict[str, Any]:
    """For the invitees of an item, while they are in the room for it."""
    rows = AgendaItem.objects.filter(pk=streams.id_of(stream), state=AgendaItem.State.CURRENT)
    sitting_id = rows.values_list("agenda__sitting", flat=True).first()
    told = recording_facts(live_of(sitting_id)) if sitting_id else None
    return {"recording": told} if told else {}


def streams_of(sitting: Sitting) -> list[str]:
    """Everybody in the room: all audiences, and the invitees of the item before the sitting."""
    names = [sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    item = AgendaItem.objects.filter(agenda__sitting=sitting, state=AgendaItem.State.CURRENT).first()
    return [*names, item.stream] if item else names
