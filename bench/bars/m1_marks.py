"""M1: marks on 60 pages of Vietnamese follow them into a new version with pages inserted, paragraphs moved, edited and
deleted. Goal: all accounted for, none on wrong words, at least 95 % of those whose words still stand placed."""

import sys
import time

from bench.lib import bar
from tests.annotations.revisions import PAGES, Tally, tally

MARKS = 200


def main() -> None:
    """Measure and print; every round is another revision."""
    found, took = [], []
    for seed in range(bar.rounds(3)):
        start = time.monotonic()
        found.append(tally(MARKS, seed))
        took.append(time.monotonic() - start)
        _print(seed, found[-1])
    print(f"M1 {MARKS} marks, {PAGES} pages; seconds a revision {bar.spread(took)}")
    checks = [
        bar.state("M1-accounted", min(one.accounted for one in found), MARKS, "at least"),
        bar.state("M1-wrong", max(len(one.wrong) for one in found), 0),
        bar.state("M1", bar.median([one.share for one in found]), 95, "at least"),
    ]
    sys.exit(0 if all(checks) else 1)


def _print(seed: int, one: Tally) -> None:
    print(
        f"M1 revision {seed}: {one.placed} of {one.still_there} placed ({one.share:.1f} %), {len(one.wrong)} wrong"
    )
    for line in one.wrong:
        print(f"   wrong: {line[:300]}")
    if "--missed" in sys.argv:
        for line in one.missed:
            print(f"   missed: {line[:120]}")


if __name__ == "__main__":
    main()
