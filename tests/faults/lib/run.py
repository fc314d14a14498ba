"""One fault bar on its way: its size, its seed, and the one line it ends with.

`--seed N` replays a run's choices (the moments of the faults are those of the machine); `--full` is size F, `--tiny`
size T, the one of the test suite. `--minutes N` ends a run after so many, if it can be; its bar is then named a part.
"""

import atexit
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.lib import bar
from tools import services


class Run:
    """`run.rng` for every choice, `run.size(1, 10, 50)` for the number of rounds, `run.finish(figure, goal)` last."""

    def __init__(self, name: str, *bad: str) -> None:
        services.stop_on_signals()  # a run that is ended leaves no server behind
        self.name = name
        self.others_met = True
        self._beside: list[subprocess.Popen[bytes]] = []
        self.tier = "F" if "--full" in sys.argv else "T" if "--tiny" in sys.argv else "P"
        self._minutes = self._given("--minutes")
        self._ends, self._is_cut = time.monotonic() + 60 * self._minutes, False
        self.seed = self._given("--seed") or random.SystemRandom().randrange(1, 1_000_000)
        self.rng = random.Random(self.seed)
        self._bad = bad
        self.counts: dict[str, int] = dict.fromkeys(self._bad, 0)
        self.say(f"seed {self.seed}, size {self.tier}; replay: {self._command()}")

    def size(self, tiny: int, small: int, full: int) -> int:
        """How many at this size."""
        return {"T": tiny, "P": small, "F": full}[self.tier]

    def is_over(self) -> bool:
        """Are the minutes given over? Then what is left is left out, and `finish` says so."""
        self._is_cut = self._is_cut or bool(self._minutes and time.monotonic() > self._ends)
        return self._is_cut

    def count(self, what: str, number: int = 1) -> None:
        """Add to a raw count; all are printed at the end."""
        self.counts[what] = self.counts.get(what, 0) + number

    def bad(self) -> int:
        """The sum of the counts that must be zero: those named at the beginning."""
        return sum(self.counts[what] for what in self._bad)

    def say(self, words: str) -> None:
        """One line of the run."""
        print(f"{self.name} {words}", flush=True)

    def also(self, *options: str) -> None:
        """Run the same script first with these options, in a process of its own; its bar is printed with ours."""
        child = self._started(*options, seed=self.seed)
        try:
            self.others_met = child.wait() == 0
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait(30)

    def beside(self, *options: str, seed: int) -> None:
        """Run the same script with these options at the same time; its bar is printed with ours, `finish` waits."""
        child = self._started(*options, seed=seed)
        self._beside.append(child)
        atexit.register(child.terminate)  # a run that is ended ends it, too

    def line(self, what: str, figure: float, goal: float) -> None:
        """A second bar of the same run, at most `goal`."""
        is_met = figure <= goal
        self.others_met = self.others_met and is_met
        word = "ok" if is_met else "short"
        print(f"BAR {self.name}-{what} {figure:.2f} at most {goal:g} {word}", flush=True)

    def spread(self, values: Sequence[float]) -> str:
        """Median and [min-max], in words."""
        return bar.spread(values)

    def finish(self, figure: float, goal: float, words: str = "at most") -> None:
        """Print the raw counts and the bar; ends the process with 0 or 1."""
        self.say(", ".join(f"{what} {number}" for what, number in self.counts.items()))
        for child in self._beside:
            self.others_met = child.wait() == 0 and self.others_met
        try:
            bar.finish(f"{self.name}-part" if self._is_cut else self.name, figure, goal, words)
        except SystemExit as end:
            sys.exit(end.code or (0 if self.others_met else 1))

    def _given(self, option: str) -> int:
        return int(sys.argv[sys.argv.index(option) + 1]) if option in sys.argv else 0

    def _started(self, *options: str, seed: int) -> subprocess.Popen[bytes]:
        """The same script at the same size and for as long, in a process of its own."""
        size = [word for word in sys.argv[1:] if word in {"--full", "--tiny"}]
        minutes = ["--minutes", str(self._minutes)] if self._minutes else []
        command = [sys.executable, "-u", "-m", self._module(), *size, *minutes, *options, "--seed", str(seed)]
        return subprocess.Popen(command)

    def _command(self) -> str:
        options = [
            word for word in sys.argv[1:] if word.startswith("--") and word not in {"--seed", "--minutes"}
        ]
        return " ".join(["python -m", self._module(), *options, "--seed", str(self.seed)])

    def _module(self) -> str:
        return f"tests.faults.{Path(sys.argv[0]).stem}"
