"""Bytes in storage: immutable files by their hash, and the pictures of pages."""

import shutil
from pathlib import Path
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage

from papers.intake import sha256_of
from papers.models import PaperFile


def keep_file(path: Path, *, name: str, mime: str, sha256: str = "") -> PaperFile:
    """Store the file once per content and give it a row of its own name. Safe to repeat."""
    sha256 = sha256 or sha256_of(path)
    place = f"files/{sha256[:2]}/{sha256}"
    if default_storage.exists(place) and default_storage.size(place) != path.stat().st_size:
        default_storage.delete(place)  # a process was killed while it wrote
    if not default_storage.exists(place):
        with path.open("rb") as stream:
            kept = default_storage.save(place, File(stream))
        if kept != place:  # another process stored the same bytes between the two lines above
            default_storage.delete(kept)
    return PaperFile.objects.create(
        sha256=sha256, size=path.stat().st_size, mime=mime, name=name[:150], storage_path=place
    )


def fetch(file: PaperFile, target: Path) -> Path:
    """Copy the stored bytes to `target`."""
    with default_storage.open(file.storage_path) as source, target.open("wb") as stream:
        shutil.copyfileobj(source, stream, 1024 * 1024)
    return target


def page_picture_path(version_id: UUID, size: str, number: int) -> str:
    """Where the picture of a page lies; `size` is "thumbnail" or "preview"."""
    return f"pages/{str(version_id)[:2]}/{version_id}/{size}-{number}.webp"


def keep_page_picture(version_id: UUID, size: str, number: int, path: Path | None) -> str:
    """Store a page's picture, replacing one of an earlier attempt; the place, or "" if there is none."""
    if path is None:
        return ""
    place = page_picture_path(version_id, size, number)
    if default_storage.exists(place):
        default_storage.delete(place)
    with path.open("rb") as stream:
        return default_storage.save(place, File(stream))
