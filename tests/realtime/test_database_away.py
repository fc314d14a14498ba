"""While the database is away a command is neither refused nor lost, and a socket that can't go on ends in order."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from channels.testing import WebsocketCommunicator
from django.db import OperationalError

from core.registries import SOCKET_COMMANDS, TOGETHER_COMMANDS
from realtime import commands, gathering, selectors
from realtime.gathering import Gatherer
from tests.factories import polls
from tests.realtime.test_socket import ask, connect, make_user

pytestmark = pytest.mark.django_db(transaction=True)
VERB = "voting.cast_ballot"


def failing(times: int, then: Callable[..., Any]) -> Callable[..., Any]:
    """Fails as a lost connection does, so many times."""
    left = [times]

    def call(*args: Any, **options: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise OperationalError("server closed the connection unexpectedly")
        return then(*args, **options)

    return call


def ballot(poll: Any, key: str = "") -> dict[str, Any]:
    message = {"id": 1, "verb": VERB, "args": {"poll": str(poll.pk), "value": "for_"}}
    return {**message, "key": key} if key else message


@pytest.mark.parametrize(("times", "verdict"), [(1, "ok"), (2, "error")])
def test_a_keyed_command_is_tried_once_more_on_another_connection(
    monkeypatch: pytest.MonkeyPatch, times: int, verdict: str
) -> None:
    poll = polls.opened()
    monkeypatch.setitem(SOCKET_COMMANDS._entries, VERB, failing(times, SOCKET_COMMANDS[VERB]))
    answer = commands.answer(polls.members_of(poll)[1], ballot(poll, str(uuid4())), "socket")
    assert verdict in answer
    assert "error" not in answer or answer["error"]["code"] == "failed"


def test_a_command_without_a_key_is_not_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    poll = polls.opened()
    monkeypatch.setitem(SOCKET_COMMANDS._entries, VERB, failing(1, SOCKET_COMMANDS[VERB]))
    answer = commands.answer(polls.members_of(poll)[1], ballot(poll), "socket")
    assert answer["error"]["code"] == "failed" and not poll.ballots.exists()


def test_a_batch_that_lost_its_connection_is_not_tried_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    poll = polls.opened()
    alone: list[Any] = []
    monkeypatch.setitem(TOGETHER_COMMANDS._entries, VERB, failing(9, TOGETHER_COMMANDS[VERB]))
    monkeypatch.setitem(SOCKET_COMMANDS._entries, VERB, lambda *args, **options: alone.append(args))
    sendings = [(user, ballot(poll, str(uuid4()))) for user in polls.members_of(poll)[:3]]
    answers = commands.answer_together(sendings, "socket")
    assert [answer["error"]["code"] for answer in answers] == ["failed"] * 3 and alone == []


async def test_the_rights_of_a_batch_are_read_again_on_another_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gathering, "_run", failing(1, lambda batch: [{"ok": {}} for _one in batch]))
    assert await Gatherer().ask((1, 1, None), {"verb": VERB}) == {"ok": {}}


async def test_a_command_that_could_not_begin_is_answered_so_and_the_socket_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    socket = await signed_in()
    monkeypatch.setattr(selectors, "standing", failing(1, selectors.standing))
    reply = await ask(socket, {"id": 4, "verb": "nobody.knows", "key": str(uuid4())})
    assert (reply["re"], reply["error"]["code"]) == (4, "failed")
    assert (await ask(socket, {"id": 5, "verb": "nobody.knows"}))["error"]["code"] == "unknown_verb"
    await socket.disconnect()


async def test_a_follow_that_failed_is_answered_so_and_may_be_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    socket = await signed_in()
    monkeypatch.setattr(selectors, "standing", failing(2, selectors.standing))
    message = {"id": 1, "verb": "follow", "args": {"streams": {"person:x": 0}}}
    assert (await ask(socket, message))["error"]["code"] == "failed"
    assert (await ask(socket, message))["ok"] == {"heads": {}, "refused": ["person:x"]}
    await socket.disconnect()


async def signed_in() -> WebsocketCommunicator:
    from asgiref.sync import sync_to_async

    socket = await connect(await sync_to_async(make_user)(f"user{uuid4().hex[:8]}"))
    assert (await socket.connect())[0]
    return socket
