"""A sign-in confined to one sitting follows and commands nothing of another, and its socket ends at its midnight."""

from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from core import clock
from realtime import confinement
from tests.realtime import test_socket as sockets

pytestmark = pytest.mark.django_db(transaction=True)


def confined_cookie(user: User, within: str) -> str:
    """The cookie of a sign-in that is good for one sitting."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[confinement.WITHIN] = within
    session.save()
    return str(session.session_key)


async def test_a_confined_socket_is_refused_what_is_another_sittings_and_ends_at_midnight() -> None:
    own, other = str(uuid4()), str(uuid4())
    here, there = f"sitting:{own}:members", f"sitting:{other}:members"
    user = await sync_to_async(sockets.make_user)("on.loan", here, there)
    key = await sync_to_async(confined_cookie)(user, own)
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
    midnight = clock.real() - timedelta(seconds=1)
    await Session.objects.filter(session_key=key).aupdate(expire_date=midnight)
    closed = await socket.receive_output(timeout=10)
    assert closed["type"] == "websocket.close" and closed["code"] == 4401
    await sockets.end()


def test_ids_that_say_nothing_let_nothing_through() -> None:
    within = str(uuid4())
    assert confinement.admits(within, {"sitting": within})
    assert not confinement.admits(within, {"sitting": str(uuid4())})
    assert not confinement.admits(within, {"number": 3, "text": "x"})
    assert not confinement.admits_stream(within, "body:1:secretariat")
    assert not confinement.admits_stream(within, "")
    assert confinement.admits_stream(within, f"waiting:{within}")
