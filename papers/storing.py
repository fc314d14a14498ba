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
    return PaperFile.objects.create(
        sha256=sha256,
        size=path.stat().st_size,
        mime=mime,
        name=name[:150],
        storage_path=place(path, sha256),
    )


def place(path: Path, sha256: str) -> str:
    """Put the bytes where files with this hash lie, if they aren't there yet; the place. Safe to repeat."""
    target = f"files/{sha256[:2]}/{sha256}"
    if default_storage.exists(target) and default_storage.size(target) != path.stat().st_size:
        default_storage.delete(target)  # a process was killed while it wrote
    if not default_storage.exists(target):
        with path.open("rb") as stream:
            kept = default_storage.save(target, File(stream))
        if kept != target:  # another process stored the same bytes between the two lines above
            default_storage.delete(kept)
    return target


def forget_folder(folder: str) -> None:
    """Delete the objects that lie directly in a folder, and the folder where storage has such a thing."""
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def fetch(file: PaperFile, target: Path) -> Path:
    """Copy the stored bytes to `target`."""
    return fetch_from(file.storage_path, target)


def fetch_from(place: str, target: Path) -> Path:
    """Copy what lies at a place of storage to `target`."""
    with default_storage.open(place) as source, target.open("wb") as stream:
        shutil.copyfileobj(source, stream, 1024 * 1024)
    return target


def page_picture_path(version_id: UUID, size: str, number: int) -> str:
    """Where the picture of a page lies; `size` is "thumbnail" or "preview". WebP or PNG: the bytes say which."""
    return f"pages/{str(version_id)[:2]}/{version_id}/{size}-{number}.webp"


def page_words_path(version_id: UUID, number: int) -> str:
    """Where the words of a page lie that was recognised, or is cut in tiles: a PDF of one page without pictures."""
    return f"pages/{str(version_id)[:2]}/{version_id}/words-{number}.pdf"


def keep_page_words(version_id: UUID, number: int, path: Path) -> str:
    """Store a page's words, replacing those of an earlier attempt; the place."""
    return _keep_anew(page_words_path(version_id, number), path)


def keep_page_pictures(version_id: UUID, number: int, thumbnail: Path | None, preview: Path | None) -> str:
    """Store both pictures of a page, replacing those of an earlier attempt, and remove the files; the place of the
    small one, or "" if there are none.
    """
    if thumbnail is None or preview is None:
        return ""
    _keep_anew(page_picture_path(version_id, "preview", number), preview)
    place = _keep_anew(page_picture_path(version_id, "thumbnail", number), thumbnail)
    for path in (thumbnail, preview):
        path.unlink(missing_ok=True)
    return place


def tile_path(version_id: UUID, number: int, name: str) -> str:
    """Where a tile of a huge page lies, by its name (`papers.tiles`)."""
    return f"{tile_folder(version_id, number)}/{name}"


def tile_folder(version_id: UUID, number: int) -> str:
    """Where the tiles of a page lie."""
    return f"pages/{str(version_id)[:2]}/{version_id}/tiles-{number}"


def keep_tiles(version_id: UUID, number: int, tiles: dict[str, Path]) -> None:
    """Store tiles of a page, replacing those of an earlier attempt, and remove the files."""
    for name, path in tiles.items():
        _keep_anew(tile_path(version_id, number, name), path)
        path.unlink(missing_ok=True)


def _keep_anew(place: str, path: Path) -> str:
    if default_storage.exists(place):
        default_storage.delete(place)
    with path.open("rb") as stream:
        return default_storage.save(place, File(stream))
