"""A5: random histories of mandates, substitutes, arrivals, departures and revocations, as a property test.

    python -m tests.faults.a5_authority [--full] [--seed N] [--half] [--minutes N]

What must hold stands in `tests/faults/lib/authority.py`. Hypothesis makes the histories from the seed and makes a
failing one as short as it can. On PostgreSQL. Size P 500 histories, F 10,000: two halves at the same time, each on a
house and with a seed of its own (`--half` plays one of them).
"""

import sys
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.faults.lib.authority import Scene, histories
from tests.faults.lib.installation import installed
from tests.faults.lib.run import Run

HALF = "--half"


def main() -> None:
    """Play, judge, print."""
    run = Run("A5", "histories with a wrong authority")
    if run.tier == "F" and HALF not in sys.argv:
        run.beside(HALF, seed=run.seed + 1)
    with installed():
        scene = Scene()
        happened: Counter[str] = Counter()

        @seed(run.seed)
        @settings(
            max_examples=run.size(20, 500, 10_000 // 2),
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(histories)
        def hold(history: list[tuple[str, int, Any]]) -> None:
            if run.is_over():
                return
            wrong, counts = scene.play(history)
            happened.update(counts)
            happened["histories"] += 1
            assert not wrong, (wrong, history)

        try:
            hold()
        except AssertionError as failure:
            run.count("histories with a wrong authority")
            run.say(f"the shortest found: {failure}")
    for what, number in sorted(happened.items()):
        run.count(what, number)
    run.finish(run.bad(), 0)


if __name__ == "__main__":
    main()
