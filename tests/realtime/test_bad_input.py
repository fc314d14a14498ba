"""What is sent wrongly, too late or twice: each refused by its name, logged without its contents, and the door stays
open. The frames themselves are in `test_hostile_commands.py` and `test_socket.py`.
"""

import json
import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client

from config.asgi import application
from core import clock
from core.deed import SOCKET
from core.models import StoredAnswer
from core.registries import SOCKET_COMMANDS
from meetings import services as meetings
from meetings.models import Sitting
from realtime import audiences
from realtime.commands import answer
from realtime.hub import get_hub
from realtime.models import Event
from tests.factories import people, polls, sittings
from tests.realtime.test_socket import ask, connect, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def send(user: Any, verb: str, key: str = "", **args: Any) -> dict[str, Any]:
    """One command as the socket sends it."""
    return answer(user, {"id": 1, "verb": verb, "args": args, **({"key": key} if key else {})}, SOCKET)


@pytest.fixture
def over() -> tuple[Any, Sitting, dict[str, dict[str, Any]]]:
    """A sitting that is closed, with arguments for every command that belongs to one."""
    poll = polls.closed()
    item, sitting = poll.item, poll.sitting
    secretary = sittings.secretary_of(sitting.body)
    polls.services.announce_result(polls.secretary(sitting), poll)
    polls.agenda_services.end_item(polls.secretary(sitting), item, "adopted_by_vote")
    meetings.close_sitting(polls.secretary(sitting), sitting)
    entry = str(sittings.member_entries(sitting)[1].pk)
    whole, one = {"sitting": str(sitting.pk)}, {"item": str(item.pk)}
    late = {
        "meetings.set_presence": {**whole, "entries": [entry], "where": "left"},
        "meetings.open_sitting": whole,
        "meetings.suspend_sitting": whole,
        "meetings.continue_sitting": whole,
        "meetings.close_sitting": whole,
        "meetings.hand_over_chair": {**whole, "entry": entry},
        "meetings.remind_unanswered": whole,
        "agendas.start_item": one,
        "agendas.end_item": {**one, "ending": "agreed"},
        "agendas.resume_item": {**one, "reason": "Nhầm"},
        "room.show_page": {**whole, "paper": str(item.item_papers.first().pk), "page": 1},
        "room.ask_to_speak": whole,
        "voting.prepare_poll": {**one, "question": "Thông qua?"},
        "voting.open_poll": {"poll": str(poll.pk)},
        "voting.close_poll": {"poll": str(poll.pk)},
        "voting.cast_ballot": {"poll": str(poll.pk), "value": "for_"},
    }
    return secretary, sitting, late


def test_a_command_for_a_closed_sitting_is_refused_by_name_and_changes_nothing(
    over: tuple[Any, Sitting, dict[str, dict[str, Any]]],
) -> None:
    secretary, sitting, late = over
    presider = people.members_of(sitting.body)[0]
    told = Event.objects.count()
    said = {}
    for verb, args in late.items():
        assert verb in SOCKET_COMMANDS
        for user in (secretary, presider):
            refusal = send(user, verb, key=str(uuid4()), **args).get("error")
            assert refusal, f"{verb} was done"
            said[verb] = refusal
    ours = {"failed", "malformed", "unknown_verb"}
    assert {verb: one["code"] for verb, one in said.items() if one["code"] in ours} == {}
    assert all(one["message"].strip() for one in said.values())
    assert Event.objects.count() == told
    assert not StoredAnswer.objects.filter(actor_id=presider.pk).exclude(verb="voting.cast_ballot").exists()
    assert Sitting.objects.get(pk=sitting.pk).state == Sitting.State.CLOSED


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_of_the_client_that_is_off_by_a_day_changes_nothing(days: int) -> None:
    poll = polls.opened()
    voter = people.members_of(poll.sitting.body)[1]
    theirs = (clock.real() + timedelta(days=days)).isoformat()
    args = {"poll": str(poll.pk), "value": "for_", "at": theirs, "cast_at": theirs, "sentAt": theirs}
    answered = send(voter, "voting.cast_ballot", key=str(uuid4()), **args)["ok"]
    cast = poll.ballots.get()
    assert abs(cast.cast_at - poll.sitting.body.now()) < timedelta(minutes=1)
    assert theirs not in json.dumps(answered)


def test_an_attendance_of_tomorrow_is_refused_and_one_of_earlier_today_taken() -> None:
    sitting = sittings.open_sitting(present=4)
    secretary = sittings.secretary_of(sitting.body)
    entry = str(sittings.member_entries(sitting)[4].pk)
    args = {"sitting": str(sitting.pk), "entries": [entry], "where": "on_site"}
    ahead = (sitting.body.now() + timedelta(days=1)).isoformat()
    assert send(secretary, "meetings.set_presence", **args, at=ahead)["error"]["code"] == "in_the_future"
    before = (sitting.body.now() - timedelta(minutes=5)).isoformat()
    assert send(secretary, "meetings.set_presence", **args, at=before)["ok"]["changed"] == [entry]


def test_a_cookie_of_another_site_opens_nothing(client: Client) -> None:
    client.cookies["sessionid"] = "z" * 32
    posted = client.post(
        "/realtime/command/", b"{}", content_type="application/json", headers={"Accept": "application/json"}
    )
    assert (posted.status_code, posted.json()["error"]["code"]) == (401, "sign_in_required")
    page = client.get("/")
    assert page.status_code == 302 and "sign-in" in page["Location"]


def test_a_command_posted_by_a_page_of_another_site_is_refused() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.user())
    before = Event.objects.count()
    for headers in ({}, {"Origin": "https://evil.example"}, {"X-CSRFToken": "a" * 64}):
        refused = browser.post("/realtime/command/", b"{}", content_type="application/json", headers=headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "csrf_failed")
    assert Event.objects.count() == before


async def test_a_socket_with_a_cookie_of_another_site_is_closed_before_it_says_anything() -> None:
    headers = [
        (b"origin", b"http://testserver"),
        (b"host", b"testserver"),
        (b"cookie", b"sessionid=" + b"z" * 32),
    ]
    socket = WebsocketCommunicator(application, "/ws/", headers=headers)
    await socket.connect()
    closing = await socket.receive_output(timeout=3)
    assert (closing["type"], closing["code"]) == ("websocket.close", 4401)
    await socket.disconnect()


async def test_streams_that_are_none_and_streams_of_others_are_refused_alike() -> None:
    mine = f"sitting:{uuid4()}:members"
    user = await sync_to_async(make_user)("a", mine)
    other = await sync_to_async(make_user)("b", f"person:{uuid4()}")
    theirs = str((await sync_to_async(list)(other.groups.all()))[0].name)
    socket = await connect(user)
    await socket.connect()
    names = [
        "",
        ":::",
        "x" * 120,
        "sitting:không-có:members",
        "sitting:'; DROP TABLE:members",
        f"item:{uuid4()}",
        theirs,
    ]
    got = await ask(
        socket, {"id": "1", "verb": "follow", "args": {"streams": dict.fromkeys([*names, mine], 0)}}
    )
    assert got["ok"] == {"heads": {mine: 0}, "refused": names}
    assert set((await get_hub()).followers) == {mine}
    await socket.disconnect()
    await (await get_hub()).stop()


async def test_refusals_are_logged_with_their_name_and_never_with_what_was_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger="ecabinet")
    user = await sync_to_async(make_user)("a", "sitting:x:members")
    socket = await connect(user)
    await socket.connect()
    secret = "bí mật-7f3k"
    for message in (
        secret,
        {"id": secret, "verb": secret, "args": {"text": secret}},
        {"id": "1", "verb": "follow", "args": {"streams": {secret: -1}}},
        {"id": "1", "verb": "follow", "args": {"streams": {secret: 0}}},
        {"id": "1", "verb": "voting.cast_ballot", "args": {"poll": secret, "value": secret}},
        secret * 10_000,
    ):
        await ask(socket, message)
    denied = await connect(user, origin=f"http://{secret.encode().hex()}.example")
    assert not (await denied.connect())[0]
    text = "\n".join(record.getMessage() for record in caplog.records)
    for code in (
        "malformed",
        "too_large",
        "may not follow 1 of 1",
        "no command of ours: unknown_verb",
        "foreign origin",
    ):
        assert code in text
    assert secret not in text and secret.encode().hex() not in text
    await socket.disconnect()
    await (await get_hub()).stop()


def test_no_stream_may_be_followed_by_a_guess() -> None:
    audiences.add("sitting:1:members", [people.user().pk])
    stranger = Client()
    stranger.force_login(people.user())
    for path in ("snapshot", "events"):
        accept = {"Accept": "application/json"}
        there = stranger.get(f"/realtime/{path}/sitting:1:members", headers=accept)
        nowhere = stranger.get(f"/realtime/{path}/sitting:2:members", headers=accept)
        assert (there.status_code, there.content) == (
            nowhere.status_code,
            nowhere.content,
        ) and there.status_code == 404
