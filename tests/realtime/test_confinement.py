"""A sign-in confined to one sitting follows and commands nothing of another, and its socket ends at its midnight."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from accounts.models import User
from core import clock
from notices.events import NoticeSent
from realtime import confinement
from realtime.services import announce
from room.events import LineSent
from tests.realtime import test_socket as sockets

pytestmark = pytest.mark.django_db(transaction=True)


def confined_cookie(user: User, within: str, until: datetime) -> str:
    """The cookie of a sign-in that is good for one sitting, until a midnight."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[confinement.WITHIN] = within
    session.set_expiry(until)
    session.save()
    return str(session.session_key)


@pytest.fixture
def clock_of_all(settings: Any, tmp_path: Path) -> Path:
    """What drives the clock of whatever runs beside the test too: the hub looks at sign-ins in a task of its own."""
    settings.CLOCK_FILE = str(tmp_path / "clock")
    return tmp_path / "clock"


async def test_a_confined_socket_is_refused_what_is_another_sittings_and_ends_at_midnight(
    clock_of_all: Path,
) -> None:
    now = clock.real()
    midnight = datetime.combine(clock.local_day(now) + timedelta(days=1), time(), tzinfo=clock.HANOI)
    own, other = str(uuid4()), str(uuid4())
    here, there = f"sitting:{own}:members", f"sitting:{other}:members"
    user = await sync_to_async(sockets.make_user)("on.loan", here, there)
    key = await sync_to_async(confined_cookie)(user, own, midnight)
    headers = [
        (b"origin", b"http://testserver"),
        (b"host", b"testserver"),
        (b"cookie", f"sessionid={key}".encode()),
    ]
    socket = sockets.Communicator(sockets.application, "/ws/", headers=headers)
    await socket.connect()
    followed = await sockets.ask(
        socket,
        {
            "id": "1",
            "verb": "follow",
            "args": {"streams": {here: 0, there: 0, f"person:{user.person_id}": 0}},
        },
    )
    assert followed["ok"]["refused"] == [there] and here in followed["ok"]["heads"]
    for args in ({"sitting": other}, {"item": str(uuid4())}, {"text": "about nothing"}, {}):
        answer = await sockets.ask(
            socket, {"id": "2", "key": str(uuid4()), "verb": "room.ask_to_speak", "args": args}
        )
        assert answer["error"]["code"] == "not_found", args
    clock_of_all.write_text(str((midnight - now).total_seconds() - 120))
    assert await socket.receive_nothing(
        timeout=4
    )  # two minutes before, after a look at who is still signed in
    clock_of_all.write_text(str((midnight - now).total_seconds() + 1))
    closed = await socket.receive_output(timeout=10)
    assert closed["type"] == "websocket.close" and closed["code"] == 4401
    await sockets.end()


async def test_a_confined_socket_hears_of_its_own_person_only_what_is_of_its_sitting() -> None:
    own, other = str(uuid4()), str(uuid4())
    user = await sync_to_async(sockets.make_user)("on.loan")
    stream = f"person:{user.person_id}"
    lines = ({"1": {"sitting": own, "text": "đây"}}, {"2": {"sitting": other, "text": "kia"}})

    def tell() -> None:
        for line in lines:
            announce(LineSent(line), [stream])
        announce(NoticeSent({"3": {"title": "kia"}}), [stream])

    midnight = clock.real() + timedelta(hours=3)
    sessions = [await sync_to_async(confined_cookie)(user, within, midnight) for within in (own, "")]
    await sync_to_async(tell)()
    heard = []
    for key in sessions:
        headers = [(b"origin", b"http://testserver"), (b"host", b"testserver")]
        cookie = (b"cookie", f"sessionid={key}".encode())
        socket = sockets.Communicator(sockets.application, "/ws/", headers=[*headers, cookie])
        await socket.connect()
        await socket.send_to(json.dumps({"id": "1", "verb": "follow", "args": {"streams": {stream: 0}}}))
        events = []
        while len(events) < 6:
            got = json.loads(await socket.receive_from(timeout=20))
            if "s" in got:
                events.append(got)
            else:
                await sync_to_async(tell)()
        heard.append([event["b"] for event in events])
        assert [event["n"] for event in events] == list(range(1, 7))
        await socket.disconnect()
    assert heard[0] == [{"lines": lines[0]}, {}, {}] * 2
    assert heard[1][:3] == [{"lines": lines[0]}, {"lines": lines[1]}, {"notices": {"3": {"title": "kia"}}}]
    assert not (await sockets.get_hub()).followers
    await sockets.end()


def test_ids_that_say_nothing_let_nothing_through() -> None:
    within = str(uuid4())
    assert confinement.admits(within, {"sitting": within})
    assert not confinement.admits(within, {"sitting": str(uuid4())})
    assert not confinement.admits(within, {"number": 3, "text": "x"})
    assert not confinement.admits_stream(within, "body:1:secretariat")
    assert not confinement.admits_stream(within, "")
    assert confinement.admits_stream(within, f"waiting:{within}")
