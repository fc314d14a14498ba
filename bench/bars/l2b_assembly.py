"""L2b: an assembly: 500 members and 500 observers (200 in all for `make bars`), each by his own signed-in socket.

The desk opens a vote; clock from the sending of the command to the reading of "vote open": p95 at most 1 s. All
members press in the same moment: all answered within 10 s, without an error. Memory of the server for each idle
following socket: at most 300 KiB. All three must hold; the bar is the time of "vote open" in the slowest round.
"""

import json
import sys
import time
import uuid
from functools import partial
from pathlib import Path
from typing import Any

from bench.lib import bar
from bench.lib.acts import Course, over_sockets
from bench.lib.fan import Fan, allow_files, follower, followers
from bench.lib.product import cookie_of, use
from bench.lib.server import product
from bench.lib.sockets import Client, open_all
from tools import services

FULL = "--full" in sys.argv
MEMBERS = OBSERVERS = 500 if FULL else 100
ROUNDS = 3


def main() -> None:
    """Measure and print."""
    allow_files(8 * MEMBERS + 2000)
    with services.postgres(durable=True) as database, services.redis() as redis:
        env = use(database, redis)
        item, members, observers = _prepare()
        with product(env) as (port, server):
            streams = [item.agenda.sitting.stream(name) for name in ("members", "observers")]
            desk = follower(port, _desk(item), item.agenda.sitting.stream("secretariat"))
            follower(port, cookie_of(members[0]), streams[0]).link.close()  # everything is loaded once
            before = _resident(server.pid)
            seats = open_all(
                partial(follower, port, cookie_of(user), streams[0], f"person:{user.person_id}")
                for user in members
            )
            gallery = followers(port, map(cookie_of, observers), streams[1])
            time.sleep(3)
            each = (_resident(server.pid) - before) / (MEMBERS + OBSERVERS)
            _measure(item, desk, seats, gallery, each)


def _prepare() -> tuple[Any, list[Any], list[Any]]:
    """An item under discussion, its members, and as many observers."""
    from realtime import audiences
    from tests.factories import people, polls

    item = polls.sitting_with_item(members=MEMBERS)
    observers = [people.user() for _number in range(OBSERVERS)]
    audiences.add(item.agenda.sitting.stream("observers"), [user.pk for user in observers])
    return item, people.members_of(item.agenda.sitting.body), observers


def _desk(item: Any) -> str:
    from tests.factories import sittings

    return cookie_of(sittings.secretary_of(item.agenda.sitting.body))


def _command(verb: str, **arguments: str) -> str:
    return json.dumps({"id": "c", "verb": verb, "key": str(uuid.uuid4()), "args": arguments})


def _measure(item: Any, desk: Client, seats: list[Client], gallery: list[Client], each: float) -> None:
    from tests.factories import polls

    seen, votes = [], []
    for number in range(ROUNDS):
        poll = polls.prepared(item, question=f"Biểu quyết lần {number + 1}")
        seen.append(_open(desk, poll, [*seats, *gallery]))
        votes.append(_vote(poll, seats))
        desk.send(_command("voting.close_poll", poll=str(poll.pk)))
        desk.wait_for('"re"', 60)
        time.sleep(1)
    print(f"L2b {MEMBERS} members, {OBSERVERS} observers, {ROUNDS} rounds, lost 0, bad 0")
    print(f"L2b vote open, p95 of each round {bar.spread(seen, 3)} s")
    for course in votes:
        print(
            f"L2b {MEMBERS} pressed at once: {course.seconds:.2f} s, p99 {course.percentile(0.99):.2f} s, 0 errors"
        )
    others = [
        bar.state("L2b-votes", max(course.seconds for course in votes), 10),
        bar.state("L2b-memory", each, 300),
    ]
    bar.finish("L2b", max(seen), 1, others=all(others))


def _open(desk: Client, poll: Any, clients: list[Client]) -> float:
    """Seconds from the sending of the command until 95 of 100 have read that the vote is open."""
    for client in clients:
        client.link.setblocking(False)
    fan = Fan(clients)
    fan.discard()
    began = time.monotonic()
    desk.send(_command("voting.open_poll", poll=str(poll.pk)))
    times = fan.wait('"t":"poll.opened"')
    return times[len(times) * 95 // 100] - began


def _vote(poll: Any, seats: list[Client]) -> Course:
    """All members at once. Raises if any is refused, or if the ledger doesn't hold one ballot of each."""
    for client in seats:
        client.buffer.clear()
    texts = [_command("voting.cast_ballot", poll=str(poll.pk), value="for_") for _seat in seats]
    course = over_sockets(seats, texts, in_flight=len(seats))
    rows = poll.ballots.all()
    if rows.count() != MEMBERS or rows.values("elector").distinct().count() != MEMBERS:
        raise RuntimeError(f"{rows.count()} ballots of {MEMBERS} members")
    return course


def _resident(pid: int) -> float:
    """KiB of memory the process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return float(line.split()[1])
    raise RuntimeError("no such process")


if __name__ == "__main__":
    main()
