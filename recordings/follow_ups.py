"""What recording does when the sitting moves on: it stops at the edges, and the course leaves its marks."""

from functools import partial
from typing import Any

from django.db import transaction

from agendas.models import AgendaItem
from meetings.models import Sitting
from realtime.services import announce
from recordings import facts, services, storing
from recordings.events import ItemTold
from recordings.models import CourseMark, Recording
from room.models import Speech
from room.services.base import name_of

Kind, Stopped = CourseMark.Kind, Recording.Stopped


def sitting_suspended(sitting: Sitting) -> None:
    """Nothing is recorded in a recess."""
    services.stop_at(sitting, Stopped.SUSPENDED)


def sitting_closed(sitting: Sitting) -> None:
    """The sitting is over, and so is its recording."""
    services.stop_at(sitting, Stopped.CLOSED)


def part_starts(sitting: Sitting) -> None:
    """What is said inside is recorded only if it is ordered anew inside."""
    services.stop_at(sitting, Stopped.INTERNAL)


def part_ends(sitting: Sitting) -> None:
    """What was recorded inside ends with the part."""
    services.stop_at(sitting, Stopped.INTERNAL, tell=False)


def item_started(item: AgendaItem) -> None:
    """A mark; and its invitees, now in the room, learn that it is recorded."""
    sitting = item.agenda.sitting
    services.mark(sitting, Kind.ITEM_STARTED, item)
    told = facts.recording_facts(facts.live_of(sitting.pk))
    if told:
        announce(ItemTold(told), [item.stream])


def item_ended(item: AgendaItem, was_current: bool = True) -> None:
    """A mark; its invitees hear no more of the room."""
    if not was_current:
        return
    sitting = item.agenda.sitting
    services.mark(sitting, Kind.ITEM_ENDED, item)
    if facts.live_of(sitting.pk):
        announce(ItemTold(None), [item.stream])


def poll_opened(poll: Any) -> None:
    """A mark. The poll is of a floor this one doesn't import: only its sitting and item are read."""
    services.mark(poll.sitting, Kind.VOTE_OPENED, poll.item)


def speaker_called(speech: Speech) -> None:
    """A mark under the name the room knows the speaker by."""
    services.mark(speech.sitting, Kind.SPEAKER, speech.item, name_of(speech.entry))


def rehearsal_discarded(sitting: Sitting) -> None:
    """Of a rehearsal no sound stays; its rows go with all others."""
    for row in Recording.objects.filter(sitting=sitting):
        transaction.on_commit(partial(storing.remove, row.storage_path))
