"""D2: a right is taken away while a socket, a running download and a page are open: two seconds later nothing comes.

    python -m tests.faults.d2_revocation [--full] [--seed N]

Seven kinds of rights in turn: a role, a seat, a mandate, a place on the roster, an invitation to an item, the account,
the sign-in. Each holder follows the sitting, downloads a paper of 256 MiB slowly, and has seen the sitting's page and
the paper as a hit of the search. Events are told ten times a second all along; in every other round Redis is dead.
Counted are events and bytes that arrive, and pages and hits that are given, later than two seconds after the commit.
Size P takes 50 rights away, F 500.
"""

import threading
import time
from itertools import count
from typing import Any

from tests.faults.lib import telling
from tests.faults.lib.holding import Open
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.rights import KINDS, Sitting
from tests.faults.lib.run import Run

TOGETHER, ALLOWED, WATCHED = 7, 2.0, 2.0


def main() -> None:
    """Round by round: seven holders, each loses the right at a moment of its own."""
    run = Run("D2")
    wanted = run.size(7, 50, 500)
    with installed() as house:
        sitting = Sitting(house)
        ending = threading.Event()
        teller = threading.Thread(target=_tell_on, args=(house, sitting, ending))
        teller.start()
        try:
            for number in range(-(-wanted // TOGETHER)):
                redis_is_dead = number % 2 == 1
                if redis_is_dead:
                    house.kill("redis")
                _round(run, sitting, min(TOGETHER, wanted - number * TOGETHER), number)
                if redis_is_dead:
                    house.start("redis")
        finally:
            ending.set()
            teller.join()
    leaks = sum(number for what, number in run.counts.items() if what.startswith("after 2 s: "))
    unproven = sum(number for what, number in run.counts.items() if what.startswith("never seen before: "))
    run.finish(leaks + unproven, 0)


def _tell_on(house: Installation, sitting: Sitting, ending: threading.Event) -> None:
    streams = [sitting.sitting.stream(name) for name in telling.AUDIENCES] + [sitting.item.stream]
    numbers = count()
    while not ending.wait(0.1):
        telling.tell(house, next(numbers), streams)


def _round(run: Run, sitting: Sitting, holders: int, number: int) -> None:
    """So many holders at once."""
    opened: list[Open] = []
    for place in range(holders):
        kind = KINDS[(number + place) % len(KINDS)]
        opened.append(Open(sitting, sitting.house.ask(lambda kind=kind: sitting.holder(kind))))  # type: ignore[misc]
    time.sleep(1.5)
    for one in opened:
        for what, is_there in one.seen_before().items():
            if not is_there:
                run.count(f"never seen before: {what}")
                run.say(f"{one.holder.kind} never had: {what}")
    threads = [threading.Thread(target=_lose, args=(run, one, run.rng.uniform(0, 1))) for one in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _lose(run: Run, one: Open, after: float) -> None:
    """One right taken away, and what comes later than two seconds after."""
    from django.db import connection

    time.sleep(after)
    one.sitting.house.ask(one.holder.take_away)
    gone = time.monotonic()
    connection.close()
    time.sleep(ALLOWED)
    given = one.given_now()
    time.sleep(WATCHED)
    late: dict[str, Any] = {
        "events": one.events_after(gone + ALLOWED),
        "bytes": one.bytes_after(gone + ALLOWED),
        **given,
        "open sockets": one.code != 4401,
    }
    for what, number in late.items():
        run.count(f"after 2 s: {what}", int(number))
    if any(late.values()):
        run.say(f"{one.holder.kind}: {late}, closed with {one.code}")
    run.count(f"taken away: {one.holder.kind}")
    one.close()


if __name__ == "__main__":
    main()
