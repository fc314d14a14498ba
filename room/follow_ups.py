"""What the room does when the agenda moves on: pages and requests belong to one item."""

from agendas.models import AgendaItem
from meetings.models import Sitting
from papers.models import Paper
from realtime.services import announce
from room import facts
from room.events import DisplaySet, FloorTold, PageShown, QueueCleared
from room.models import Display, Speech
from room.services.base import open_room
from room.services.timing import end


def item_started(item: AgendaItem) -> None:
    """No page is shown yet; the invitees of the item get the queue as it stands, everybody what was spoken on it."""
    _forget_page(item)
    sitting = item.agenda.sitting
    spoken = facts.spoken_facts(item)
    waiting = {str(row.pk): facts.speaker_facts(row) for row in facts.listed(sitting.pk)}
    announce(FloorTold(waiting, spoken), [item.stream])
    if spoken:
        announce(FloorTold({}, spoken), facts.streams_of(sitting, None))


def paper_recalled(item: AgendaItem, paper: Paper) -> None:
    """What is presented no longer is, if it was this paper."""
    state = open_room(item.agenda.sitting)
    if state.paper_id != paper.pk:
        return
    state.paper = state.paper_version = None
    state.page = 1
    state.save()
    announce(PageShown(None), facts.streams_of(item.agenda.sitting, item))


def item_ended(item: AgendaItem, was_current: bool = True) -> None:
    """The running speech is over, and who still waits waits no longer; unless it ended without its turn."""
    if not was_current:
        return
    _forget_page(item)
    sitting = item.agenda.sitting
    rows, now = facts.listed(sitting.pk), sitting.body.now()
    told = facts.spoken_facts(item)
    for row in rows:
        if row.state == Speech.State.SPEAKING:
            end(row, now)
        else:
            row.state = Speech.State.WITHDRAWN
    if rows:
        Speech.objects.bulk_update(rows, ["state", "ended_at", "paused_at", "paused_seconds"])
    if rows or told:
        cleared = QueueCleared({str(row.pk): None for row in rows}, dict.fromkeys(told))
        announce(cleared, facts.streams_of(sitting, item))


def part_ended(sitting: Sitting) -> None:
    """The speech held inside is over, and who asked inside waits no longer; what is told of it is the part's own."""
    open_room(sitting)
    rows = [row for row in facts.listed(sitting.pk) if row.internal_part == sitting.internal_part]
    for row in rows:
        if row.state == Speech.State.SPEAKING:
            row.state, row.ended_at = Speech.State.DONE, sitting.body.now()
        else:
            row.state = Speech.State.WITHDRAWN
    Speech.objects.bulk_update(rows, ["state", "ended_at"])


def _forget_page(item: AgendaItem) -> None:
    state = open_room(item.agenda.sitting)
    state.item = state.paper = state.paper_version = None
    state.page = 1
    put_on, state.display_item = state.display_item_id, None
    state.save()
    if put_on:  # what was put on by hand gives way to the course of the sitting
        announce(DisplaySet(**facts.display_facts(state)), facts.streams_of(item.agenda.sitting, None))


def rehearsal_discarded(sitting: Sitting) -> None:
    """The screens paired to a rehearsal go, and with them the users that could see nothing else."""
    users = [row.user for row in Display.objects.filter(sitting=sitting).select_related("user") if row.user]
    for user in users:
        user.delete()
