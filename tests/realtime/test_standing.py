"""What was let in ends with the right it was let in by."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import User
from realtime import audiences, selectors
from realtime.standing import Watch
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)


def closing(ended: list[str], name: str) -> Callable[[], Awaitable[None]]:
    """What a socket or a download does when its rights are gone."""

    async def end() -> None:
        ended.append(name)

    return end


def stays_open() -> None:
    """Nothing to stop."""


def session() -> str:
    store = SessionStore()
    store.create()
    return str(store.session_key)


async def test_only_what_has_lost_its_right_ends_and_it_ends_once() -> None:
    stays, loses, closed, leaves = [await sync_to_async(people.user)() for _ in range(4)]
    key = await sync_to_async(session)()
    watch, ended = Watch(), list[str]()
    for name, user, signed_in in (
        ("stays", stays, None),
        ("loses", loses, None),
        ("closed", closed, None),
        ("signed out", leaves, key),
    ):
        watch.admit((user.pk, user.epoch, signed_in), stays_open, closing(ended, name))
    await watch.look()
    assert ended == []
    await sync_to_async(audiences.bump_epoch)([loses.pk])
    await User.objects.filter(pk=closed.pk).aupdate(is_active=False)
    await sync_to_async(SessionStore(key).delete)()
    await watch.look()
    await watch.look()
    assert sorted(ended) == ["closed", "loses", "signed out"]
    assert [one.claim[0] for one in watch.admissions] == [stays.pk]


async def test_one_that_cannot_be_ended_does_not_keep_the_others() -> None:
    user, ended = await sync_to_async(people.user)(), list[str]()
    watch = Watch()

    async def broken() -> None:
        raise ConnectionError

    claim = (user.pk, user.epoch, None)
    first = watch.admit(claim, stays_open, broken)
    watch.admit(claim, stays_open, closing(ended, "other"))
    await sync_to_async(audiences.bump_epoch)([user.pk])
    await watch.look()
    assert (ended, first.stands, watch.admissions) == (["other"], False, set())


async def test_nothing_more_goes_out_to_anybody_before_the_first_is_told_and_a_lost_paper_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    users = [await sync_to_async(people.user)() for _ in range(3)]
    watch, course = Watch(), list[str]()

    def lost(held: object) -> set[object]:
        course.append("papers looked at")
        return set()

    monkeypatch.setattr("realtime.selectors.lost", lost)
    for user in users[:2]:
        watch.admit((user.pk, user.epoch, None), partial(course.append, "stopped"), closing(course, "told"))
    watch.admit((users[2].pk, users[2].epoch, None), stays_open, about=("paper_version", "any"))
    await sync_to_async(audiences.bump_epoch)([user.pk for user in users[:2]])
    await watch.look()
    assert course == ["stopped", "stopped", "told", "told", "papers looked at"]


async def test_one_that_cannot_be_stopped_is_told_all_the_same() -> None:
    user, ended = await sync_to_async(people.user)(), list[str]()

    def broken() -> None:
        raise ConnectionError

    watch = Watch()
    watch.admit((user.pk, user.epoch - 1, None), broken, closing(ended, "told"))
    await watch.look()
    assert ended == ["told"]


async def test_it_looks_by_itself_also_after_a_look_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    user, seen = await sync_to_async(people.user)(), asyncio.Event()
    true, failures = selectors.fallen, [OSError("no database")]

    def failing(claims: object) -> set[selectors.Claim]:
        if failures:
            raise failures.pop()
        return true(claims)  # type: ignore[arg-type]

    monkeypatch.setattr("realtime.standing.LOOK_SECONDS", 0.01)
    monkeypatch.setattr("realtime.selectors.fallen", failing)

    async def end() -> None:
        seen.set()

    watch = Watch()
    watch.admit((user.pk, user.epoch - 1, None), stays_open, end)
    await asyncio.wait_for(seen.wait(), 5)
    assert failures == []


@pytest.mark.both_databases
def test_who_may_not_come_in_stands_on_nothing() -> None:
    user = people.user(is_active=False)
    claims = {(user.pk, None, None), (user.pk, user.epoch, None)}
    assert selectors.fallen(claims) == claims


@pytest.mark.both_databases
def test_only_those_whose_rights_moved_fall() -> None:
    stays, moved, unknown = people.user(), people.user(), 999_999
    claims = [(stays.pk, stays.epoch, None), (moved.pk, moved.epoch, None), (unknown, 1, None)]
    audiences.bump_epoch([moved.pk])
    assert selectors.fallen(claims) == set(claims[1:])
    assert selectors.fallen([(stays.pk, stays.epoch, "no-such-session")]) == {
        (stays.pk, stays.epoch, "no-such-session")
    }
