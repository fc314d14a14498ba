"""A2: a new release in the middle of a vote: the successor listens on the same port, the old process gets SIGTERM.

    python -m tests.faults.a2_deploys [--full] [--seed N]

Each deploy is a poll of its own; 27 members press around the moment of the SIGTERM. Wanted: 5 s after it nobody is
without the answer to his press, nobody has to press or sign in again, and every tablet shows what the tables say.
Size P 5 deploys, F 50.
"""

import threading
import time

from tests.faults.a1_kills import BALLOTS, VOTERS, WINDOW, acts_of, check, press_all
from tests.faults.lib.installation import installed
from tests.faults.lib.room import Room, Rooms
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets

GOAL = 5.0


def main() -> None:
    """Deploy, look, count, print."""
    run = Run("A2", *BALLOTS, "unknown after 5 s", "to enter again", "not ended in order")
    shown: list[float] = []
    with installed(share_port=True) as house, Tablets() as tablets:
        rooms = Rooms(house, tablets, run.size(9, VOTERS, VOTERS))
        for _deploy in range(run.size(1, 5, 50)):
            shown.append(play(run, rooms.next()))
    run.say(f"truth shown {run.spread(shown)} s after SIGTERM")
    run.finish(run.bad(), 0)


def play(run: Run, room: Room) -> float:
    """One poll with one deploy; seconds from SIGTERM until every tablet showed the truth and nothing changed."""
    poll = room.put()
    marks: dict[str, list[str]] = {who: [] for who in room.voters}
    pressing = threading.Thread(target=press_all, args=(room, poll, acts_of(run, room), marks))
    before = run.rng.uniform(0, WINDOW)

    def begin() -> None:
        pressing.start()
        time.sleep(before)

    told, code = room.house.deploy(begin)
    run.count("not ended in order", int(code != 0))
    pressing.join()
    last = [room.tablets.presses[of_one[-1]] for of_one in marks.values()]
    room.tablets.wait(lambda: all(press.is_answered for press in last), told + GOAL - time.monotonic())
    run.count("unknown after 5 s", sum(not press.is_answered for press in last))
    took, wrong = room.seconds_until_true(told)
    if wrong:
        run.count("unknown after 5 s", len(wrong))
        run.say(f"not true: {wrong}")
    run.count("to enter again", sum(press.state == "refused" for press in last))
    check(run, room, poll, marks)
    return took


if __name__ == "__main__":
    main()
