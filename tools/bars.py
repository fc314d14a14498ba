"""`make bars` and `make bench`: the bars, one after the other, and a summary.

    python tools/bars.py                 all of bench/bars and tests/faults, at small size
    python tools/bars.py P1 A4           those whose file begins with p1_ and a4_; a letter means all of it
    python tools/bars.py --full          bench/bars, with as many rounds as a quoted figure needs

A bar of bench/bars is a ratio against a floor or a peer of the same run; one of tests/faults counts what went wrong
while things were broken (`make faults` has those at full size). Each script prints `BAR <id> <figure> <goal> ok|short`;
a script that prints no such line proves nothing, so it counts as short.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import services  # noqa: E402

BENCH = {"bench.bars": ROOT / "bench" / "bars"}
FAULTS = {"tests.faults": ROOT / "tests" / "faults"}
FULL = "--full"


def chosen(only: list[str], shelves: Mapping[str, Path]) -> list[str]:
    """Modules of the scripts to run, by shelf and id. Raises `LookupError` if a word of `only` fits none."""
    modules = [
        f"{package}.{path.stem}"
        for package, folder in shelves.items()
        for path in sorted(folder.glob("*_*.py"))
    ]
    modules = [module for module in modules if not is_apart(module)]
    if not only:
        return modules
    if unknown := [word for word in only if not any(fits(word, module) for module in modules)]:
        known = ", ".join(id_of(module).upper() for module in modules)
        raise LookupError(f"no bar {', '.join(unknown).upper()}; there are {known}")
    return [module for module in modules if any(fits(word, module) for word in only)]


def is_apart(module: str) -> bool:
    """A file beside the bars that is none: a package's own, or a test."""
    return module.rpartition(".")[2].startswith(("__", "test_"))


def fits(word: str, module: str) -> bool:
    """Is it the bar's id, or the letter its id begins with?"""
    name = id_of(module)
    return word.lower() == name or (len(word) == 1 and name.startswith(word.lower()))


def id_of(module: str) -> str:
    """`bench.bars.p1_agenda` -> `p1`."""
    return module.rpartition(".")[2].partition("_")[0]


def verdict(module: str, output: list[str], code: int) -> tuple[str, bool]:
    """The line of the summary, and whether the bar is met."""
    lines = [line.strip() for line in output if line.startswith("BAR ")]
    if not lines:
        return f"{id_of(module).upper()} printed no bar (exit {code})", False
    if code and all(line.endswith(" ok") for line in lines):
        return f"{' / '.join(lines)}, but ended with exit {code}", False
    return " / ".join(lines), all(line.endswith(" ok") for line in lines)


def run(module: str, arguments: list[str], seconds: float | None = None) -> tuple[list[str], int]:
    """One script with its output passed through; its lines and its exit code. Ended by pid after `seconds`."""
    command = [sys.executable, "-u", "-m", module, *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    alarm = threading.Timer(seconds, child.terminate) if seconds is not None else None
    lines: list[str] = []
    try:
        if alarm:
            alarm.start()
        for line in child.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
        return lines, child.wait()
    except BaseException:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(20)
        raise
    finally:
        if alarm:
            alarm.cancel()


def main(arguments: list[str]) -> int:
    services.stop_on_signals()
    is_full = FULL in arguments
    try:
        modules = chosen([word for word in arguments if word != FULL], BENCH if is_full else BENCH | FAULTS)
    except LookupError as error:
        print(f"bars: {error}", file=sys.stderr)
        return 2
    verdicts = []
    for module in modules:
        print(f"\n=== {module}", flush=True)
        verdicts.append(verdict(module, *run(module, [FULL] if is_full else [])))
    print("\n=== the bars")
    for line, _is_met in verdicts:
        print(line)
    return 0 if verdicts and all(is_met for _line, is_met in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
