"""One fault bar on its way: its size, its seed, and the one line it ends with.

`--seed N` replays a run's choices (the moments of the faults are those of the machine); `--full` is size F.
"""

import random
import sys
from pathlib import Path

from bench.lib import bar


class Run:
    """`run.rng` for every choice, `run.size(10, 50)` for the number of rounds, `run.finish(figure, goal)` last."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_full = "--full" in sys.argv
        self.seed = self._given() or random.SystemRandom().randrange(1, 1_000_000)
        self.rng = random.Random(self.seed)
        self.counts: dict[str, int] = {}
        self.say(f"seed {self.seed}, size {'F' if self.is_full else 'P'}; replay: {self._command()}")

    def size(self, small: int, full: int) -> int:
        """How many at this size."""
        return full if self.is_full else small

    def count(self, what: str, number: int = 1) -> None:
        """Add to a raw count; all are printed at the end."""
        self.counts[what] = self.counts.get(what, 0) + number

    def say(self, words: str) -> None:
        """One line of the run."""
        print(f"{self.name} {words}", flush=True)  # noqa: T201

    def finish(self, figure: float, goal: float, words: str = "at most") -> None:
        """Print the raw counts and the bar; ends the process with 0 or 1."""
        self.say(", ".join(f"{what} {number}" for what, number in self.counts.items()))
        bar.finish(self.name, figure, goal, words)

    def _given(self) -> int:
        return int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 0

    def _command(self) -> str:
        script = Path(sys.argv[0]).stem
        return f"python -m tests.faults.{script}{' --full' if self.is_full else ''} --seed {self.seed}"
