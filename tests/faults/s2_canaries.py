"""S2: of 1,000 secret ballots no choice stands beside an identity in logs, errors, Redis or PostgreSQL's statements.

    python -m tests.faults.s2_canaries [--seed N]

20 polls of 50 through the product's web process. Half of the ballots hold a canary, a word that stands nowhere else: it
may be found in no byte of what is searched. The others hold choices: none may stand within 300 characters of a
voter's name or id. Among them are requests that fail: malformed, with the choice in clear, twice, too late. PostgreSQL
logs every statement with its values, which is more than statistics keep; all that goes through Redis is overheard.
The same search must find the ballots of a vote by name in the same run.
"""

import random
import re
import secrets
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from bench.lib import bar
from tests.faults.lib.secret_room import CHOICES, SecretRoom, secret_room, seed

MEMBERS, POLLS, NEAR = 50, 20, 300
CHOSEN = re.compile(rb"'(?:for_|against|abstain)'|\"(?:for_|against|abstain)\"(?!:)")


def main() -> None:
    """Vote, err, search, print."""
    rng = random.Random(seed())
    canaries: list[str] = []
    with secret_room(MEMBERS) as room:
        heard = _overhear()
        for number in range(POLLS):
            canaries += _vote(room, rng, number)
        named = _vote_by_name(room)
        time.sleep(1)
        identities = _identities(room)
        texts = _texts(room, heard)
        found = {name: _beside(text, identities) for name, text in texts.items()}
        control = _beside(texts["statements"], _identities(room, named))
        canaried = {name: sum(text.count(one.encode()) for one in canaries) for name, text in texts.items()}
    for name, text in texts.items():
        print(
            f"S2 {name}: {len(text)} octets, {canaried[name]} canaries, {found[name]} choices beside an identity"
        )
    print(
        f"S2 {POLLS * MEMBERS} ballots, {len(canaries)} canaries; of {MEMBERS} ballots by name {control} found"
    )
    print(
        f"BAR S2-control {control} at least {MEMBERS} {'ok' if control >= MEMBERS else 'short'}", flush=True
    )
    if control < MEMBERS:
        raise SystemExit(1)
    bar.finish("S2", sum(found.values()) + sum(canaried.values()), 0)


def _vote(room: SecretRoom, rng: random.Random, number: int) -> list[str]:
    """One secret vote with everything that may go wrong; its canaries."""
    from tests.factories import polls

    poll, canaries = room.open(number), []
    for place, user in enumerate(rng.sample(room.voters, MEMBERS)):
        value = rng.choice(CHOICES)
        if place % 2:
            value = f"canary{secrets.token_hex(8)}"
            canaries.append(value)
        sealed, key = polls.sealed(poll, user, value), str(uuid.uuid4())
        if place % 10 == 0:
            _err(room, poll, user, value)
        assert "ok" in room.cast(poll, user, sealed, key)
        assert "ok" in room.cast(poll, user, sealed, key)
    room.close(poll)
    assert "error" in room.cast(poll, user, polls.sealed(poll, user, value))
    room.announce(poll)
    return canaries


def _err(room: SecretRoom, poll: Any, user: Any, value: str) -> None:
    """Requests no page of ours sends: the choice in clear, in the wrong place, in no envelope."""
    for verb, args in (
        ("voting.cast_ballot", {"poll": str(poll.pk), "value": value}),
        ("voting.cast_sealed", {"poll": str(poll.pk), "sealed": value}),
        ("voting.cast_sealed", {"poll": value, "sealed": [value]}),
        (f"voting.{value}", {"poll": str(poll.pk)}),
    ):
        assert "error" in room.ask(user, verb, args)


def _vote_by_name(room: SecretRoom) -> Any:
    """The control: the same room votes by name."""
    from tests.factories import polls

    poll = polls.opened(polls.fresh_item(room.item), question="Biểu quyết công khai")
    for user in room.voters:
        polls.cast(poll, user, "against")
    return poll


def _overhear() -> list[bytes]:
    """Everything published through Redis from now on."""
    import redis
    from django.conf import settings

    heard: list[bytes] = []
    ear = redis.Redis.from_url(settings.REDIS_URL).pubsub()
    ear.psubscribe("*")

    def listen() -> None:
        for message in ear.listen():
            heard.append(message["data"] if isinstance(message["data"], bytes) else b"")

    threading.Thread(target=listen, daemon=True).start()
    return heard


def _texts(room: SecretRoom, heard: list[bytes]) -> dict[str, bytes]:
    import psycopg
    import redis
    from django.conf import settings

    options = settings.DATABASES["default"]
    address = f"host=127.0.0.1 port={options['PORT']} user={options['USER']} dbname={options['NAME']}"
    with psycopg.connect(address) as link:
        row = link.execute("SHOW data_directory").fetchone()
        assert row is not None
        statements = (Path(str(row[0])).parent / "log").read_bytes()
    store = redis.Redis.from_url(settings.REDIS_URL)
    store.save()
    return {
        "statements": statements,
        "web": (room.folder / "web.log").read_bytes(),
        "keeper": (room.folder / "bar.log").read_bytes(),
        "Redis": (Path(store.config_get("dir")["dir"]) / "dump.rdb").read_bytes(),
        "overheard": b"\n".join(heard),
    }


def _identities(room: SecretRoom, poll: Any = None) -> list[bytes]:
    """Names and ids of the voters; of one poll, or of all secret ones."""
    from voting.models import Elector

    electors = Elector.objects.filter(poll=poll) if poll else Elector.objects.filter(poll__is_secret=True)
    ids = {part for row in electors.values_list("pk", "person_id", "seat_id") for part in row}
    names = {user.person.full_name for user in room.voters} | {user.username for user in room.voters}
    spelled = [part for one in ids for part in (str(one), one.hex)]
    return [text.encode() for text in (*spelled, *names)]


def _beside(text: bytes, identities: list[bytes]) -> int:
    """Choices with an identity within reach, in the same line."""
    known = re.compile(b"|".join(map(re.escape, sorted(identities, key=len, reverse=True))))
    found = 0
    for line in text.split(b"\n"):
        for chosen in CHOSEN.finditer(line):
            near = line[max(0, chosen.start() - NEAR) : chosen.end() + NEAR]
            found += known.search(near) is not None
    return found


if __name__ == "__main__":
    main()
