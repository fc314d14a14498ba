"""The hub when things around it fail: nothing is left behind, nothing depends on the channel layer."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from realtime import bell as bells
from realtime import hub as hubs
from realtime import presence, selectors, services
from realtime.events import Payload
from realtime.hub import Hub
from realtime.models import PresenceLease
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)
STREAM = "sitting:00000000-0000-0000-0000-00000000a001:members"


@dataclass(frozen=True)
class Said(Payload):
    """A payload of the tests only."""

    wire_name = "tests.said"
    text: str

    def patch(self) -> dict[str, Any]:
        return {"text": self.text}


class Follower:
    """Stands in for a consumer without a wire."""

    wire, user_id = None, 1

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.is_gone = False

    async def send(self, text_data: str) -> None:
        if self.is_gone:
            raise ConnectionError
        self.texts.append(text_data)

    async def close(self, code: int) -> None:
        """Nothing to close."""


class DeadLayer:
    """A channel layer whose server is gone until `comes_back`."""

    def __init__(self) -> None:
        self.is_dead, self.members, self.rung = True, list[tuple[str, str]](), 0

    async def new_channel(self, prefix: str) -> str:
        if self.is_dead:
            raise ConnectionError
        return f"{prefix}1"

    async def group_add(self, group: str, channel: str) -> None:
        self.members.append((group, channel))

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        self.rung += 1
        raise ConnectionError

    async def receive(self, channel: str) -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError


@pytest.fixture
def dead_layer(monkeypatch: pytest.MonkeyPatch) -> DeadLayer:
    layer = DeadLayer()
    for module in (hubs, bells):
        monkeypatch.setattr(module, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(bells.bell, "_quiet_until", 0.0)
    return layer


async def test_a_process_started_without_the_layer_polls_and_joins_later(
    dead_layer: DeadLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "POLL_SECONDS", 0.02)
    hub, follower = Hub(), Follower()
    await hub.start()
    await hub.follow(follower, STREAM, 0)
    await sync_to_async(services.announce)(Said("polled"), [STREAM])
    async with asyncio.timeout(5):
        while not follower.texts:
            await asyncio.sleep(0.02)
        assert dead_layer.members == []
        dead_layer.is_dead = False
        while not dead_layer.members:
            await asyncio.sleep(0.02)
    assert dead_layer.members[0] == (hubs.HUBS, "hub1")
    await hub.stop()


def test_after_a_ring_that_failed_the_next_ones_do_not_wait_for_the_layer(dead_layer: DeadLayer) -> None:
    for text in "abc":
        services.announce(Said(text), [STREAM])
    assert dead_layer.rung == 1
    assert selectors.heads([STREAM]) == {STREAM: 3}


async def test_following_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    hub, follower = Hub(), Follower()
    true = selectors.heads

    def no_database(names: object) -> dict[str, int]:
        raise OSError

    monkeypatch.setattr(selectors, "heads", no_database)
    with pytest.raises(OSError):
        await hub.follow(follower, STREAM, 0)
    monkeypatch.setattr(selectors, "heads", true)
    assert (hub.followers, hub.heads) == ({}, {})
    await hub.forward(STREAM, 1, "{}")
    assert await hub.follow(follower, STREAM, 0) == 0


async def test_when_everybody_has_left_every_table_is_empty() -> None:
    hub, followers = Hub(), [Follower() for _ in range(5)]
    for number, follower in enumerate(followers):
        await hub.follow(follower, STREAM, 0)
        await hub.follow(follower, f"person:{number}", 0)
    followers[0].is_gone = True
    await hub.forward(STREAM, 1, '{"n":1}')
    assert followers[0] not in hub.followers[STREAM]
    assert [one.texts for one in followers[1:]] == [['{"n":1}']] * 4
    for follower in followers:
        hub.forget(follower)
    assert (hub.followers, hub.heads, dict(hub._locks)) == ({}, {}, {})


@pytest.mark.parametrize("failing", ["renew", "note_builds"])
async def test_who_was_heard_while_the_database_was_away_is_still_present(
    monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    user, hub = await sync_to_async(people.user)(), Hub()
    true = getattr(presence, failing)

    def no_database(told: object) -> None:
        raise OSError

    hub.heard(user.pk, [STREAM])
    assert hub.has_build(user.pk, [STREAM], "abc")
    monkeypatch.setattr(presence, failing, no_database)
    with pytest.raises(OSError):
        await hub.renew_now()
    monkeypatch.setattr(presence, failing, true)
    await hub.renew_now()
    assert await PresenceLease.objects.filter(user=user, is_lapsed=False, build="abc").aexists()


async def test_a_socket_that_takes_nothing_is_cut_by_its_answers_too() -> None:
    from realtime.consumers import SocketConsumer
    from realtime.wire import STALLED_BYTES

    class Wire:
        was_cut = False

        def write(self, frame: bytes) -> bool:
            return False

        def is_over(self) -> bool:
            return False

        def waiting(self) -> int:
            return STALLED_BYTES + 1

        def cut(self) -> None:
            self.was_cut = True

    async def swallow(message: dict[str, Any]) -> None:
        """The server takes it."""

    socket = SocketConsumer()
    socket.base_send, socket.hub, socket.user_id = swallow, Hub(), 1
    socket.wire = wire = Wire()
    await socket.hub.follow(socket, STREAM, 0)
    await socket._say("{}")
    assert wire.was_cut
    assert socket.hub.followers == {}


@pytest.mark.both_databases
def test_only_streams_that_went_on_are_read_again() -> None:
    services.announce(Said("a"), ["person:1", "person:2"])
    services.announce(Said("b"), ["person:2"])
    assert selectors.heads_beyond({"person:1": 1, "person:2": 1, "person:3": 0}) == {"person:2": 2}
