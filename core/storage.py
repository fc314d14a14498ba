"""Files on a disk of ours, on the disk itself before anybody is told that they are kept."""

import os
from typing import Any

from django.core.files.storage import FileSystemStorage

# Pictures of pages and other derived things can be made again; these can't.
LASTING = ("files/", "pieces/", "recordings/")


class DurableFiles(FileSystemStorage):
    """Django's storage in a folder, with fsync for what people sent: a power cut loses nothing acknowledged."""

    def _save(self, name: str, content: Any) -> str:
        kept = super()._save(name, content)  # type: ignore[misc]
        if kept.startswith(LASTING):
            path = self.path(kept)
            for place in (path, os.path.dirname(path)):  # noqa: PTH120
                handle = os.open(place, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
        return kept
