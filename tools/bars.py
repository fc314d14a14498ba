"""`make bars` and `make bench`: every bar of `bench/bars`, one after the other, and a summary.

    python tools/bars.py                 all, at small size
    python tools/bars.py P1 P3           those whose file begins with p1_ and p3_
    python tools/bars.py --full          all, with as many rounds as a quoted figure needs

A bar is a ratio against a floor or a peer of the same run. Its script prints `BAR <id> <figure> <goal> ok|short`;
a script that prints no such line proves nothing, so it counts as short.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import services  # noqa: E402

BARS = ROOT / "bench" / "bars"
FULL = "--full"


def chosen(only: list[str], folder: Path = BARS) -> list[str]:
    """Names of the scripts to run, in order of their ids. Raises `LookupError` if an id of `only` has none."""
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    if not only:
        return names
    wanted = {text.lower() for text in only}
    if unknown := wanted - {id_of(name) for name in names}:
        raise LookupError(f"no bar {', '.join(sorted(unknown)).upper()}; there are {', '.join(names)}")
    return [name for name in names if id_of(name) in wanted]


def id_of(name: str) -> str:
    """`p1_agenda` -> `p1`."""
    return name.partition("_")[0]


def verdict(name: str, output: list[str], code: int) -> tuple[str, bool]:
    """The line of the summary, and whether the bar is met."""
    lines = [line.strip() for line in output if line.startswith("BAR ")]
    if not lines:
        return f"{id_of(name).upper()} printed no bar (exit {code})", False
    if code and all(line.endswith(" ok") for line in lines):
        return f"{' / '.join(lines)}, but ended with exit {code}", False
    return " / ".join(lines), all(line.endswith(" ok") for line in lines)


def run(name: str, arguments: list[str]) -> tuple[list[str], int]:
    """One script with its output passed through; its lines and its exit code."""
    command = [sys.executable, "-u", "-m", f"bench.bars.{name}", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    lines: list[str] = []
    try:
        for line in child.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
        return lines, child.wait()
    except BaseException:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(20)
        raise


def main(arguments: list[str]) -> int:
    services.stop_on_signals()
    handed_on = [FULL] if FULL in arguments else []
    try:
        names = chosen([text for text in arguments if text != FULL])
    except LookupError as error:
        print(f"bars: {error}", file=sys.stderr)
        return 2
    verdicts = []
    for name in names:
        print(f"\n=== {name}", flush=True)
        verdicts.append(verdict(name, *run(name, handed_on)))
    print("\n=== the bars")
    for line, _is_met in verdicts:
        print(line)
    return 0 if verdicts and all(is_met for _line, is_met in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
