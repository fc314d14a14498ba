"""Files in an object store that speaks S3, read by ranges: nobody downloads a gigabyte to show one page of it."""

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage

PIECE = 1024 * 1024
ON_DISK = "recordings/"


class ObjectFiles(S3Storage):
    """django-storages over S3, private, under the names it is given; opened for reading it reads by ranges."""

    default_acl = None
    querystring_auth = True
    file_overwrite = False

    def get_default_settings(self) -> dict[str, Any]:
        """As the library's, but private, and never overwriting: a name taken gets another."""
        return {**super().get_default_settings(), "file_overwrite": False, "default_acl": None}

    def path(self, name: str) -> str:
        """Of sound alone, which is appended to and so stays on the installation's own disk."""
        if not name.startswith(ON_DISK):
            return super().path(name)
        return str(Path(settings.MEDIA_ROOT) / name)

    def _open(self, name: str, mode: str = "rb") -> File:
        if name.startswith(ON_DISK):
            return File(Path(self.path(name)).open(mode), name)
        if mode != "rb":
            return super()._open(name, mode)
        try:
            size = self.size(name)
        except Exception as missing:
            raise FileNotFoundError(name) from missing
        return File(io.BufferedReader(Ranged(self, name, size), PIECE), name)


class Ranged(io.RawIOBase):
    """An object as a file one can seek in; each read is one request for a range."""

    def __init__(self, storage: ObjectFiles, name: str, size: int) -> None:
        self.object = storage.bucket.Object(storage._normalize_name(storage_name(name)))
        self.length, self.at = size, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes, without a request."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; the next read asks for it."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.length}[whence]
        self.at = max(0, base + offset)
        return self.at

    def tell(self) -> int:
        """The place."""
        return self.at

    def readinto(self, buffer: Any) -> int:
        """The next bytes, at most as many as fit."""
        end = min(self.at + len(buffer), self.length)
        if end <= self.at:
            return 0
        data = self.object.get(Range=f"bytes={self.at}-{end - 1}")["Body"].read()
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


def storage_name(name: str) -> str:
    """With forward slashes, as every store has them."""
    return name.replace("\\", "/")
