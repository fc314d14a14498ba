"""L1a: one event to many signed-in sockets, clock from the commit, against the Channels tutorial on
`channels_redis.core` and against the floor, raw Redis pub/sub to as many subscribers; interleaved rounds of one run.

200 clients for `make bars`, 1,000 for `make bench`. Goals: p50 at most a sixth and processor time at most a fifth of
the tutorial's; beyond: p50 at most 2 times, processor time at most 3 times the floor's. Processor time is that of
each contender's server and of its own Redis. The product's event is announced by another process than the one that
holds the sockets, the harder case.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from bench.lib import bar
from bench.lib.fan import Fan, allow_files, followers, subscribers
from bench.lib.product import cookie_of, use
from bench.lib.publishing import Publisher, publisher
from bench.lib.server import cpu_seconds, daphne, product, redis_pid
from bench.lib.sockets import Client, open_all
from tools import services

FULL = "--full" in sys.argv
CLIENTS, ROUNDS, EVENTS, WARM_UP = (1000 if FULL else 200), (5 if FULL else 3), 12, 3
STREAM = "sitting:00000000-0000-0000-0000-00000000b001:members"


@dataclass
class Contender:
    """One way an event may take, and what it cost in each round."""

    name: str
    fan: Fan
    publisher: Publisher
    check: Callable[[str], None]
    processes: list[int]
    p50: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def play(self, number: int) -> None:
        """One round: milliseconds of the median client, and of processor time for each event."""
        took = []
        for event in range(WARM_UP + EVENTS):
            if event == WARM_UP:
                before = self._cpu()
            needle = f"{self.name}-{number}-{event}."
            self.publisher.begin(needle)
            times = self.fan.wait(needle)
            moment = self.publisher.moment()
            self.check(needle)
            if event >= WARM_UP:
                took.append(times[len(times) // 2] - moment)
            time.sleep(0.02)
        self.cpu.append((self._cpu() - before) / EVENTS * 1000)
        self.p50.append(bar.median(took) * 1000)

    def _cpu(self) -> float:
        return sum(cpu_seconds(pid) for pid in self.processes)

    def words(self) -> str:
        """Its figures."""
        return f"{self.name} p50 {bar.spread(self.p50)} ms, cpu {bar.spread(self.cpu)} ms an event"


def main() -> None:
    """Measure and print."""
    allow_files(8 * CLIENTS + 2000)
    with services.postgres(durable=True) as database, services.redis() as ours, services.redis() as theirs:
        env = use(database, ours)
        cookies = _prepare()
        peer_env, floor_env = {"PEER_REDIS_URL": theirs}, {"FLOOR_REDIS_URL": theirs}
        with (
            product(env) as (port, server),
            daphne("bench.peers.tutorial:application", peer_env) as (peer_port, peer),
            publisher(env, "product", STREAM) as first,
            publisher(peer_env, "tutorial") as second,
            publisher(floor_env, "redis", "floor") as third,
        ):
            mine = Fan(followers(port, cookies, STREAM))
            tutorial = Fan(open_all(partial(_join, peer_port) for _client in range(CLIENTS)))
            floor = Fan(subscribers(theirs, "floor", CLIENTS))
            _measure(
                Contender("product", mine, first, mine.check, [server.pid, redis_pid(ours)]),
                Contender("tutorial", tutorial, second, tutorial.check, [peer.pid, redis_pid(theirs)]),
                Contender("redis", floor, third, floor.check_plain, [redis_pid(theirs)]),
            )


def _prepare() -> list[str]:
    """The cookies of as many users of one audience."""
    from realtime import audiences
    from tests.factories import people

    users = [people.user() for _number in range(CLIENTS)]
    audiences.add(STREAM, [user.pk for user in users])
    return [cookie_of(user) for user in users]


def _join(port: int) -> Client:
    client = Client.connect(port, "/ws/")
    client.wait_for("ready", 60)
    return client


def _measure(mine: Contender, tutorial: Contender, floor: Contender) -> None:
    began, used = time.monotonic(), time.process_time()
    for number in range(ROUNDS):
        for contender in (mine, tutorial, floor):
            contender.play(number)
    reader = (time.process_time() - used) / (ROUNDS * 3 * (EVENTS + WARM_UP)) * 1000
    print(f"L1a {CLIENTS} clients, {ROUNDS} rounds x {EVENTS} events, lost 0, bad 0", end="; ")
    print(f"{time.monotonic() - began:.0f} s, the reader itself {reader:.1f} ms an event with its checks")
    for contender in (mine, tutorial, floor):
        print(f"L1a {contender.words()}")

    def ratio(ours: list[float], theirs: list[float], words: str) -> float:
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        print(f"L1a product : {words} {bar.spread(ratios, 3)}")
        return bar.median(ratios)

    p50, cpu = ratio(mine.p50, tutorial.p50, "tutorial, p50"), ratio(mine.cpu, tutorial.cpu, "tutorial, cpu")
    floor_p50, floor_cpu = ratio(mine.p50, floor.p50, "floor, p50"), ratio(mine.cpu, floor.cpu, "floor, cpu")
    others = [
        bar.state("L1a-cpu", cpu, 1 / 5),
        bar.state("L1a-floor", floor_p50, 2),
        bar.state("L1a-floor-cpu", floor_cpu, 3),
    ]
    bar.finish("L1a", p50, 1 / 6, others=all(others))


if __name__ == "__main__":
    main()
