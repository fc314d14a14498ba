"""Commands gather while a batch is under way, and only those with the rights of the moment are run."""

import asyncio
from typing import Any

import pytest

from core.registries import SOCKET_COMMANDS, TOGETHER_COMMANDS
from realtime.gathering import STALE, Gatherer
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    seen: list[list[int]] = []

    def together(sent: list[Any]) -> list[dict[str, int]]:
        seen.append([one.args["n"] for one in sent])
        return [{"n": one.args["n"]} for one in sent]

    def alone(_user: Any, args: dict[str, int], *, key: str, way: str) -> dict[str, int]:
        seen.append([args["n"]])
        return {"n": args["n"]}

    monkeypatch.setitem(TOGETHER_COMMANDS._entries, "tests.count", together)
    monkeypatch.setitem(SOCKET_COMMANDS._entries, "tests.count", alone)
    return seen


def command(number: int) -> dict[str, Any]:
    return {"id": number, "verb": "tests.count", "args": {"n": number}}


def test_what_comes_while_a_batch_is_under_way_is_the_next_batch(batches: list[list[int]]) -> None:
    user = people.user()

    async def play() -> list[dict[str, Any]]:
        gatherer = Gatherer()
        asked = [gatherer.ask((user.pk, user.epoch, None), command(number)) for number in range(20)]
        return await asyncio.gather(*asked)

    replies = asyncio.run(play())
    assert [reply["ok"]["n"] for reply in replies] == list(range(20))
    assert sorted(number for batch in batches for number in batch) == list(range(20))
    assert len(batches) <= 2


def test_after_a_batch_of_many_those_who_press_at_once_again_are_one_batch(batches: list[list[int]]) -> None:
    user = people.user()

    async def play() -> None:
        gatherer = Gatherer()

        async def press_twice(number: int) -> None:
            for press in range(2):
                await gatherer.ask((user.pk, user.epoch, None), command(number + 100 * press))

        await asyncio.gather(*(press_twice(number) for number in range(40)))

    asyncio.run(play())
    assert sorted(map(len, batches), reverse=True)[:2] == [40, 40]


def test_after_a_batch_of_many_one_alone_waits_for_nobody_in_vain(batches: list[list[int]]) -> None:
    user = people.user()

    async def play() -> None:
        gatherer = Gatherer()
        asked = [gatherer.ask((user.pk, user.epoch, None), command(number)) for number in range(20)]
        await asyncio.gather(*asked)
        await gatherer.ask((user.pk, user.epoch, None), command(99))

    asyncio.run(play())
    assert batches[-1] == [99]


def test_who_lost_his_rights_meanwhile_is_not_heard(batches: list[list[int]]) -> None:
    user, other, left = people.user(), people.user(), people.user()
    left.is_active = False
    left.save()

    async def play() -> list[dict[str, Any]]:
        gatherer = Gatherer()
        return await asyncio.gather(
            gatherer.ask((user.pk, user.epoch - 1, None), command(1)),
            gatherer.ask((other.pk, other.epoch, "no such session"), command(2)),
            gatherer.ask((left.pk, left.epoch, None), command(3)),
            gatherer.ask((other.pk, other.epoch, None), command(4)),
        )

    assert asyncio.run(play()) == [STALE, STALE, STALE, {"re": 4, "ok": {"n": 4}}]
    assert batches == [[4]]
