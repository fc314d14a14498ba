"""P3: one event to 200 signed-in sockets, clock from the commit, p50 against the Channels tutorial on
`channels_redis.core`, in interleaved rounds of one run. Goal: at most a third.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any

from bench.lib import bar
from bench.lib.product import cookie_of, use
from bench.lib.server import cpu_seconds, daphne, product
from bench.lib.sockets import Client, arrivals
from tools import services

SOCKETS, ROUNDS, EVENTS, WARM_UP = 200, bar.rounds(5), 8, 3
STREAM = "sitting:00000000-0000-0000-0000-00000000b001:members"


def main() -> None:
    """Measure and print."""
    with services.postgres(durable=True) as database, services.redis() as redis:
        env = use(database, redis)
        cookies = _prepare()
        with (
            product(env) as (port, ours),
            daphne("bench.peers.tutorial:application", {"PEER_REDIS_URL": redis}) as (peer_port, peer),
        ):
            readers = [_follow(port, cookie) for cookie in cookies]
            tutorial = [Client.connect(peer_port, "/ws/") for _ in range(SOCKETS)]
            for client in tutorial:
                client.wait_for("ready")
            _measure(readers, tutorial, redis, ours, peer)


def _prepare() -> list[str]:
    """Make 200 users of one audience, sign each in; the session cookies."""
    from accounts.models import User
    from realtime import audiences
    from tests.factories import people

    users: list[User] = [people.user() for _number in range(SOCKETS)]
    audiences.add(STREAM, [user.pk for user in users])
    return [cookie_of(user) for user in users]


def _follow(port: int, cookie: str) -> Client:
    client = Client.connect(port, "/ws/", cookie)
    client.send(json.dumps({"id": "1", "verb": "follow", "args": {"streams": {STREAM: 0}}}))
    client.wait_for('"re"')
    return client


def _publish_ours(text: str) -> float:
    """One announced change; the moment its commit was done."""
    from django.db import transaction

    from realtime.events import Payload
    from realtime.services import announce

    @dataclass(frozen=True)
    class Shown(Payload):
        wire_name = "bench.shown"

        def patch(self) -> dict[str, Any]:
            return {"room": {"item": text, "paper": {"page": 3, "text": "x" * 60}}}

    moment: list[float] = []
    with transaction.atomic():
        transaction.on_commit(lambda: moment.append(time.monotonic()))
        announce(Shown(), [STREAM])
    return moment[0]


class _Peer:
    """Publishes as a view of the tutorial would: one `group_send` to the layer."""

    def __init__(self, redis: str) -> None:
        from channels_redis.core import RedisChannelLayer

        self.layer = RedisChannelLayer(hosts=[redis])
        self.loop = asyncio.new_event_loop()

    def publish(self, text: str) -> float:
        """Send; the moment before sending, since there is no commit."""
        moment = time.monotonic()
        message = {"type": "chat.message", "message": {"item": text, "page": 3, "text": "x" * 60}}
        self.loop.run_until_complete(self.layer.group_send("room", message))
        return moment


def _round(clients: list[Client], publish: Any, name: str) -> list[float]:
    p50: list[float] = []
    for number in range(WARM_UP + EVENTS):
        needle = f"{name}-{number}."
        start = publish(needle)
        took = sorted(at - start for at in arrivals(clients, needle))
        if number >= WARM_UP:
            p50.append(took[len(took) // 2])
        time.sleep(0.05)
    return p50


def _measure(product: list[Client], tutorial: list[Client], redis: str, ours: Any, peer: Any) -> None:
    other = _Peer(redis)
    ratios, our_ms, peer_ms, cpu = [], [], [], []
    for number in range(ROUNDS):
        before, peer_before = cpu_seconds(ours), cpu_seconds(peer)
        mine = bar.median(_round(product, _publish_ours, f"a{number}"))
        theirs = bar.median(_round(tutorial, other.publish, f"b{number}"))
        our_ms.append(mine * 1000)
        peer_ms.append(theirs * 1000)
        ratios.append(mine / theirs)
        cpu.append((cpu_seconds(ours) - before) / max(cpu_seconds(peer) - peer_before, 0.001))
    print(f"P3 {SOCKETS} sockets, {ROUNDS} rounds x {EVENTS} events; p50 ms from the commit")
    print(f"P3 product {bar.spread(our_ms)} · tutorial {bar.spread(peer_ms)} · ratio {bar.spread(ratios)}")
    print(f"P3 processor time, product : tutorial {bar.spread(cpu)}")
    bar.finish("P3", bar.median(ratios), 1 / 3)


if __name__ == "__main__":
    main()
