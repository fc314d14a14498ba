"""Decisions about sound, computed from plain values."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings

from core import clock
from recordings.errors import ChunkOutOfOrder, SoundTooLarge
from recordings.models import Recording

KIB, MIB = 1024, 1024 * 1024
# A device hears of the stop over the network; what it took until then is the recording's tail.
TAIL = timedelta(seconds=2)
# First bytes -> media type. EBML (Matroska/WebM), Ogg, MP3 with ID3 tag or frame sync, RIFF/WAVE, ISO base media (M4A).
EBML, OGG, ID3, RIFF = b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"RIFF"
EXTENSIONS = {
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/mp4": "m4a",
}


def media_type_of(head: bytes) -> str:
    """The media type told by the first bytes; "" for anything that isn't sound of a kind we take."""
    if head.startswith(EBML):
        return "audio/webm"
    if head.startswith(OGG):
        return "audio/ogg"
    if head.startswith(RIFF) and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp" and head[8:11] in (b"M4A", b"mp4", b"iso", b"M4B"):
        return "audio/mp4"
    if head.startswith(ID3) or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"  # ID3, or the frame sync of MPEG audio, layer III
    return ""


def hash_of_device(token: str) -> str:
    """How a device's secret is stored: it is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def ensure_chunk_size(size: int) -> None:
    """Raises `SoundTooLarge` (setting `RECORDING_CHUNK_KIB`)."""
    if size > settings.RECORDING_CHUNK_KIB * KIB:
        raise SoundTooLarge(limit=f"{settings.RECORDING_CHUNK_KIB} KiB")


def ensure_whole_size(size: int) -> None:
    """Raises `SoundTooLarge` (setting `RECORDING_LIMIT_MIB`)."""
    if size > settings.RECORDING_LIMIT_MIB * MIB:
        raise SoundTooLarge(limit=f"{settings.RECORDING_LIMIT_MIB} MiB")


def ensure_next(number: int, expected: int) -> None:
    """Raises `ChunkOutOfOrder` with the number that is wanted."""
    if number != expected:
        raise ChunkOutOfOrder(next=expected)


def offset_of(at: datetime, sound_from: datetime, pauses: Iterable[list[str | None]]) -> int:
    """Whole seconds into the sound at which something that happened at `at` is heard; pauses took no sound."""
    passed = (at - sound_from).total_seconds()
    for begun, ended in pauses:
        start = datetime.fromisoformat(str(begun))
        if start < at:
            end = min(datetime.fromisoformat(ended), at) if ended else at
            passed -= max(0.0, (end - max(start, sound_from)).total_seconds())
    return max(0, int(passed))


def is_within(start: datetime, end: datetime, begun: datetime, ended: datetime | None) -> bool:
    """Does a stretch of time lie wholly in another (open-ended while `ended` is None)?"""
    return begun <= start and (ended is None or end <= ended)


def overlaps(start: datetime, end: datetime, begun: datetime, ended: datetime | None) -> bool:
    """Have two stretches of time a moment in common?"""
    return start < (ended or end + TAIL) and begun < end


def kept_until(recording: Recording) -> date | None:
    """The last day it is kept by `RECORDING_KEEP_DAYS`, counted from the day it stopped; None: for good."""
    if not settings.RECORDING_KEEP_DAYS or recording.stopped_at is None:
        return None
    return clock.local_day(recording.stopped_at) + timedelta(days=settings.RECORDING_KEEP_DAYS)


def destroyed_after(recording: Recording, today: date) -> date:
    """The last day it can still be heard: the readers have `RECORDING_WARN_DAYS` from the warning in any case."""
    warned = (recording.warned_on or today) + timedelta(days=settings.RECORDING_WARN_DAYS)
    return max(kept_until(recording) or warned, warned)
