"""Jobs: queued with the change or not at all, run until done, harmless when repeated."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_q.models import OrmQ

from core import clock, jobs
from core.models import Job
from core.registries import JOB_KINDS, JOBS_GIVEN_UP

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    made: list[dict[str, str]] = []

    def work(job: Job, **ids: str) -> None:
        jobs.progress(job, 1, 2, "nửa chừng")
        made.append(ids)
        if ids.get("paper") == "broken":
            raise RuntimeError

    monkeypatch.setitem(JOB_KINDS._entries, "tests.work", work)
    return made


def test_a_job_runs_with_its_ids_and_is_done(calls: list[dict[str, str]]) -> None:
    row = jobs.enqueue("tests.work", paper="1")
    assert jobs.run_waiting() == 1
    row.refresh_from_db()
    assert (row.state, row.attempts, row.message) == (Job.State.DONE, 1, "nửa chừng")
    assert calls == [{"paper": "1"}]


def test_a_done_job_is_not_done_again(calls: list[dict[str, str]]) -> None:
    row = jobs.enqueue("tests.work", paper="1")
    jobs.run(str(row.pk))
    jobs.run(str(row.pk))
    assert len(calls) == 1


def test_a_failed_job_says_so_and_may_run_again(calls: list[dict[str, str]]) -> None:
    row = jobs.enqueue("tests.work", paper="broken")
    with pytest.raises(RuntimeError):
        jobs.run(str(row.pk))
    row.refresh_from_db()
    assert (row.state, row.message) == (Job.State.FAILED, "RuntimeError")
    with pytest.raises(RuntimeError):
        jobs.run(str(row.pk))
    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_change_that_failed_never_was(calls: list[dict[str, str]]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.enqueue("tests.work", paper="1")
        raise RuntimeError
    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()


def test_an_unknown_kind_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        jobs.enqueue("tests.unknown")


def test_a_lost_worker_leaves_its_job_to_be_queued_again(calls: list[dict[str, str]]) -> None:
    row = jobs.enqueue("tests.work", paper="1")
    long_ago = clock.real() - timedelta(hours=1)
    Job.objects.filter(pk=row.pk).update(state=Job.State.RUNNING, heard_at=long_ago)
    OrmQ.objects.all().delete()
    assert jobs.requeue_lost() == 1
    assert OrmQ.objects.count() == 1
    assert jobs.requeue_lost() == 0


def test_a_job_in_living_hands_is_left_alone(calls: list[dict[str, str]]) -> None:
    row = jobs.enqueue("tests.work", paper="1")
    Job.objects.filter(pk=row.pk).update(state=Job.State.RUNNING, heard_at=clock.real())
    jobs.run(str(row.pk))
    assert calls == []
    assert jobs.requeue_lost() == 0


def test_a_failed_job_is_tried_again_a_few_times_and_then_left(calls: list[dict[str, str]]) -> None:
    row = jobs.enqueue("tests.work", paper="broken")
    tries = 0
    while tries < 10:
        with pytest.raises(RuntimeError):
            jobs.run(str(row.pk))
        tries += 1
        Job.objects.filter(pk=row.pk).update(ended_at=clock.real() - timedelta(minutes=1))
        if not jobs.requeue_lost():
            break
    assert tries == jobs.TRIES


LONG_AGO = timedelta(minutes=5)


def waits_since_long_ago(**ids: str) -> Job:
    row = jobs.enqueue("tests.work", **ids)
    Job.objects.filter(pk=row.pk).update(due_at=clock.real() - LONG_AGO)
    return row


def test_a_job_whose_worker_died_before_beginning_it_is_queued_again(calls: list[dict[str, str]]) -> None:
    waits_since_long_ago(paper="1")
    OrmQ.objects.all().delete()
    assert jobs.requeue_lost() == 1
    assert OrmQ.objects.count() == 1
    assert jobs.requeue_lost() == 0, "queued just now: it waits its turn"


def test_a_job_in_a_long_queue_waits_its_turn(calls: list[dict[str, str]]) -> None:
    first = jobs.enqueue("tests.work", paper="1")
    now = clock.real()
    Job.objects.filter(pk=first.pk).update(
        state=Job.State.RUNNING, due_at=now - 2 * LONG_AGO, started_at=now - LONG_AGO, heard_at=now
    )
    waits_since_long_ago(paper="2")
    assert jobs.requeue_lost() == 0


def test_a_job_the_queue_went_past_is_queued_again_while_others_run(calls: list[dict[str, str]]) -> None:
    lost = waits_since_long_ago(paper="1")
    later = jobs.enqueue("tests.work", paper="2")
    now = clock.real()
    Job.objects.filter(pk=later.pk).update(
        state=Job.State.RUNNING, due_at=now - LONG_AGO / 2, started_at=now - LONG_AGO / 3, heard_at=now
    )
    assert jobs.requeue_lost() == 1
    lost.refresh_from_db()
    assert lost.due_at >= now


@pytest.fixture
def given_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setitem(JOBS_GIVEN_UP._entries, "tests.work", lambda row, paper: told.append(paper))
    return told


def test_those_who_wait_are_told_after_the_last_try_only(
    calls: list[dict[str, str]], given_up: list[str]
) -> None:
    row = jobs.enqueue("tests.work", paper="broken")
    for attempt in range(1, jobs.TRIES + 1):
        with pytest.raises(RuntimeError):
            jobs.run(str(row.pk))
        assert given_up == (["broken"] if attempt == jobs.TRIES else [])


def test_a_job_that_takes_every_worker_down_is_given_up(
    calls: list[dict[str, str]], given_up: list[str]
) -> None:
    row = jobs.enqueue("tests.work", paper="1")
    Job.objects.filter(pk=row.pk).update(
        state=Job.State.RUNNING, heard_at=clock.real() - LONG_AGO, attempts=jobs.TRIES
    )
    assert jobs.requeue_lost() == 0
    row.refresh_from_db()
    assert (row.state, row.message) == (Job.State.FAILED, "its worker was lost")
    assert given_up == ["1"]
