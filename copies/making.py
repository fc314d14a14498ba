"""The bytes of a copy: made in the shut child of `papers.sandbox`, kept for a while, thrown away by themselves."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from copies.marking import marks_of
from copies.models import IssuedCopy
from core import clock
from core.database import let_go_of_the_connection
from core.text import safe_file_name
from papers import sandbox
from papers.kinds import KINDS
from papers.models import PaperFile
from papers.storing import fetch, keep_file

FONTS = sandbox.CODE_DIR / "layouts" / "fonts"
LIMITS = sandbox.Limits(seconds=420, silent_seconds=60, memory_mib=1536, file_mib=1024)
AT_ONCE = sandbox.Limits(seconds=25, silent_seconds=20, memory_mib=1024)
Say = Callable[[int, int], None]


def is_small(copy: IssuedCopy) -> bool:
    """Can a paper be stamped while its reader waits? Else a job does it."""
    file = copy.version.pdf if copy.version else None
    limit = settings.COPY_AT_ONCE_MIB * 1024 * 1024
    return file is not None and file.size <= limit and copy.pages <= settings.COPY_AT_ONCE_PAGES


def make_paper(copy: IssuedCopy, say: Say = lambda done, total: None, *, at_once: bool = False) -> None:
    """Stamp the paper of a copy and keep the bytes. Safe to repeat. Raises `SandboxFailure`."""
    if copy.file_id is not None or copy.version is None or copy.version.pdf is None:
        return
    let_go_of_the_connection()
    with sandbox.work_folder() as work:
        source = fetch(copy.version.pdf, work / "paper.pdf")
        stamped = stamp(copy, source, work, say, AT_ONCE if at_once else LIMITS)
        keep(copy, stamped, copy.version.paper.title)


def stamp(copy: IssuedCopy, source: Path, work: Path, say: Say, limits: sandbox.Limits) -> Path:
    """Lay the marks of a copy over every page of a PDF inside `work`; where the stamped one lies."""
    marks, out = work / "marks.json", work / "stamped.pdf"
    marks.write_text(json.dumps(marks_of(copy)), encoding="utf-8")
    answers = sandbox.run_worker(
        "stamp", work, limits, path=str(source), out=str(out), marks=str(marks), fonts=str(FONTS)
    )
    for answer in answers:
        say(answer["done"], answer["total"])
    return out


@transaction.atomic
def keep(copy: IssuedCopy, path: Path, title: str) -> PaperFile:
    """Store the bytes of a copy under the paper's name with the copy's number. Of two that were made at once the first
    is kept: the other leaves nothing behind.
    """
    row = IssuedCopy.objects.select_for_update(of=("self",)).select_related("file").get(pk=copy.pk)
    if row.file is not None:
        copy.file, copy.failed, copy.pages = row.file, row.failed, row.pages
        return row.file
    name = safe_file_name(f"{title[:90]} (bản {copy.number}-{copy.year}).pdf")
    copy.file = keep_file(path, name=name, mime=KINDS["pdf"].media_type)
    copy.failed = False
    copy.save(update_fields=["file", "failed", "pages"])
    return copy.file


def sweep_copies() -> int:
    """Throw away the bytes of copies made `COPY_FILE_DAYS` ago; number and trace stay. Returns how many."""
    before = clock.real() - timedelta(days=settings.COPY_FILE_DAYS)
    rows = IssuedCopy.objects.filter(file__isnull=False, file__created_at__lt=before).select_related("file")
    count = 0
    for copy in rows[:50]:
        file = copy.file
        IssuedCopy.objects.filter(pk=copy.pk).update(file=None)
        if file is not None:
            shared = PaperFile.objects.filter(storage_path=file.storage_path).exclude(pk=file.pk)
            if not shared.exists():
                default_storage.delete(file.storage_path)
            file.delete()
            count += 1
    return count
