"""What every change of a recording does first and last."""

from typing import Any

from accounts import selectors as people
from accounts.access import Role
from audit.services import record
from core.deed import Deed
from meetings.inner import named_for
from meetings.models import Sitting
from realtime.services import announce
from recordings import facts
from recordings.errors import NotRecorded
from recordings.events import _RecordingTold
from recordings.models import Recording, RecordingReader


def lock(recording: Recording) -> Recording:
    """The recording's row, locked until the transaction ends, with sitting and body joined."""
    rows = Recording.objects.select_for_update(of=("self",), no_key=True).select_related("sitting__body")
    return rows.get(pk=recording.pk)


def lock_live(sitting: Sitting) -> Recording | None:
    """The live recording of a sitting, locked; the caller holds the sitting's or the room's row."""
    row = facts.live_of(sitting.pk)
    return lock(row) if row else None


def ensure_live(recording: Recording | None) -> Recording:
    """Raise `NotRecorded` without a recording that is on or paused."""
    if recording is None or recording.state not in Recording.LIVE:
        raise NotRecorded
    return recording


def next_number(sitting: Sitting) -> int:
    """Recordings of a sitting are numbered as they begin; the number of a destroyed one is used up."""
    return sitting.recordings.count() + 1


def tell(event: type[_RecordingTold], recording: Recording) -> None:
    """Tell everybody in the room."""
    announce(event(facts.recording_facts(recording)), facts.streams_of(recording.sitting))


def note(deed: Deed, verb: str, recording: Recording, **details: Any) -> None:
    """Write the deed into the chain of the sitting, or of the internal part the sound belongs to."""
    sitting = recording.sitting
    chain = sitting.chain_of(recording.internal_part)
    record(deed, verb, chain=chain, sitting=str(sitting.pk), number=recording.number, **details)


def answer_of(recording: Recording) -> dict[str, Any]:
    """What the steps answer."""
    return {"recording": str(recording.pk), "state": recording.state}


def let_usual_readers_in(deed: Deed, recording: Recording) -> None:
    """Who hears it unless the presider says otherwise: the presider and those who write the minutes.

    Of an internal part those named for it, and nobody else.
    """
    sitting = recording.sitting
    if recording.internal_part is not None:
        persons = named_for(sitting, recording.internal_part)
    else:
        writers = people.people_with_role(sitting.body, (Role.MINUTES,), sitting.body.today())
        persons = {sitting.presider_id} | writers
    now = sitting.body.now()
    RecordingReader.objects.bulk_create(
        [
            RecordingReader(recording=recording, person_id=person, given_by=deed.name[:200], given_at=now)
            for person in sorted(persons, key=str)
        ],
        ignore_conflicts=True,
    )
