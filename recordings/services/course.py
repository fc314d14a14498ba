"""The course of a recording: ordered, begun at the desk's device, paused, continued, stopped."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from core.deed import Deed, by_system
from core.idempotency import first_answer, keep_answer
from meetings import direction
from meetings.models import Sitting
from recordings import facts, rules
from recordings.errors import AnotherDevice, RecordedAlready, SittingNotOpen
from recordings.events import (
    RecordingBegun,
    RecordingContinued,
    RecordingOrdered,
    RecordingPaused,
    RecordingStopped,
)
from recordings.models import Recording
from recordings.services import base
from room.services import open_room

State = Recording.State
# Of the time between the first sound and the word of it; a longer one means a wrong clock.
LONGEST_DELAY = timedelta(minutes=10)


@transaction.atomic
def order_recording(deed: Deed, sitting: Sitting) -> dict[str, Any]:
    """Record the sitting from now on. An order of anybody but the presider is marked "theo chỉ đạo của người chủ trì".

    Inside an internal part it is a recording of that part. Answers `{"recording", "state"}`.
    Raises `SittingNotOpen`, `RecordedAlready`.
    """
    open_room(sitting)
    sitting = Sitting.objects.select_related("body", "presider").get(pk=sitting.pk)
    args = {"sitting": str(sitting.pk)}
    if (first := first_answer(deed, "recordings.order_recording", args)) is not None:
        return first
    if sitting.state != Sitting.State.OPEN:
        raise SittingNotOpen
    if facts.live_of(sitting.pk) is not None:
        raise RecordedAlready
    made = Recording.objects.create(
        sitting=sitting,
        number=base.next_number(sitting),
        internal_part=sitting.internal_part,
        ordered_by=deed.name[:200],
        by_direction=direction.how_of(deed, sitting) == direction.INSTRUCTED,
        started_at=sitting.body.now(),
    )
    base.tell(RecordingOrdered, made)
    base.note(deed, "recordings.ordered", made, **direction.word_of(deed, sitting))
    return keep_answer(deed, "recordings.order_recording", args, base.answer_of(made))


@transaction.atomic
def begin_recording(deed: Deed, recording: Recording, device: str, ago: timedelta) -> dict[str, Any]:
    """The desk's device takes the sound, since `ago` (at most ten minutes, never before the order).

    From now on this device alone brings it; saying so again changes nothing. Answers `{"recording", "next"}`.
    Raises `NotRecorded`, `AnotherDevice`.
    """
    recording = base.lock(recording)
    if recording.device_hash:
        ensure_device(deed, recording, device)
        return {"recording": str(recording.pk), "next": recording.chunks}
    base.ensure_live(recording)
    since = recording.sitting.body.now() - min(max(ago, timedelta()), LONGEST_DELAY)
    recording.device_hash, recording.device_user_id = rules.hash_of_device(device), deed.actor_id
    recording.sound_from = max(since, recording.started_at)
    recording.save(update_fields=["device_hash", "device_user", "sound_from"])
    base.tell(RecordingBegun, recording)
    base.note(deed, "recordings.begun", recording)
    return {"recording": str(recording.pk), "next": 0}


@transaction.atomic
def pause_recording(deed: Deed, recording: Recording) -> dict[str, Any]:
    """Take no sound for a while; pausing again changes nothing. Raises `NotRecorded`."""
    recording = base.lock(recording)
    args = {"recording": str(recording.pk)}
    if (first := first_answer(deed, "recordings.pause_recording", args)) is not None:
        return first
    base.ensure_live(recording)
    if recording.state == State.RECORDING:
        recording.state = State.PAUSED
        recording.pauses = [*recording.pauses, [recording.sitting.body.now().isoformat(), None]]
        recording.save(update_fields=["state", "pauses"])
        base.tell(RecordingPaused, recording)
        base.note(deed, "recordings.paused", recording)
    return keep_answer(deed, "recordings.pause_recording", args, base.answer_of(recording))


@transaction.atomic
def continue_recording(deed: Deed, recording: Recording) -> dict[str, Any]:
    """Take sound again after a pause. Raises `NotRecorded`."""
    recording = base.lock(recording)
    args = {"recording": str(recording.pk)}
    if (first := first_answer(deed, "recordings.continue_recording", args)) is not None:
        return first
    base.ensure_live(recording)
    if recording.state == State.PAUSED:
        recording.state = State.RECORDING
        _end_pause(recording, recording.sitting.body.now())
        recording.save(update_fields=["state", "pauses"])
        base.tell(RecordingContinued, recording)
        base.note(deed, "recordings.continued", recording)
    return keep_answer(deed, "recordings.continue_recording", args, base.answer_of(recording))


@transaction.atomic
def stop_recording(deed: Deed, recording: Recording) -> dict[str, Any]:
    """End it; what the device still holds of the time before may follow. One that stopped stays stopped.

    Raises `NotRecorded` of a destroyed one.
    """
    recording = base.lock(recording)
    args = {"recording": str(recording.pk)}
    if (first := first_answer(deed, "recordings.stop_recording", args)) is not None:
        return first
    if recording.state != State.ENDED:
        base.ensure_live(recording)
        _stop(deed, recording, Recording.Stopped.PRESSED)
        base.tell(RecordingStopped, recording)
    return keep_answer(deed, "recordings.stop_recording", args, base.answer_of(recording))


def stop_at(sitting: Sitting, because: str, *, tell: bool = True) -> None:
    """The course of the sitting ends its recording: a recess, the edge of an internal part, the closing.

    Runs inside the transaction of that step. At the end of an internal part nothing is told (`tell`): what the
    part's streams say then is made of two snapshots.
    """
    recording = base.lock_live(sitting)
    if recording is None:
        return
    _stop(by_system("Ghi âm dừng theo tiến trình phiên họp"), recording, because)
    if tell:
        base.tell(RecordingStopped, recording)


def _stop(deed: Deed, recording: Recording, because: str) -> None:
    now = recording.sitting.body.now()
    recording.state, recording.stopped_at, recording.stopped_because = State.ENDED, now, because
    _end_pause(recording, now)
    recording.is_complete = not recording.device_hash  # no device ever began: nothing will come
    recording.save()
    base.let_usual_readers_in(deed, recording)
    base.note(deed, "recordings.stopped", recording, because=because)


def _end_pause(recording: Recording, now: datetime) -> None:
    recording.pauses = [[begun, ended or now.isoformat()] for begun, ended in recording.pauses]


def ensure_device(deed: Deed, recording: Recording, device: str) -> None:
    """Raise `AnotherDevice` unless it is the browser, and the person, that began it."""
    if recording.device_hash != rules.hash_of_device(device) or recording.device_user_id != deed.actor_id:
        raise AnotherDevice
