"""R2: random days of a small body, counted again from the record alone, and nobody ever where he has no right to be.

    python -m tests.faults.r2_histories [--full] [--seed N]

Arrivals, leaves, lost connections, hand-overs, recesses, a second day, internal parts, papers handed out and recalled,
invitees, votes of all ways and what is corrected of them, posts filled and ended: played by the product's services
(`tests/faults/lib/days.py`). After every step each person's streams, papers and votes are held against a memory of the
day (`whose.py`); in the end electorate, quorum and outcome of every vote are worked out from the audit chains by a
second program (`chain_replay.py`) and compared with what is stored. Wanted: no history in which anything differs. On
SQLite in memory, each history undone. Size P and F 2,000 histories.
"""

import os
import tempfile
from random import Random

from bench.lib.product import use
from tests.faults.lib.run import Run

STEPS = 25
OF_A_SCENE = 40


def main() -> None:
    """Play, look, print."""
    run = Run("R2", "histories with a difference")
    with tempfile.TemporaryDirectory(prefix="ecabinet-histories-") as folder:
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING"}
        use("sqlite://:memory:")
        _play(run, run.size(10, 2_000, 2_000))
    run.finish(run.bad(), 0)


def _play(run: Run, histories: int) -> None:
    from tests.faults.lib.days import Scene, some_kinds

    for number in range(histories):
        if number % OF_A_SCENE == 0:
            scene = Scene(run.rng)
        rng = Random(run.rng.random())
        course = scene.play(rng, some_kinds(rng, STEPS))
        run.count("histories")
        if number % 200 == 199:
            run.say(f"{number + 1} histories played")
        for what, times in course.happened.items():
            run.count(what, times)
        if course.wrong:
            run.count("histories with a difference")
            run.say(f"history {number + 1}: {course.wrong[:5]} after {course.told}")


if __name__ == "__main__":
    main()
