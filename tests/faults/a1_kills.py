"""A1: the web process, Redis or PostgreSQL is killed with SIGKILL in the middle of a vote of 27, and comes back.

    python -m tests.faults.a1_kills [--full] [--seed N] [--embedded]

Each kill is a poll of its own. The members press within 0.6 s, some twice, some change their minds, some load their
page again while they wait; the kill comes in the middle of it. Wanted: no acknowledged ballot lost, nobody counted
twice, the last choice of each counted, and within 5 s of the return every tablet shows exactly what the tables say.
Size P kills each part 10 times, F 50 times; `--embedded` does it on SQLite and the in-memory layer.
"""

import sys
import threading
import time
from typing import Any

from tests.faults.lib.installation import installed
from tests.faults.lib.room import Room, Rooms, some_value
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Press, Tablets

VOTERS, WINDOW, GOAL = 27, 0.6, 5.0
RELOAD = "reload"
BALLOTS = ("lost", "counted twice", "another choice counted")
EMBEDDED = "--embedded" in sys.argv


def main() -> None:
    """Kill, look, count, print."""
    run = Run("A1-embedded" if EMBEDDED else "A1", *BALLOTS, "not answered in the end")
    if not EMBEDDED:
        run.also("--embedded")
    parts = ["app"] if EMBEDDED else ["app", "redis", "postgres"]
    waits: dict[str, list[float]] = {part: [] for part in parts}
    with installed(embedded=EMBEDDED) as house, Tablets() as tablets:
        rooms = Rooms(house, tablets, run.size(9, VOTERS, VOTERS))
        for number in range(run.size(1, 10, 50) * len(parts)):
            part = parts[number % len(parts)]
            waits[part].append(play(run, rooms.next(), part))
    for part, seconds in waits.items():
        run.say(f"{part} killed {len(seconds)} times, truth shown {run.spread(seconds)} s after its return")
    worst = max(second for seconds in waits.values() for second in seconds)
    run.line("shown", worst, GOAL)
    run.finish(run.bad(), 0)


def play(run: Run, room: Room, part: str) -> float:
    """One poll with one kill; seconds from the return until every tablet showed the truth."""
    poll = room.put()
    marks: dict[str, list[str]] = {who: [] for who in room.voters}
    acts = acts_of(run, room)
    pressing = threading.Thread(target=press_all, args=(room, poll, acts, marks))
    after, away = run.rng.uniform(0, WINDOW), run.rng.uniform(0, 1)
    pressing.start()
    time.sleep(after)
    room.house.kill(part)
    time.sleep(away)
    returned = room.house.start(part)
    pressing.join()
    took, wrong = room.seconds_until_true(returned)
    if wrong:
        run.say(f"after {part}: {wrong}")
    check(run, room, poll, marks)
    return took


def acts_of(run: Run, room: Room) -> list[tuple[float, str, str]]:
    """Who does what at which second of the window: press a choice, or load the page again."""
    acts = []
    for who in room.voters:
        first = run.rng.uniform(0, WINDOW)
        acts.append((first, who, some_value(run.rng)))
        for chance, act in ((0.3, some_value(run.rng)), (0.2, RELOAD)):
            if run.rng.random() < chance:
                acts.append((first + run.rng.uniform(0, 0.3), who, act))
    return sorted(acts)


def press_all(room: Room, poll: Any, acts: list[tuple[float, str, str]], marks: dict[str, list[str]]) -> None:
    """Play the acts at their moments; the marks of each member's presses."""
    began = time.monotonic()
    for moment, who, act in acts:
        time.sleep(max(began + moment - time.monotonic(), 0))
        if act == RELOAD:
            room.tablets.reload(who)
        else:
            marks[who].append(room.press(who, poll, act))


def check(run: Run, room: Room, poll: Any, marks: dict[str, list[str]]) -> None:
    """Hold what was acknowledged against the ledger, and the ledger against the count."""
    closed = room.close(poll)
    ledger: dict[str, list[Any]] = {}
    for row in room.house.ask(lambda: list(poll.ballots.select_related("elector").order_by("version"))):
        ledger.setdefault(str(row.elector.person_id), []).append(row)
    for who, member in room.voters.items():
        rows = ledger.get(member.person, [])
        presses = [room.tablets.presses[mark] for mark in marks[who]]
        judge(run, who, presses, rows)
    counted = sum(closed.tally[name] for name in ("for_", "against", "abstain"))
    run.count("polls")
    run.count("ballots", len(ledger))
    run.count("counted twice", abs(counted - len(ledger)))
    run.count("lost", closed.tally["not_cast"] - (len(room.voters) - len(ledger)))


def judge(run: Run, who: str, presses: list[Press], rows: list[Any]) -> None:
    """One member's presses against the versions of his ballot."""
    codes = {row.code: row for row in rows}
    for press in presses:
        run.count("presses")
        if press.state == "recorded":
            run.count("acknowledged")
            if press.answer is None or press.answer["code"] not in codes:
                run.count("lost")
                run.say(f"lost: {who} {press}")
        elif press.state == "refused":
            run.count("refused")
            run.say(f"refused: {who} {press.error}")
    last = presses[-1]
    if last.state == "recorded" and rows and rows[-1].value != last.args["value"]:
        run.count("another choice counted")
        run.say(
            f"another choice: {who} pressed {[p.args['value'] for p in presses]}, {[r.value for r in rows]}"
        )
    if last.state != "recorded":
        run.count("not answered in the end")
        run.say(f"without an answer: {who} {last}")


if __name__ == "__main__":
    main()
