"""Fetch and authorise in one call. Who neither hears a recording nor conducts its sitting finds nothing."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from core.errors import NotAllowed, NotFound
from meetings.access import can_conduct
from meetings.inner import parts_of
from meetings.models import Sitting
from recordings.models import Recording, RecordingReader


def get_sitting_to_listen(user: Any, sitting_id: UUID | str) -> tuple[Sitting, bool]:
    """A sitting with something for this user on its page of sound, and whether the user runs it. Raises `NotFound`."""
    try:
        sitting = Sitting.objects.select_related("body", "presider").filter(pk=sitting_id).first()
    except (ValidationError, ValueError):
        sitting = None
    if sitting is None:
        raise NotFound
    if may_run(user, sitting):
        return sitting, True
    if hears_of(user, sitting):
        return sitting, False
    raise NotFound


def get_sitting_to_record(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting whose recording the user may order: who presides and who conducts. Raises `NotFound`, `NotAllowed`."""
    sitting, runs = get_sitting_to_listen(user, sitting_id)
    if not runs:
        raise NotAllowed
    return sitting


def get_recording_to_run(user: Any, recording_id: UUID | str) -> Recording:
    """A recording to stop, to bring sound to, to give readers or destroy. Raises `NotFound`, `NotAllowed`.

    Of an internal part: by those named for it alone.
    """
    recording = _fetch(recording_id)
    if recording is not None:
        if may_run(user, recording.sitting) and is_told_of(user, recording):
            return recording
        if hears(user, recording):
            raise NotAllowed
    raise NotFound


def get_recording_to_hear(user: Any, recording_id: UUID | str) -> Recording:
    """A recording with sound that the user is a reader of. Raises `NotFound`."""
    recording = _fetch(recording_id)
    if recording is None or not recording.is_audible:
        raise NotFound
    if not getattr(user, "is_active", False) or not hears(user, recording):
        raise NotFound
    return recording


def get_reader_to_forbid(user: Any, reader_id: UUID | str) -> RecordingReader:
    """A right to listen that the user may take back. Raises `NotFound`, `NotAllowed`."""
    reader = RecordingReader.objects.select_related("recording").filter(pk=reader_id).first()
    if reader is None:
        raise NotFound
    get_recording_to_run(user, reader.recording_id)
    return reader


def may_run(user: Any, sitting: Sitting) -> bool:
    """Does the user preside or conduct, and see the sitting (who waits outside doesn't)?"""
    return Sitting.objects.visible_to(user).filter(pk=sitting.pk).exists() and can_conduct(user, sitting)


def hears(user: Any, recording: Recording) -> bool:
    """Is the user one of its readers?"""
    rows = Recording.objects.audible_to(user, recording.sitting.body.today())
    return rows.filter(pk=recording.pk).exists()


def hears_of(user: Any, sitting: Sitting) -> bool:
    """Is the user a reader of anything recorded in this sitting?"""
    return Recording.objects.audible_to(user, sitting.body.today()).filter(sitting=sitting).exists()


def is_told_of(user: Any, recording: Recording) -> bool:
    """Sound of an internal part isn't there for those who weren't named for it."""
    part = recording.internal_part
    return part is None or (recording.sitting_id, part) in parts_of(user)


def recordings_for(user: Any, sitting: Sitting, *, runs: bool) -> list[Recording]:
    """What the page shows: to readers theirs; to who runs the sitting all but those of internal parts of others."""
    rows = Recording.objects.filter(sitting=sitting).select_related("sitting__body")
    if not runs:
        rows = rows.audible_to(user, sitting.body.today())
    return [row for row in rows if is_told_of(user, row)]


def _fetch(recording_id: UUID | str) -> Recording | None:
    try:
        rows = Recording.objects.select_related("sitting__body", "sitting__presider")
        return rows.filter(pk=recording_id).first()
    except (ValidationError, ValueError):
        return None
