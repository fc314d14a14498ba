"""L2a: ballots with every check, durable, each voter by his own signed-in socket, against a plain ORM view under
stock Daphne with Django's pool and the same sign-in check; 64 acts in flight on both sides, interleaved rounds.

Goals: at least 10 times the rate, and p99 at most half. 500 voters for `make bars`, 5,000 for `make bench`.
"""

import json
import sys
import uuid
from typing import Any

from bench.lib import bar
from bench.lib.acts import Course, over_http, over_sockets
from bench.lib.product import cookie_of, use
from bench.lib.server import daphne, product
from bench.lib.sockets import Client
from tools import services

FULL = "--full" in sys.argv
VOTERS, ROUNDS, IN_FLIGHT = (5000 if FULL else 500), (5 if FULL else 3), 64


def main() -> None:
    """Measure and print."""
    with services.postgres(durable=True) as database, services.redis() as redis:
        env = use(database, redis)
        poll, users = _prepare()
        cookies = [cookie_of(user) for user in users]
        with (
            product(env) as (port, _ours),
            daphne(
                "bench.peers.ballot_asgi:application",
                {**env, "DJANGO_SETTINGS_MODULE": "bench.peers.ballot_settings"},
            ) as (peer_port, _peer),
        ):
            clients = [_follow(port, cookie, user) for cookie, user in zip(cookies, users, strict=True)]
            _measure(poll, clients, _requests(poll, cookies), peer_port)


def _prepare() -> tuple[Any, list[Any]]:
    from tests.factories import polls

    poll = polls.opened(members=VOTERS)
    return poll, polls.members_of(poll)


def _follow(port: int, cookie: str, user: Any) -> Client:
    client = Client.connect(port, "/ws/", cookie)
    client.send(
        json.dumps({"id": "f", "verb": "follow", "args": {"streams": {f"person:{user.person_id}": 0}}})
    )
    client.wait_for('"re"')
    return client


def _requests(poll: Any, cookies: list[str]) -> list[bytes]:
    body = json.dumps({"value": "for_"}).encode()
    return [
        f"POST /cast/{poll.pk}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
        for cookie in cookies
    ]


def _ballots(poll: Any) -> list[str]:
    return [
        json.dumps(
            {
                "id": "v",
                "verb": "voting.cast_ballot",
                "key": str(uuid.uuid4()),
                "args": {"poll": str(poll.pk), "value": "for_"},
            }
        )
        for _voter in range(VOTERS)
    ]


def _measure(poll: Any, clients: list[Client], requests: list[bytes], peer_port: int) -> None:
    rates: list[float] = []
    tails: list[float] = []
    for _round in range(ROUNDS):
        ours = over_sockets(clients, _ballots(poll), IN_FLIGHT)
        _check_and_empty(poll)
        theirs = over_http(peer_port, requests, IN_FLIGHT)
        _check_and_empty(poll)
        rates.append(ours.rate / theirs.rate)
        tails.append(ours.percentile(0.99) / theirs.percentile(0.99))
        print(f"L2a product {_words(ours)} · plain view {_words(theirs)}")
    print(
        f"L2a rate {bar.spread(rates)} times, p99 {bar.spread(tails)} times; {VOTERS} voters, {ROUNDS} rounds"
    )
    rate, tail = bar.median(rates), bar.median(tails)
    is_quick = bar.state("L2a-p99", tail, 0.5)
    bar.finish("L2a", rate, 10, "at least", others=is_quick)


def _check_and_empty(poll: Any) -> None:
    """Every voter has exactly one ballot; then the next round begins anew."""
    from core.models import StoredAnswer
    from voting.models import Ballot

    rows = Ballot.objects.filter(poll=poll)
    if rows.count() != VOTERS or rows.values("elector").distinct().count() != VOTERS:
        raise RuntimeError(f"{rows.count()} ballots of {VOTERS} voters")
    rows.delete()
    StoredAnswer.objects.all().delete()


def _words(course: Course) -> str:
    return (
        f"{course.rate:.0f}/s, p50 {course.percentile(0.5) * 1000:.0f} ms, "
        f"p99 {course.percentile(0.99) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
