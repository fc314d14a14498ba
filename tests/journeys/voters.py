"""Members who vote through sockets of their own, each signed in by a session of their own."""

import json
import uuid
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.journeys.house import House

SESSIONS = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from accounts.models import User
from meetings.models import Sitting
sitting = Sitting.objects.get(pk=%r)
found = []
for entry in sitting.roster.filter(role="member", removed_at=None).select_related("person__user").order_by("order"):
    user = entry.person.user
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    found.append([user.username, entry.name, entry.post_title, entry.mode, str(entry.person_id), session.session_key])
print(json.dumps(found))
"""


@dataclass
class Voter:
    """One member: as printed, how the invitation was answered, and the key of a session."""

    username: str
    name: str
    post: str
    mode: str
    person: str
    session: str
    socket: ClientConnection | None = None
    held: ExitStack = field(default_factory=ExitStack)

    def follow(self, house: House, sitting: str) -> None:
        """Open the socket and follow the sitting as a member."""
        opening = connect(
            house.base.replace("http", "ws") + "/ws/",
            origin=house.base,  # type: ignore[arg-type]
            additional_headers={"Cookie": f"sessionid={self.session}"},
            ping_interval=None,  # it sits still between votes, and the house may be busy
        )
        self.socket = self.held.enter_context(opening)
        streams = {f"sitting:{sitting}:members": 0, f"person:{self.person}": 0}
        assert self.ask("follow", {"streams": streams})["ok"]["refused"] == []

    def ask(self, verb: str, args: dict[str, Any]) -> dict[str, Any]:
        """Send one command and wait for its own answer."""
        assert self.socket is not None
        reference = str(uuid.uuid4())
        self.socket.send(json.dumps({"id": reference, "key": reference, "verb": verb, "args": args}))
        while True:
            got = json.loads(self.socket.recv(timeout=20))
            if got.get("re") == reference:
                return got

    def beat(self) -> None:
        """Say that the device is there, as a page does; the next `ask` passes over the answer."""
        if self.socket is not None:
            with suppress(ConnectionClosed):
                self.socket.send(json.dumps({"id": "beat", "verb": "ping"}))

    def leave(self) -> None:
        """Close the socket."""
        self.held.close()


def members_of(house: House, sitting: str) -> list[Voter]:
    """All members on the roster, by precedence."""
    lines = house.tell(SESSIONS % sitting).strip().splitlines()
    return [Voter(*row) for row in json.loads(lines[-1])]
