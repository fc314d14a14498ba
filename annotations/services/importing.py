"""Taking in marks that were handed out as W3C Web Annotations, or made by another program."""

import time
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.deeds import deed_of
from annotations import access
from annotations.errors import ImportGoingOn
from annotations.importing import from_w3c
from annotations.models import Mark, MarkImport
from annotations.services.marks import save_mark
from core import clock, jobs
from core.deed import Deed
from core.errors import DomainError, NotFound
from core.models import Job
from core.registries import JOBS_GIVEN_UP
from core.spelling import compact
from realtime.commands import MESSAGE_LIMIT, is_clean

JOB = "annotations.take_marks"
# So many are taken while their reader waits.
AT_ONCE = 100
STEP = 50
# Of one file, before others have their turn.
TURN_SECONDS = 20.0


@transaction.atomic
def import_marks(deed: Deed, annotations: Sequence[Any]) -> MarkImport:
    """Take these annotations in as the actor's own marks: those on papers the actor may read; one that is here already
    stays as it is, one larger than any mark made here is left out. Few at once; many by a job. Nothing of it enters the
    record, as with every mark. Raises `ImportGoingOn` while the file before is on its way.
    """
    if deed.actor_id is None:
        raise NotFound  # a job has no marks
    if MarkImport.objects.filter(owner=deed.actor_id, ended_at=None).exists():
        raise ImportGoingOn
    clean = [one for one in annotations if is_clean(one) and len(compact(one)) <= MESSAGE_LIMIT]
    row = MarkImport.objects.create(
        owner_id=deed.actor_id, annotations=clean, total=len(annotations), left=len(annotations) - len(clean)
    )
    if len(clean) <= AT_ONCE:
        _take(row)
    else:
        jobs.enqueue(JOB, row=row.pk)
    return row


@jobs.job(JOB)
def take_marks(job: Job, row: str) -> None:
    """The rest of a file, in steps that are each kept; run again it goes on where it was."""
    found = MarkImport.objects.select_related("owner").filter(pk=row, ended_at=None).first()
    end = time.monotonic() + TURN_SECONDS
    while found is not None and found.ended_at is None:
        _take(found, STEP)
        jobs.progress(job, found.done, found.total)
        if found.ended_at is None and time.monotonic() > end:
            jobs.enqueue(JOB, row=found.pk)
            return


@JOBS_GIVEN_UP.under(JOB)
def say_failed(_job: Job, row: str) -> None:
    """After the last try its page says that not all could be taken."""
    MarkImport.objects.filter(pk=row, ended_at=None).update(
        failed=True, annotations=[], ended_at=clock.real()
    )


@transaction.atomic
def _take(row: MarkImport, most: int | None = None) -> None:
    """The next ones, counted in the transaction they are kept in."""
    end = len(row.annotations) if most is None else row.place + most
    some, row.place = row.annotations[row.place : end], end
    took = sum(_took(row.owner, raw) for raw in some)
    row.taken, row.left = row.taken + took, row.left + len(some) - took
    fields = ["taken", "left", "place"]
    if row.place >= len(row.annotations):
        row.annotations, row.ended_at = [], clock.real()
        fields += ["annotations", "ended_at"]
    row.save(update_fields=fields)


def _took(owner: Any, raw: Any) -> bool:
    try:
        one = from_w3c(raw)
        if Mark.objects.filter(pk=one["id"], owner=owner.pk).exists():
            return True
        version = access.get_version_to_mark(owner, one["version_id"])
        save_mark(deed_of(owner), one["id"], version, one["kind"], one["target"], one["body"], one["colour"])
    except DomainError:
        return False
    return True
