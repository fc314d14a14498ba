"""L1b: one item of an agenda of 30 changes, through the real service, before viewers in 8 audiences; against one
event to one audience of as many signed-in sockets of the same server (what L1a measures), interleaved rounds.

200 viewers for `make bars`, 1,000 for `make bench`. Goal: at most 2 times. The audiences are the five of a sitting
and the invitees of three items; the item that changes is each of the three in turn, so in every round two audiences
must hear nothing, and that is checked; they come on top of the viewers who are counted. A published title is frozen,
so it is the presenter's post that changes; what is told is the same, the whole item.
"""

import sys
import time
from contextlib import ExitStack
from typing import Any

from bench.bars.l1a_fanout import STREAM
from bench.lib import bar
from bench.lib.fan import Fan, allow_files, followers
from bench.lib.product import cookie_of, use
from bench.lib.publishing import Publisher, publisher
from bench.lib.server import product
from tools import services

FULL = "--full" in sys.argv
VIEWERS, ROUNDS, EVENTS, WARM_UP, ITEMS, OWN = (1000 if FULL else 200), (6 if FULL else 3), 10, 3, 30, 3
# Audiences that hear of a change: the five of the sitting and the invitees of the item.
HEARING = 6


def main() -> None:
    """Measure and print."""
    allow_files(8 * VIEWERS + 2000)
    with services.postgres(durable=True) as database, services.redis() as redis, ExitStack() as stack:
        env = use(database, redis)
        item_ids, officer, streams = _prepare()
        port, _server = stack.enter_context(product(env))
        one_audience = stack.enter_context(publisher(env, "product", STREAM))
        changes = [stack.enter_context(publisher(env, "agenda", str(pk), str(officer))) for pk in item_ids]
        crowd = Fan(followers(port, _members_of(STREAM, VIEWERS), STREAM))
        share = -(-VIEWERS // HEARING)
        viewers = [followers(port, _members_of(stream, share), stream) for stream in streams]
        _measure(crowd, one_audience, viewers, changes)


def _prepare() -> tuple[list[Any], int, list[str]]:
    """A published agenda; the items that will change, who changes them, and the audiences, those of items last."""
    from accounts.models import BodyRole
    from tests.factories import agendas, people, sittings

    body = people.government(members=27)
    officer = people.staff(body, BodyRole.Role.CONDUCT)
    agenda = agendas.published(sittings.called_sitting(body), items=ITEMS)
    items = agendas.items_of(agenda)[:OWN]
    from realtime.streams import SITTING_AUDIENCES

    names = [agenda.sitting.stream(audience) for audience in SITTING_AUDIENCES]
    return [item.pk for item in items], officer.pk, [*names, *(item.stream for item in items)]


def _members_of(stream: str, count: int) -> list[str]:
    """Cookies of that many new users of an audience."""
    from realtime import audiences
    from tests.factories import people

    users = [people.user() for _number in range(count)]
    audiences.add(stream, [user.pk for user in users])
    return [cookie_of(user) for user in users]


def _measure(crowd: Fan, one: Publisher, viewers: list[list[Any]], changes: list[Publisher]) -> None:
    ratios, alone, whole = [], [], []
    sitting = [client for audience in viewers[:-OWN] for client in audience]
    for number in range(ROUNDS):
        place = number % OWN
        own = viewers[-OWN:]
        hearing = Fan([*sitting, *own[place]])
        deaf = Fan([client for other, clients in enumerate(own) if other != place for client in clients])
        alone.append(_round(crowd, one, f"a{number}"))
        whole.append(_round(hearing, changes[place], f"b{number}"))
        deaf.check_silence()
        ratios.append(whole[-1] / alone[-1])
    print(
        f"L1b {ITEMS} items, {len(hearing)} viewers hearing in {HEARING} audiences and {len(deaf)} in",
        end=" ",
    )
    print(f"{OWN - 1} who must not, {len(crowd)} in one; {ROUNDS} rounds x {EVENTS} events, lost 0, bad 0")
    print(
        f"L1b one item p50 {bar.spread(whole)} ms · one audience {bar.spread(alone)} ms · {bar.spread(ratios)}"
    )
    bar.finish("L1b", bar.median(ratios), 2)


def _round(fan: Fan, source: Publisher, name: str) -> float:
    """Milliseconds from the commit to the median client's reading."""
    took = []
    for event in range(WARM_UP + EVENTS):
        needle = f"{name}-{event}."
        source.begin(needle)
        times = fan.wait(needle)
        moment = source.moment()
        fan.check(needle)
        if event >= WARM_UP:
            took.append(times[len(times) // 2] - moment)
        time.sleep(0.02)
    return bar.median(took) * 1000


if __name__ == "__main__":
    main()
