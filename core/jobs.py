"""The one door to the job queue (django-q2 on the database).

A job is enqueued inside the transaction of the change that needs it: the queue row commits with it or not at all.
It carries ids only, may run twice, and so must be idempotent. A killed worker's job runs again.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import F
from django_q.tasks import async_task

from core import clock
from core.models import Job
from core.registries import JOB_KINDS

log = logging.getLogger("ecabinet.jobs")
JobFunction: TypeAlias = Callable[..., Any]


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Register `function(job, **ids)` as the work of `kind` ("papers.prepare_version")."""
    return JOB_KINDS.under(kind)


def enqueue(kind: str, **ids: Any) -> Job:
    """Write the job and its queue row in the current transaction; ids must be JSON."""
    if kind not in JOB_KINDS:
        raise KeyError(f"no job of the kind {kind!r}")
    with transaction.atomic():
        row = Job.objects.create(kind=kind, ids={name: _plain(value) for name, value in ids.items()})
        async_task("core.jobs.run", str(row.pk), q_options={"task_name": kind})
    return row


def run(job_id: str) -> None:
    """What the worker calls. Done jobs end at once; a failure is written and raised, so the queue tries again."""
    row = Job.objects.filter(pk=job_id).first()
    if row is None or row.state == Job.State.DONE:
        return
    Job.objects.filter(pk=row.pk).update(
        state=Job.State.RUNNING, started_at=clock.real(), attempts=F("attempts") + 1
    )
    row.refresh_from_db()
    try:
        JOB_KINDS[row.kind](row, **row.ids)
    except Exception as failure:
        log.exception("job %s (%s) failed", row.kind, row.pk)
        Job.objects.filter(pk=row.pk).update(
            state=Job.State.FAILED, ended_at=clock.real(), message=type(failure).__name__
        )
        raise
    Job.objects.filter(pk=row.pk).update(state=Job.State.DONE, ended_at=clock.real())


def progress(row: Job, done: int, total: int, message: str = "") -> None:
    """Write how far the job is, in steps of its own choosing."""
    row.done, row.total, row.message = done, total, message[:300]
    Job.objects.filter(pk=row.pk).update(done=done, total=total, message=row.message)


def run_waiting() -> int:
    """Run every waiting job here and now, oldest first; for tests and for loading. Returns how many ran."""
    count = 0
    while (row := Job.objects.filter(state=Job.State.WAITING).order_by("created_at").first()) is not None:
        run(str(row.pk))
        count += 1
    return count


def requeue_lost(older_than: timedelta = timedelta(minutes=15)) -> int:
    """Queue again what has been running for longer than any job may: its worker was killed. Returns how many."""
    lost = Job.objects.filter(state=Job.State.RUNNING, started_at__lt=clock.real() - older_than)
    rows = list(lost)
    for row in rows:
        async_task("core.jobs.run", str(row.pk), q_options={"task_name": row.kind})
    return len(rows)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | type(None) | list | dict) else str(value)
