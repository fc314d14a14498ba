"""Printing a bar: one line, and an exit status a run can act on."""

import statistics
import sys
from collections.abc import Sequence


def rounds(small: int) -> int:
    """Rounds of this run: `small` for `make bars`, three times as many for `make bench`."""
    return small * 3 if "--full" in sys.argv else small


def median(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def spread(values: Sequence[float], places: int = 2) -> str:
    """Median and [min-max] of the rounds."""
    return f"{median(values):.{places}f} [{min(values):.{places}f}-{max(values):.{places}f}]"


def state(name: str, figure: float, goal: float, words: str = "at most") -> bool:
    """Print `BAR <id> <figure> <goal> ok|short`; is it met?"""
    is_met = figure <= goal if words == "at most" else figure >= goal
    print(f"BAR {name} {figure:.2f} {words} {goal:g} {'ok' if is_met else 'short'}", flush=True)
    return is_met


def finish(name: str, figure: float, goal: float, words: str = "at most", *, others: bool = True) -> None:
    """`state`, and exit 0 or 1: 0 only if the `others` of this run are met too."""
    is_met = state(name, figure, goal, words)
    sys.exit(0 if is_met and others else 1)
