"""A4: 50 members vote while the desk closes the vote 50 times: what was acknowledged is counted, nothing comes after.

    python -m tests.faults.a4_closes [--full] [--seed N] [--embedded] [--minutes N]

Each round is a poll of its own. All votes and all closings are given within a tenth of a second, in an order by
chance, by tablets over their own sockets; the closings come from five pages of the desk. Wanted: the codes the voters
were given are those in the ledger, the count is theirs, one closing took effect, and no ballot is later than it.
Size P 100 rounds, F 1,000; `--embedded` does it on SQLite and the in-memory layer.
"""

import sys
import time
from typing import Any

from tests.faults.lib.installation import installed, member_of
from tests.faults.lib.room import Room, Rooms, some_value
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Press, Tablets

WINDOW, DESKS = 0.1, 5
# What a closing after the first may hear: who was first, or, long after, that the vote is closed.
LATE = {"done_already", "poll_not_in_state"}
EMBEDDED = "--embedded" in sys.argv


def main() -> None:
    """Vote, close, compare, print."""
    bad = ("acknowledged, not counted", "counted, not acknowledged", "after the close", "refused otherwise")
    run = Run("A4-embedded" if EMBEDDED else "A4", *bad, "closed otherwise than once")
    if not EMBEDDED and run.tier != "T":
        run.also("--embedded")
    many = run.size(12, 50, 50)
    with installed(embedded=EMBEDDED) as house, Tablets() as tablets:
        rooms = Rooms(house, tablets, many)
        room: Room | None = None
        for _round in range(run.size(3, 100, 1000)):
            if run.is_over():
                break
            run.count("rounds")
            if rooms.next() is not room:
                room = rooms.room
                assert room is not None
                desks = open_desks(room)
            play(run, room, desks, many)
    run.finish(run.bad(), 0)


def open_desks(room: Room) -> list[str]:
    """Pages of the officer who conducts, in as many tabs."""
    from tests.factories import sittings

    desk = room.house.ask(lambda: sittings.secretary_of(room.sitting.body))
    names = [f"desk{number}" for number in range(DESKS)]
    for name in names:
        room.sit_down(name, member_of(desk, room.sitting.stream("secretariat")))
    room.tablets.wait_live()
    return names


def play(run: Run, room: Room, desks: list[str], many: int) -> None:
    """One poll: every voter once, as many closings."""
    poll = room.put()
    acts = [(run.rng.uniform(0, WINDOW), who, some_value(run.rng)) for who in room.voters]
    acts += [(run.rng.uniform(WINDOW / 4, WINDOW), desks[place % len(desks)], "") for place in range(many)]
    votes, closings = [], []
    began = time.monotonic()
    for moment, who, value in sorted(acts):
        time.sleep(max(began + moment - time.monotonic(), 0))
        if value:
            votes.append(room.press(who, poll, value))
        else:
            closings.append(room.tablets.press(who, "voting.close_poll", {"poll": str(poll.pk)}))
    cast = room.wait_answered(votes, 60)
    closed = room.wait_answered(closings, 60)
    compare(run, room, poll, cast, closed)


def compare(run: Run, room: Room, poll: Any, cast: list[Press], closed: list[Press]) -> None:
    """The answers against the ledger and the count."""
    from tests.factories import polls

    stored = room.house.ask(lambda: polls.fresh(poll.pk))
    rows = room.house.ask(lambda: list(poll.ballots.all()))
    acknowledged = {press.answer["code"] for press in cast if press.answer and press.state == "recorded"}
    counted = sum(stored.tally[name] for name in ("for_", "against", "abstain"))
    run.count("votes", len(cast))
    run.count("acknowledged", len(acknowledged))
    run.count("acknowledged, not counted", len(acknowledged - {row.code for row in rows}))
    run.count("counted, not acknowledged", abs(counted - len(acknowledged)))
    run.count("after the close", sum(row.cast_at > stored.closed_at for row in rows))
    refusals = [_code(press) for press in cast if press.state != "recorded"]
    run.count("refused, closed", refusals.count("already_closed"))
    run.count("refused otherwise", len(refusals) - refusals.count("already_closed"))
    effective = sum(press.state == "recorded" for press in closed)
    others = [_code(press) for press in closed if press.state != "recorded"]
    is_once = effective == 1 and set(others) <= LATE
    run.count("closed otherwise than once", int(not is_once))
    if not is_once or len(refusals) != refusals.count("already_closed"):
        run.say(f"votes {set(refusals)}, closings {effective}, {set(others)}")


def _code(press: Press) -> str:
    return (press.error or {}).get("code") or "no answer"


if __name__ == "__main__":
    main()
