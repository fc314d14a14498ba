"""The one door to the job queue (django-q2 on the database).

A job is enqueued inside the transaction of the change that needs it: the queue row commits with it or not at all.
It carries ids only, may run twice, and so must be idempotent. While it runs its worker is heard from every few
seconds; a job whose worker fell silent (killed, power cut) is queued again by `requeue_lost`. After its last try
it is given up: its row stays as failed, and whoever waits is told by what the kind left under `JOBS_GIVEN_UP`.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django_q.tasks import async_task

from core import clock
from core.models import Job
from core.registries import JOB_KINDS, JOBS_GIVEN_UP

log = logging.getLogger("ecabinet.jobs")
HEARTBEAT, SILENCE = timedelta(seconds=4), timedelta(seconds=15)
TRIES = 4
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
    """What the worker calls. A job done, or in other hands, ends at once; a failure is written and raised."""
    row = _claim(job_id)
    if row is None:
        return
    try:
        with _heard_from(row):
            JOB_KINDS[row.kind](row, **row.ids)
    except Exception as failure:
        log.exception("job %s (%s) failed", row.kind, row.pk)
        Job.objects.filter(pk=row.pk).update(
            state=Job.State.FAILED, ended_at=clock.real(), message=type(failure).__name__
        )
        if row.attempts >= TRIES:
            _tell_given_up(row)
        raise
    Job.objects.filter(pk=row.pk).update(state=Job.State.DONE, ended_at=clock.real())


def _claim(job_id: str) -> Job | None:
    now = clock.real()
    free = ~Q(state=Job.State.RUNNING) | Q(heard_at__lt=now - SILENCE) | Q(heard_at__isnull=True)
    claimed = (
        Job.objects.filter(free, pk=job_id)
        .exclude(state=Job.State.DONE)
        .update(state=Job.State.RUNNING, started_at=now, heard_at=now, attempts=F("attempts") + 1)
    )
    return Job.objects.get(pk=job_id) if claimed else None


@contextmanager
def _heard_from(row: Job) -> Iterator[None]:
    """Say every few seconds that the worker lives. Inside a transaction nobody else sees the job: silence."""
    if connection.in_atomic_block:
        yield
        return
    over = threading.Event()

    def speak() -> None:
        while not over.wait(HEARTBEAT.total_seconds()):
            try:
                Job.objects.filter(pk=row.pk).update(heard_at=clock.real())
            except DatabaseError:  # a busy database costs one beat, not the job
                log.warning("heartbeat of job %s not written", row.pk)
        connection.close()

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


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


def requeue_lost() -> int:
    """Queue again what was lost; returns how many.

    Lost is a job whose worker has been silent for `SILENCE` (killed), one that failed and has tries left, and one
    that waits although the queue went past it: its queue row is held by a worker killed before it began. A job
    that failed, or took its worker down, `TRIES` times is given up; its row says why.
    """
    before = clock.real() - SILENCE
    with transaction.atomic():
        for row in Job.objects.select_for_update().filter(_silent(before), attempts__gte=TRIES):
            Job.objects.filter(pk=row.pk).update(
                state=Job.State.FAILED, ended_at=clock.real(), message="its worker was lost"
            )
            _tell_given_up(row)
        lost = _silent(before) | Q(state=Job.State.FAILED, ended_at__lt=before, attempts__lt=TRIES)
        rows = list(Job.objects.select_for_update().filter(lost)) + _passed_over(before)
        for row in rows:
            _queue_again(row)
    return len(rows)


def _silent(before: datetime) -> Q:
    return Q(state=Job.State.RUNNING, heard_at__lt=before)


def _passed_over(before: datetime) -> list[Job]:
    """Waiting since before `before`, and since then no job was in work, or one queued later has long begun."""
    in_work = Job.objects.filter(
        Q(started_at__gte=before) | Q(heard_at__gte=before) | Q(ended_at__gte=before)
    )
    later_begun = Job.objects.filter(due_at__gt=OuterRef("due_at"), started_at__lt=before)
    waiting = Job.objects.filter(state=Job.State.WAITING, due_at__lt=before)
    return list(waiting.filter(~Exists(in_work) | Exists(later_begun)).order_by("due_at"))


def _queue_again(row: Job) -> None:
    """Put it at the end of the queue; if the first queue row comes back too, the second to run finds nothing."""
    Job.objects.filter(pk=row.pk).update(
        state=Job.State.WAITING, due_at=clock.real(), heard_at=None, ended_at=None
    )
    async_task("core.jobs.run", str(row.pk), q_options={"task_name": row.kind})


def _tell_given_up(row: Job) -> None:
    tell = JOBS_GIVEN_UP.get(row.kind)
    if tell is not None:
        tell(row, **row.ids)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | type(None) | list | dict) else str(value)
