"""The socket: follow, resume by number, refuse by name, close when rights change."""

import asyncio
import gc
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from accounts.models import Person, User
from config.asgi import application
from core.registries import SOCKET_COMMANDS
from realtime import audiences, streams
from realtime.consumers import SocketConsumer
from realtime.events import Payload
from realtime.hub import get_hub
from realtime.models import PresenceLease
from realtime.services import announce

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_layers]
STREAM = "sitting:00000000-0000-0000-0000-000000000001:members"


@pytest.fixture(autouse=True)
def own_stream() -> None:
    """A stream of its own for each test: over Redis a ring of the test before may still be on its way."""
    globals()["STREAM"] = f"sitting:{uuid4()}:members"


@dataclass(frozen=True)
class Said(Payload):
    """A payload of the tests only."""

    wire_name = "tests.said"
    text: str

    def patch(self) -> dict[str, Any]:
        return {"text": self.text}


def make_user(name: str, *names: str) -> User:
    user = User.objects.create_user(name, person=Person.objects.create(full_name=name))
    for stream in names:
        audiences.add(stream, [user.pk])
    return user


class Communicator(WebsocketCommunicator):
    """With patience for a loaded machine: Channels' own second is over before the first look at the database."""

    async def connect(self, timeout: float = 20) -> Any:
        return await super().connect(timeout)

    async def disconnect(self, code: int = 1000, timeout: float = 20) -> None:
        await super().disconnect(code, timeout)


async def connect(user: User, origin: str = "http://testserver") -> WebsocketCommunicator:
    """A socket signed in as `user`, through the whole application."""
    cookie = await sync_to_async(_session_cookie)(user)
    headers = [(b"origin", origin.encode()), (b"host", b"testserver"), (b"cookie", cookie.encode())]
    return Communicator(application, "/ws/", headers=headers)


def _session_cookie(user: User) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return f"sessionid={client.cookies['sessionid'].value}"


async def ask(socket: WebsocketCommunicator, message: Any) -> dict[str, Any]:
    """Send one message and give the reply that isn't an event."""
    await socket.send_to(text_data=message if isinstance(message, str) else json.dumps(message))
    while True:
        got = json.loads(await socket.receive_from(timeout=20))
        if "s" not in got:
            return got


async def follow(socket: WebsocketCommunicator, **last: int) -> dict[str, Any]:
    return await ask(
        socket, {"id": "1", "verb": "follow", "args": {"streams": {STREAM: last.get("last", 0)}}}
    )


async def say(text: str) -> None:
    await sync_to_async(announce, thread_sensitive=False)(Said(text), [STREAM])


async def end(*sockets: WebsocketCommunicator) -> None:
    for socket in sockets:
        await socket.disconnect()
    await (await get_hub()).stop()


async def test_followers_get_events_in_order_once() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    assert (await socket.connect())[0]
    assert (await follow(socket))["ok"]["heads"] == {STREAM: 0}
    for text in "abc":
        await say(text)
    got = [json.loads(await socket.receive_from(timeout=20)) for _ in range(3)]
    assert [(e["n"], e["b"]["text"]) for e in got] == [(1, "a"), (2, "b"), (3, "c")]
    await end(socket)


async def test_a_follower_resumes_after_its_last_number() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    for text in "abcd":
        await say(text)
    socket = await connect(user)
    await socket.connect()
    await socket.send_to(
        text_data=json.dumps({"id": "1", "verb": "follow", "args": {"streams": {STREAM: 2}}})
    )
    got = [json.loads(await socket.receive_from(timeout=20)) for _ in range(3)]
    assert [e.get("n") for e in got[:2]] == [3, 4]
    assert got[2]["ok"]["heads"] == {STREAM: 4}
    await end(socket)


async def test_an_event_without_a_ring_arrives_by_polling(monkeypatch: pytest.MonkeyPatch) -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    await socket.connect()
    await follow(socket)
    monkeypatch.setattr("realtime.services.ring", lambda events: None)
    await say("lost ring")
    assert json.loads(await socket.receive_from(timeout=20))["b"] == {"text": "lost ring"}
    await end(socket)


async def test_what_this_process_did_reaches_its_sockets_whatever_the_channel_layer_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    socket = await connect(await sync_to_async(make_user)("an", STREAM))
    await socket.connect()
    await follow(socket)
    hub = await get_hub()

    async def broken(*_args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(type(hub), "_poll_once", broken)
    monkeypatch.setattr("channels.layers.InMemoryChannelLayer.group_send", broken)
    monkeypatch.setattr("channels_redis.pubsub.RedisPubSubLoopLayer.group_send", broken)
    for text in "ab":
        await say(text)
    told = [json.loads(await socket.receive_from(timeout=20)) for _event in range(2)]
    assert [(one["n"], one["b"]["text"]) for one in told] == [(1, "a"), (2, "b")]
    await socket.disconnect()


async def test_a_stream_one_may_not_follow_is_refused_and_silent() -> None:
    outsider = await sync_to_async(make_user)("outsider")
    socket = await connect(outsider)
    await socket.connect()
    assert (await follow(socket))["ok"] == {"heads": {}, "refused": [STREAM]}
    await say("secret")
    assert await socket.receive_nothing(timeout=1.5)
    await end(socket)


async def test_a_foreign_origin_is_denied() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    for origin in ("http://evil.example", "null", ""):
        socket = await connect(user, origin=origin)
        assert not (await socket.connect())[0]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("no json", "malformed"),
        ("[1]", "malformed"),
        ("[" * 5000, "malformed"),
        ({"id": "1", "verb": "no.such"}, "unknown_verb"),
        ({"id": "1", "verb": 7, "args": {}}, "unknown_verb"),
        ({"id": "1", "verb": "follow", "args": {"streams": {"x": -1}}}, "malformed"),
        ({"id": "1", "verb": "follow", "args": {"streams": []}}, "malformed"),
        ("x" * (64 * 1024 + 1), "too_large"),
    ],
)
async def test_a_bad_message_gets_its_named_error(message: Any, code: str) -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    await socket.connect()
    assert (await ask(socket, message))["error"]["code"] == code
    assert "heads" in await ask(socket, {"verb": "ping"})
    await end(socket)


async def test_a_fault_of_ours_is_an_answer_not_a_closed_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(user: User, args: dict[str, Any], **how: str) -> dict[str, Any]:
        raise RuntimeError("boom")

    monkeypatch.setitem(SOCKET_COMMANDS._entries, "tests.broken", broken)
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    await socket.connect()
    answer = await ask(socket, {"id": "1", "verb": "tests.broken", "args": {}})
    assert answer["error"]["code"] == "failed"
    assert "boom" not in json.dumps(answer)
    await end(socket)


async def test_a_right_taken_away_closes_the_socket_within_two_seconds() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    await socket.connect()
    await follow(socket)
    await sync_to_async(audiences.remove)(STREAM, [user.pk])
    async with asyncio.timeout(2.5):
        message = await socket.receive_output(timeout=2.5)
        while message["type"] != "websocket.close":
            message = await socket.receive_output(timeout=2.5)
    assert message["code"] == 4401
    await end(socket)


async def test_following_makes_a_person_present() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    await socket.connect()
    await follow(socket)
    async with asyncio.timeout(5):
        while not await PresenceLease.objects.filter(user=user).aexists():
            await asyncio.sleep(0.02)
    lease = await PresenceLease.objects.aget(user=user)
    assert lease.stream == f"sitting:{streams.id_of(STREAM)}"
    assert not lease.is_lapsed
    await end(socket)


async def closed_with(socket: WebsocketCommunicator) -> int:
    """The code the socket is closed with, within two and a half seconds."""
    async with asyncio.timeout(2.5):
        message = await socket.receive_output(timeout=2.5)
        while message["type"] != "websocket.close":
            message = await socket.receive_output(timeout=2.5)
    return int(message["code"])


async def test_a_socket_ends_with_the_sign_in_it_was_opened_by() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    here, elsewhere = await connect(user), await connect(user)
    for socket in (here, elsewhere):
        await socket.connect()
        await follow(socket)
    cookie = dict(here.scope["headers"])[b"cookie"].decode()
    await sync_to_async(_sign_out)(cookie.partition("=")[2])
    assert await closed_with(here) == 4401
    assert "heads" in await ask(elsewhere, {"verb": "ping"})
    await end(here, elsewhere)


async def test_a_signed_out_socket_that_follows_nothing_neither_follows_nor_acts_any_more() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    for message in (
        {"id": "1", "verb": "follow", "args": {"streams": {STREAM: 0}}},
        {"id": "1", "verb": "no.such", "args": {}},
    ):
        socket = await connect(user)
        await socket.connect()
        cookie = dict(socket.scope["headers"])[b"cookie"].decode()
        await sync_to_async(_sign_out)(cookie.partition("=")[2])
        await socket.send_to(text_data=json.dumps(message))
        assert await closed_with(socket) == 4401
    await end()


async def test_a_closed_account_that_follows_nothing_yet_can_follow_no_more() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    await say("not for the dismissed")
    socket = await connect(user)
    await socket.connect()
    await sync_to_async(User.objects.filter(pk=user.pk).update)(is_active=False)
    await socket.send_to(
        text_data=json.dumps({"id": "1", "verb": "follow", "args": {"streams": {STREAM: 0}}})
    )
    assert await closed_with(socket) == 4401
    await end(socket)


def _sign_out(session_key: str) -> None:
    from django.test import Client

    client = Client()
    client.cookies["sessionid"] = session_key
    assert client.post("/account/sign-out/").status_code == 302


@pytest.mark.parametrize(
    "message", ['{"id": "\\ud800", "verb": "ping2"}', '{"id": 1, "verb": "x", "args": {"a": "\\u0000"}}']
)
async def test_text_no_socket_could_send_back_is_refused_and_the_socket_lives(message: str) -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    await socket.connect()
    assert (await ask(socket, message))["error"]["code"] == "malformed"
    assert "heads" in await ask(socket, {"verb": "ping"})
    await end(socket)


async def test_bytes_are_refused_and_the_socket_lives() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    socket = await connect(user)
    await socket.connect()
    await socket.send_to(bytes_data=b"\x00\xff" * 1000)
    assert json.loads(await socket.receive_from(timeout=20))["error"]["code"] == "malformed"
    assert "heads" in await ask(socket, {"verb": "ping"})
    await end(socket)


async def test_a_page_drawn_for_one_person_opens_no_socket_as_another() -> None:
    user = await sync_to_async(make_user)("a", STREAM)
    for named, is_let_in in ((str(user.person_id), True), (str(uuid4()), False), ("", True)):
        socket = await connect(user)
        socket.scope["query_string"] = f"as={named}".encode()
        await socket.connect()
        if is_let_in:
            assert "heads" in await ask(socket, {"verb": "ping"})
        else:
            assert await closed_with(socket) == 4401
        await socket.disconnect()
    await end()


async def test_a_consumer_that_has_ended_is_free_at_once() -> None:
    def living() -> set[int]:
        # By their type: asked for its class, a lazy object of a page would be made.
        return {id(one) for one in gc.get_objects() if issubclass(type(one), SocketConsumer)}

    user = await sync_to_async(make_user)("gone", STREAM)
    before = living()
    gc.disable()  # no search for dead cycles may help
    try:
        socket = await connect(user)
        assert (await socket.connect())[0]
        await ask(socket, {"id": "1", "verb": "follow", "args": {"streams": {STREAM: 0}}})
        assert len(living() - before) == 1
        await socket.disconnect()
        del socket
        assert not living() - before
    finally:
        gc.enable()
