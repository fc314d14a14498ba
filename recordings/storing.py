"""Bytes of sound: appended where the row says the end is, so a process that died while it wrote leaves no trace."""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import default_storage

from recordings.models import Recording


def place_of(recording: Recording) -> Path:
    """The file of a recording on this installation's own disk (sound is appended, which object stores can't)."""
    return Path(default_storage.path(recording.storage_path))


def append(recording: Recording, piece: bytes) -> None:
    """Write a piece behind the `size` bytes the row counts, and wait until the disk has it."""
    place = place_of(recording)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as stream:  # opened above without O_TRUNC: what is there stays
        stream.truncate(recording.size)
        stream.seek(recording.size)
        stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def take_in(recording: Recording, path: Path) -> None:
    """Put a whole file in place."""
    place = place_of(recording)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(path, place)
    place.chmod(0o600)


def sha256_of(recording: Recording) -> str:
    """SHA-256 of the stored bytes, in hex."""
    with place_of(recording).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def remove(storage_path: str) -> None:
    """The bytes are gone; safe to repeat."""
    with suppress(FileNotFoundError):
        Path(default_storage.path(storage_path)).unlink()
