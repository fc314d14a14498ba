"""The sound is destroyed with a reason; that there was a recording, and why it is gone, stays."""

from django.db import transaction

from core.deed import Deed
from core.text import clean_line
from recordings import storing
from recordings.errors import ReasonMissing, StillRecorded
from recordings.models import Recording
from recordings.services import base


@transaction.atomic
def destroy_recording(deed: Deed, recording: Recording, reason: str) -> None:
    """Delete the bytes for good, and what the device might still send; destroying again changes nothing.

    Raises `StillRecorded`, `ReasonMissing`.
    """
    recording = base.lock(recording)
    if recording.state == Recording.State.DESTROYED:
        return
    if recording.state in Recording.LIVE:
        raise StillRecorded
    plain = clean_line(reason)[:300]
    if not plain:
        raise ReasonMissing(field="reason")
    recording.state, recording.destroyed_reason = Recording.State.DESTROYED, plain
    recording.destroyed_at, recording.destroyed_by = recording.sitting.body.now(), deed.name[:200]
    recording.is_complete, size, recording.size = True, recording.size, 0
    recording.save()
    recording.received.all().delete()
    place = recording.storage_path
    transaction.on_commit(lambda: storing.remove(place))
    base.note(deed, "recordings.destroyed", recording, reason=plain, size=size, sha256=recording.sha256)
