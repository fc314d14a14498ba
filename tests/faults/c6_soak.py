"""C6: thousands of tablets come and go; afterwards the process is as it was after the first tenth of them.

    python -m tests.faults.c6_soak [--full] [--seed N]

Each cycle opens a signed-in socket, follows one to three streams of a fresh sitting, pings, perhaps sends a command,
and leaves: by closing, by a reset, or in the middle of its own follow. Twenty at a time. Looked at after the first
tenth and at the end, with nobody there: resident memory (at most 5 % more), the sessions PostgreSQL counts (at most
the pool), the keys and channels of Redis, and every table of the hub. Size P: 2,000 cycles after 800 that aren't
counted, F: 50,000.
"""

import json
import os
import random
import signal
import socket
import struct
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.lib.sockets import Client, Closed
from tests.faults.lib import telling
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run

QUIET = 8
AT_A_TIME, PEOPLE, POOL, MORE = 20, 40, 16, 5.0
# At size P a tenth is too few for the process to have loaded everything once.
WARM_UP = 800
RESET = struct.pack("ii", 1, 0)


def main() -> None:
    """Come and go; compare."""
    run = Run("C6")
    cycles = run.size(100, 2000, 50_000)
    with installed(program="tests.faults.lib.looked_into", LOG_LEVEL="ERROR") as house:
        visitors = Visitors(house)
        visitors.play(run.size(0, WARM_UP, 0), run.rng)
        visitors.play(cycles // 10, run.rng)
        early = _look(house)
        most = visitors.play(cycles - cycles // 10, run.rng)
        late = _look(house, early["tables"])
        run.count("faults in the log", house.logged().count("Traceback"))
    run.count("cycles", cycles)
    for name, number in visitors.counts.items():
        run.count(name, number)
    run.say(f"after the first tenth: {early}")
    run.say(f"at the end: {late}")
    left = {name: n for name, n in late["tables"].items() if n > early["tables"][name]}
    run.line("tables", sum(left.values()), 0)
    run.line("database", max(most, late["database"]), POOL + 1)
    run.line("redis", abs(late["redis"] - early["redis"]), 0)
    run.line("faults", run.counts["faults in the log"], 0)
    grown = 100.0 * (late["memory"] / early["memory"] - 1)
    # A hundred visits say nothing about memory: the process is still warming up.
    run.finish(0.0 if run.tier == "T" else grown, MORE)


class Visitors:
    """Signed-in people who come and go on streams of their own."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.counts: dict[str, int] = {}
        self.people = [_person(house) for _number in range(PEOPLE)]

    def play(self, cycles: int, rng: random.Random) -> int:
        """So many visits; the most sessions PostgreSQL counted meanwhile."""
        most = 0
        with ThreadPoolExecutor(AT_A_TIME) as crowd:
            for start in range(0, cycles, 400):
                visits = [rng.random() for _number in range(min(400, cycles - start))]
                results = crowd.map(self._visit, range(start, start + len(visits)), visits)
                most = max(most, _database(self.house))
                for result in results:
                    self.counts[result] = self.counts.get(result, 0) + 1
        return most

    def _visit(self, number: int, chance: float) -> str:
        cookie, streams = self.people[number % PEOPLE]
        try:
            client = Client.connect(self.house.port, "/ws/", cookie)
        except (Closed, OSError) as end:
            return f"not let in: {type(end).__name__}"
        chosen = dict.fromkeys(streams[: 1 + number % 3], 0)
        client.send(json.dumps({"id": "1", "verb": "follow", "args": {"streams": chosen}}))
        way = "left in the middle of the follow"
        with suppress(TimeoutError):
            if chance < 0.9:
                client.wait_for('"re"')
                client.send('{"verb":"ping"}')
                if chance < 0.3:
                    client.send('{"id":"2","verb":"voting.cast_ballot","args":{}}')
                    client.wait_for('"2"')
                way = "closed" if chance < 0.6 else "reset"
        if way == "reset":
            client.link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        elif way == "closed":
            client.link.sendall(b"\x88\x82\0\0\0\0" + (1000).to_bytes(2, "big"))
        client.link.close()
        return way


def _person(house: Installation) -> tuple[str, list[str]]:
    from bench.lib.product import cookie_of
    from realtime import audiences
    from tests.factories import people

    user = house.ask(people.user)
    names = [telling.new_stream() for _number in range(3)]
    for name in names:
        house.ask(lambda name=name: audiences.add(name, [user.pk]))  # type: ignore[misc]
    return cookie_of(user), names


def _look(house: Installation, before: dict[str, int] | None = None) -> dict[str, Any]:
    """The process with nobody there, once what is under way has ended: as much as before, or twenty seconds later."""
    assert house.app is not None
    place = Path(house.env["LOOK_INTO"])
    end, tables = time.monotonic() + 20, dict[str, int]()
    while time.monotonic() < end:
        place.unlink(missing_ok=True)
        os.kill(house.app.pid, signal.SIGUSR1)
        time.sleep(0.5)
        tables = json.loads(place.read_text()) if place.exists() else {"sockets": 1}
        if not tables["sockets"] and all(tables[name] <= number for name, number in (before or {}).items()):
            break
    time.sleep(
        QUIET
    )  # the process looks every five seconds whether enough have left to search for dead cycles
    text = Path(f"/proc/{house.app.pid}/status").read_text()
    memory = int(text.partition("VmRSS:")[2].split()[0])
    return {"memory": memory, "database": _database(house), "redis": _redis(house), "tables": tables}


def _database(house: Installation) -> int:
    """Sessions of the product in PostgreSQL, ours left out."""
    with house.engines["postgres"].session() as session:  # type: ignore[attr-defined]
        row = session.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = 'ecabinet' AND client_port IS NOT NULL"
        ).fetchone()
    return int(row[0]) - _own_sessions()


def _own_sessions() -> int:
    from django.db import connection

    pool = getattr(connection, "pool", None)
    return int(pool.get_stats().get("pool_size", 0)) if pool else 1


def _redis(house: Installation) -> int:
    """Keys, and channels somebody listens to."""
    import redis

    with redis.Redis.from_url(house.engines["redis"].url) as link:
        return int(link.dbsize()) + len(link.pubsub_channels())  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
