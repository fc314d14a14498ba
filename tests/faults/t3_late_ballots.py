"""T3: ballots chosen without a network, a vote that closes meanwhile, and tablets that come back.

    python -m tests.faults.t3_late_ballots [--full] [--seed N]

Some members are cut off and choose, some are cut off in the middle of a press, the others vote. The vote is closed
while the line is down, then the line comes back. What each tablet says at any moment is the product's own code. Never
may one show as recorded what isn't in the ledger; after the close each says "not counted" or, if the ballot had
arrived, the receipt that is in the ledger; and no ballot comes into the ledger after the close.
Size T 3 votes of 6 members, P 10 of 20, F 50 of 100.
"""

import re
import time
from contextlib import ExitStack
from typing import Any

from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.relay import Relay, relay
from tests.faults.lib.room import Rooms, some_value
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets

BAD = (
    "shown as recorded but not in the ledger",
    "not said to be not counted",
    "in the ledger after the close",
    "still waiting after the return",
)
# Said by the tablet, which knows of the close, or by the house, which closed it.
NOT_COUNTED = re.compile("không được tính|không được ghi nhận|đã kết thúc")
BACK_WITHIN = 30.0


def main() -> None:
    """Cut, choose, close, come back, compare."""
    run = Run("T3", *BAD)
    votes, members = run.size(3, 10, 50), run.size(6, 20, 100)
    with installed() as house, Tablets() as tablets, ExitStack() as stack:
        way = stack.enter_context(relay(house.port))
        rooms = Rooms(house, tablets, members)
        for _vote in range(votes):
            _play(run, house, rooms, way)
    run.finish(run.bad(), 0)


def _play(run: Run, house: Installation, rooms: Rooms, way: Relay) -> None:
    room = rooms.next()
    tablets = room.tablets
    everybody = sorted(room.voters)
    chosen = run.rng.sample(everybody, k=len(everybody) // 2)
    for who in chosen:
        tablets.close(who)
        tablets.open(who, way.base, room.voters[who])
    tablets.wait_live(60)
    poll = room.put()
    for who in set(everybody) - set(chosen):
        room.press(who, poll, some_value(run.rng))
    marks = {}
    in_between = len(chosen) // 2
    for who in chosen[:in_between]:  # their press may arrive, its answer may not
        marks[who] = room.press(who, poll, some_value(run.rng))
    time.sleep(run.rng.uniform(0, 0.05))
    way.is_down = True
    way.cut()
    for who in chosen[in_between:]:
        marks[who] = room.press(who, poll, some_value(run.rng))
    time.sleep(run.rng.uniform(0.2, 1.5))
    run.count(BAD[0], sum(tablets.presses[marks[who]].state == "recorded" for who in chosen[in_between:]))
    room.close(poll)
    counted = _ledger(house, poll)
    if run.rng.random() < 0.5:  # the page is drawn anew before the line is back, as after a closed tab
        for who in chosen:
            tablets.reload(who)
    way.is_down = False
    answered = room.wait_answered(marks.values(), BACK_WITHIN)
    run.count("ballots chosen offline", len(answered))
    run.count(BAD[3], sum(not press.is_answered for press in answered))
    run.count(BAD[2], len(_ledger(house, poll)) - len(counted))
    for who, mark in marks.items():
        press, person = tablets.presses[mark], room.voters[who].person
        code = (press.answer or {}).get("code")
        if press.state == "recorded":
            run.count("had arrived before the close")
            run.count(BAD[0], int(counted.get(person) != code))
        elif press.state == "refused":
            words = (press.error or {}).get("message", "")
            run.count("not counted")
            run.count(BAD[1], int(person in counted or not NOT_COUNTED.search(words)))


def _ledger(house: Installation, poll: Any) -> dict[str, str]:
    """The receipt of each person's ballot."""
    rows = house.ask(lambda: list(poll.ballots.select_related("elector")))
    return {str(row.elector.person_id): row.code for row in rows}


if __name__ == "__main__":
    main()
