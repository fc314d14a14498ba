"""A room that votes in secret, for the bars: web process, PostgreSQL and Redis, and the keeper in this process.

The keeper runs here, apart from the web process as in an installation, so that a bar may remember what the product
forgets at once: which row of an opened box was whose. Nothing of that memory is written anywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from bench.lib.product import cookie_of, use
from bench.lib.server import _wait
from bench.lib.sockets import Client, Closed
from tools import services
from tools.services import free_port

ROOT = Path(__file__).resolve().parents[3]
CHOICES = ("for_", "against", "abstain")


def seed() -> int:
    """The number after `--seed`, or a new one; printed, so that a run can be repeated."""
    given = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 0
    number = given or random.SystemRandom().randrange(1, 1_000_000)
    print(f"seed {number}, size {'F' if '--full' in sys.argv else 'P'}", flush=True)
    return number


def size(small: int, full: int) -> int:
    """How many at this size."""
    return full if "--full" in sys.argv else small


class Marked(str):
    """A choice as it leaves its envelope, with the voter only this process knows of."""

    person: uuid.UUID


@dataclass
class SecretRoom:
    """One body of `members`, its sitting open, everybody present, each with a socket of his own."""

    folder: Path
    port: int
    members: int
    item: Any = None
    voters: list[Any] = field(default_factory=list)
    sockets: dict[int, Client] = field(default_factory=dict)
    truth: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def seat(self) -> None:
        """Make the body and connect its members."""
        from tests.factories import people, polls

        self.item = polls.sitting_with_item(members=self.members)
        self.voters = people.members_of(self.item.agenda.sitting.body)
        self.sockets = {user.pk: Client.connect(self.port, "/ws/", cookie_of(user)) for user in self.voters}

    def open(self, number: int) -> Any:
        """The next secret vote."""
        from tests.factories import polls

        return polls.opened_secret(polls.fresh_item(self.item), question=f"Biểu quyết kín số {number}")

    def cast(self, poll: Any, user: Any, sealed: str, key: str = "") -> dict[str, Any]:
        """Send one envelope over the voter's own socket; the whole reply."""
        return self.ask(user, "voting.cast_sealed", {"poll": str(poll.pk), "sealed": sealed}, key)

    def ask(self, user: Any, verb: str, args: dict[str, Any], key: str = "") -> dict[str, Any]:
        """One command and its reply; a socket the server cut for its silence is opened anew, as a tablet does."""
        key = key or str(uuid.uuid4())
        text = json.dumps({"id": key, "key": key, "verb": verb, "args": args})
        try:
            return self._sent(user, text, key)
        except (OSError, Closed):
            self.sockets[user.pk] = Client.connect(self.port, "/ws/", cookie_of(user))
            return self._sent(user, text, key)

    def _sent(self, user: Any, text: str, key: str) -> dict[str, Any]:
        self.sockets[user.pk].send(text)
        reply: dict[str, Any] = json.loads(self.sockets[user.pk].wait_for(key))
        return reply

    def count(self, poll: Any) -> None:
        """Let the keeper open the closed box, remembering which row is whose."""
        from tests.factories import polls
        from voting.models import SecretBallot
        from voting.services import unsealing

        opening, keeping = unsealing.envelopes.open_envelope, SecretBallot.objects.bulk_create

        def opened(octets: bytes, key: Any, poll_id: uuid.UUID, person: uuid.UUID) -> str:
            value = Marked(opening(octets, key, poll_id, person))
            value.person = person
            return value

        def kept(rows: Sequence[Any]) -> Any:
            self.truth |= {row.pk: row.value.person for row in rows}
            return keeping(rows)

        with (
            mock.patch.object(unsealing.envelopes, "open_envelope", opened),
            mock.patch.object(SecretBallot.objects, "bulk_create", kept),
        ):
            polls.keeper().turn()

    def close(self, poll: Any) -> None:
        """End the vote and have it counted."""
        from tests.factories import polls
        from voting import services as voting

        voting.close_poll(polls.secretary(poll.sitting), poll)
        self.count(poll)

    def announce(self, poll: Any) -> None:
        """Tell the result; the keeper destroys the key."""
        from tests.factories import polls
        from voting import services as voting

        voting.announce_result(polls.secretary(poll.sitting), polls.fresh(poll.pk), confirmed=True)
        polls.keeper().turn()


@contextlib.contextmanager
def secret_room(members: int) -> Iterator[SecretRoom]:
    """Everything started, and ended by pid."""
    services.stop_on_signals()
    with (
        keys_in_a_folder() as folder,
        services.postgres(durable=True) as database,
        services.redis() as redis,
    ):
        talk(database)
        env = use(database, redis)
        with _web(env, folder) as port:
            room = SecretRoom(folder, port, members)
            room.seat()
            yield room


@contextlib.contextmanager
def keys_in_a_folder() -> Iterator[Path]:
    """A folder for everything made at run time, the keys of the boxes included; what this process logs goes there."""
    folder = Path(tempfile.mkdtemp(prefix="ecabinet-secret-"))
    made = {"ECABINET_VAR": str(folder), "BOX_KEYS_DIR": str(folder / "box-keys"), "LOG_LEVEL": "DEBUG"}
    os.environ |= made
    try:
        with (folder / "bar.log").open("w") as log, contextlib.redirect_stderr(log):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def talk(database: str) -> None:
    """Make PostgreSQL keep all of its log of changes, and print every statement with its values."""
    import psycopg

    with psycopg.connect(database, autocommit=True) as link:
        for name, value in {"wal_keep_size": "8GB", "max_wal_size": "8GB", "log_statement": "all"}.items():
            link.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        link.execute("SELECT pg_reload_conf()")


@contextlib.contextmanager
def _web(env: dict[str, str], folder: Path) -> Iterator[int]:
    port = free_port()
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=ROOT,
            env={**os.environ, **env, "PORT": str(port)},
            stdout=log,
            stderr=log,
        )
    try:
        _wait(process, port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        if process.poll() is None:
            process.kill()
            process.wait()
