"""C1: every tablet gets its streams in order, without a gap and without a repeat, whatever is killed meanwhile.

    python -m tests.faults.c1_order [--full] [--seed N] [--embedded]

Changes are announced on four streams of a sitting and to single persons while a fifth of the tablets is cut off every
5 to 30 s, and Redis and the web process are killed five times each. In the end each stream of each tablet must have
come from its first number to the newest in steps of one, and every document must be the one the rows make.
Size P: 100 changes to 20 tablets; F: 1,000 to 200. `--embedded`: SQLite and the in-memory layer.
"""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from tests.faults.lib import telling
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.relay import Relay, relay
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Member, Tablets

EMBEDDED = "--embedded" in sys.argv
KILLS, PAUSE = 5, (5.0, 30.0)


def main() -> None:
    """Tell, kill, cut; then look at how everybody came to where they are."""
    run = Run("C1-embedded" if EMBEDDED else "C1")
    if not EMBEDDED:
        run.also("--embedded")
    events, clients = run.size(15, 100, 1000), run.size(5, 20, 200)
    with installed(embedded=EMBEDDED) as house, Tablets() as tablets, ExitStack() as stack:
        members = _open(house, tablets, stack, clients)
        seconds = float(run.size(15, 60, 240))
        _play(run, house, members, events, seconds)
        for _name, way in members.values():
            if way is not None:
                way.is_down = False
        right = _judge(run, house, tablets, {who: member for who, (member, _way) in members.items()})
    run.finish(right, 100.0, "at least")


def _open(
    house: Installation, tablets: Tablets, stack: ExitStack, clients: int
) -> dict[str, tuple[Member, Relay | None]]:
    """Everybody at a tablet, every fifth behind a relay of his own."""
    opened: dict[str, tuple[Member, Relay | None]] = {}
    for number, (who, member) in enumerate(telling.readers(house, clients).items()):
        way = stack.enter_context(relay(house.port)) if number % 5 == 0 else None
        tablets.open(who, way.base if way else house.base, member)
        opened[who] = (member, way)
    tablets.wait_live(90)
    return opened


def _play(
    run: Run,
    house: Installation,
    members: dict[str, tuple[Member, Relay | None]],
    events: int,
    seconds: float,
) -> None:
    """One timetable for everything that happens; faults in threads of their own, for a start takes its time."""
    table: list[tuple[float, Callable[[], Any]]] = []
    streams = [name for member, _way in members.values() for name in member.streams]
    for number in range(events):
        chosen = run.rng.sample(sorted(set(streams)), k=min(3, len(set(streams))))
        table.append((run.rng.uniform(0, seconds), lambda n=number, to=chosen: telling.tell(house, n, to)))
    parts = ("app",) if EMBEDDED else ("app", "redis")
    for place, part in enumerate(parts):
        for number in range(run.size(1, KILLS, KILLS)):
            begin = (number + (place + 1) / (len(parts) + 1)) * seconds / run.size(1, KILLS, KILLS)
            table.append((begin, lambda part=part: _kill(run, house, part)))
    for _member, way in members.values():
        at = run.rng.uniform(*PAUSE)
        while way is not None and at < seconds:
            table.append((at, lambda way=way: _cut(run, way)))
            at += run.rng.uniform(*PAUSE)
    began, faults = time.monotonic(), list[threading.Thread]()
    for moment, act in sorted(table, key=lambda row: row[0]):
        time.sleep(max(began + moment - time.monotonic(), 0))
        faults.append(threading.Thread(target=act))
        faults[-1].start()
    for fault in faults:
        fault.join()
    run.count("events", events)


def _kill(run: Run, house: Installation, part: str) -> None:
    house.kill(part)
    run.count(f"{part} killed")
    time.sleep(run.rng.uniform(0, 1))
    house.start(part)


def _cut(run: Run, way: Relay) -> None:
    way.is_down = True
    way.cut()
    run.count("cuts")
    time.sleep(run.rng.uniform(0, 3))
    way.is_down = False


def _judge(run: Run, house: Installation, tablets: Tablets, members: dict[str, Member]) -> float:
    """The share of (tablet, stream) pairs that came in order to the truth, in percent."""
    truth = telling.truth(house, {name for member in members.values() for name in member.streams})
    wanted = {name: n for name, (n, _doc) in truth.items()}
    tablets.wait(
        lambda: all(
            seen.net == "live" and all(seen.seqs.get(name) == wanted[name] for name in members[who].streams)
            for who, seen in tablets.look().items()
        ),
        40,
    )
    seen, right = tablets.look(docs=True, history=True), 0
    for who, member in members.items():
        for name in member.streams:
            run.count("streams of tablets")
            steps = [course.get(name, []) for course in seen[who].history]
            run.count("steps", sum(run_[-1] - run_[0] + 1 for one in steps for run_ in one))
            run.count("whole documents", sum(len(run_) == 1 for one in steps for run_ in one[1:]))
            faulty = [one for one in steps if not telling.is_in_order(one)]
            is_there = (
                seen[who].seqs.get(name) == wanted[name]
                and seen[who].docs[name].get("told", {}) == truth[name][1]
            )
            if faulty or not is_there:
                run.say(f"wrong: {who} {name} at {seen[who].seqs.get(name)} of {wanted[name]}, {faulty}")
            else:
                right += 1
    run.count("reloads", sum(word == "reload" for _at, _who, word in tablets.course))
    return 100.0 * right / max(run.counts["streams of tablets"], 1)


if __name__ == "__main__":
    main()
