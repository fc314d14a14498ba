"""The sound itself: pieces in order from the one device, each kept before it is acknowledged."""

import hashlib
from datetime import timedelta
from typing import Any

from django.db import transaction

from core.deed import Deed
from recordings import rules, storing
from recordings.errors import (
    ChunkDiffers,
    NothingMoreExpected,
    NotRecorded,
    NotSound,
    SoundMissing,
    TakenAfterStop,
)
from recordings.models import Recording, RecordingChunk
from recordings.services import base
from recordings.services.course import ensure_device


@transaction.atomic
def append_sound(
    deed: Deed, recording: Recording, device: str, number: int, piece: bytes, taken: timedelta
) -> dict[str, Any]:
    """Put piece `number` (from 0) behind what is there; `taken`: how long after the first sound it begins.

    A repeat gets the first answer, `{"number", "next"}`; no piece is a deed for the record. Raises `AnotherDevice`,
    `ChunkOutOfOrder` (with the number wanted), `ChunkDiffers`, `SoundTooLarge`, `NotSound`, `TakenAfterStop`,
    `NothingMoreExpected`, `SoundMissing`, `NotRecorded`.
    """
    rules.ensure_chunk_size(len(piece))
    recording = base.lock(recording)
    if not recording.device_hash:
        raise NotRecorded
    if recording.state == Recording.State.DESTROYED:
        raise NothingMoreExpected
    ensure_device(deed, recording, device)
    digest = hashlib.sha256(piece).hexdigest()
    if 0 <= number < recording.chunks:
        _ensure_same(recording, number, digest)
        return {"number": number, "next": number + 1}
    rules.ensure_next(number, recording.chunks)
    _ensure_wanted(recording, taken)
    _ensure_sound(recording, piece)
    storing.append(recording, piece)
    RecordingChunk.objects.create(recording=recording, number=number, sha256=digest)
    recording.size, recording.chunks = recording.size + len(piece), number + 1
    recording.save(update_fields=["size", "chunks", "mime"])
    return {"number": number, "next": number + 1}


@transaction.atomic
def finish_recording(deed: Deed, recording: Recording, device: str) -> dict[str, Any]:
    """The device has sent everything: from now on the sound is fixed by its hash. Answers `{"recording", "size"}`.

    Saying so again changes nothing. Raises `AnotherDevice`, `NotRecorded` while it is still on.
    """
    recording = base.lock(recording)
    ensure_device(deed, recording, device)
    if not recording.is_complete:
        if recording.state != Recording.State.ENDED:
            raise NotRecorded
        recording.is_complete = True
        recording.sha256 = storing.sha256_of(recording) if recording.size else ""
        recording.save(update_fields=["is_complete", "sha256"])
        base.note(deed, "recordings.finished", recording, size=recording.size, sha256=recording.sha256)
    return {"recording": str(recording.pk), "size": recording.size}


def _ensure_same(recording: Recording, number: int, digest: str) -> None:
    if not recording.received.filter(number=number, sha256=digest).exists():
        raise ChunkDiffers(number=number)


def _ensure_wanted(recording: Recording, taken: timedelta) -> None:
    if recording.is_complete:
        raise NothingMoreExpected
    if recording.sound_from is None:
        raise NotRecorded
    if recording.stopped_at and recording.sound_from + taken > recording.stopped_at + rules.TAIL:
        raise TakenAfterStop


def _ensure_sound(recording: Recording, piece: bytes) -> None:
    if not piece:
        raise SoundMissing
    rules.ensure_whole_size(recording.size + len(piece))
    if recording.chunks == 0:
        recording.mime = rules.media_type_of(piece)
        if not recording.mime:
            raise NotSound
