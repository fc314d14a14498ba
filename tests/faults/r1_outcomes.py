"""R1: the outcome engine against a naive one written from the text of the law, on random cases.

    python -m tests.faults.r1_outcomes [--full] [--seed N]

Votes of bodies of 3 to 300 (acting ministers, substitutes, guests, members online, keeping out, absent; open and
secret), opinion slips with silence, and invitations over the Vietnamese holidays, under the three rule sets as stored
and with their settings set otherwise. Wanted: N, electors, quorum and outcome are the same in every case. Size P
100,000 cases, F 1,000,000.
"""

from tests.faults.lib.run import Run
from tests.regulations.cases import disagreement


def main() -> None:
    """Compare, print."""
    run = Run("R1", "disagreements")
    for _number in range(run.size(3_000, 100_000, 1_000_000)):
        kind, differs = disagreement(run.rng)
        run.count(f"cases of {kind}")
        if differs:
            run.count("disagreements")
            run.say(differs)
    run.finish(run.bad(), 0)


if __name__ == "__main__":
    main()
