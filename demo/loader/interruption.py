"""A loading that was ended before its end: noticed at the next one, and cleared away.

The database knows nothing of it, because the loading is one transaction; the mark and the files do.
"""

import shutil
from pathlib import Path

from django.conf import settings

from papers.models import PaperFile

MARK = "demo-loading"
_FOLDERS = ("files", "pages", "work")


def begin() -> bool:
    """Mark that a loading has begun. True when an earlier one never came to its end; its files are gone then."""
    was_interrupted = _mark().exists()
    if was_interrupted:
        _clear_files()
    _mark().parent.mkdir(parents=True, exist_ok=True)
    _mark().write_text("The demonstration is being loaded; if nothing runs, the loading was interrupted.\n")
    return was_interrupted


def end() -> None:
    """The loading came to its end."""
    _mark().unlink(missing_ok=True)


def _mark() -> Path:
    return Path(settings.VAR_DIR) / MARK


def _clear_files() -> None:
    """Remove what the interrupted loading stored: only in our own folder, and only if no row names a file."""
    media = Path(settings.MEDIA_ROOT).resolve()
    if not media.is_relative_to(Path(settings.VAR_DIR).resolve()) or PaperFile.objects.exists():
        return
    for name in _FOLDERS:
        shutil.rmtree(media / name, ignore_errors=True)
