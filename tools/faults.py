"""`make faults ONLY=A`: the fault bars of a letter at full size, an hour at most; what has finished isn't run again.

    python tools/faults.py A             all whose id begins with A
    python tools/faults.py A1            one
    FRESH=1 python tools/faults.py A     all of them again

A finished bar is remembered in var/faults.json with its figure and the state of the checkout it was taken from, met
or not: only a change of the code or FRESH=1 runs it again. What the hour didn't reach counts as short; call again.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import bars, services  # noqa: E402

HOUR = 3600.0
Runner = Callable[[str, list[str], float | None], tuple[list[str], int]]


class Memory:
    """What has finished, module by module, in one JSON file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.rows: dict[str, dict[str, Any]] = json.loads(path.read_text())
        except (OSError, ValueError):
            self.rows = {}

    def known(self, module: str, state: str) -> tuple[str, bool] | None:
        """The verdict taken from this very state of the checkout."""
        row = self.rows.get(module)
        return (row["line"], row["is_met"]) if row and state and row["state"] == state else None

    def keep(self, module: str, state: str, line: str, is_met: bool) -> None:
        """Remember, at once and whole: the run may be ended at any moment."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self.rows[module] = {"state": state, "line": line, "is_met": is_met, "at": at}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.rows, indent=2))
        part.replace(self.path)


def state_of(root: Path = ROOT) -> str:
    """The commit, and a hash of what differs from it; empty outside a checkout, where nothing is remembered."""

    def git(*words: str) -> bytes:
        return subprocess.run(["git", *words], cwd=root, capture_output=True, check=True).stdout

    try:
        commit, changes = git("rev-parse", "HEAD").decode().strip(), git("diff", "HEAD")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return commit + (f"+{hashlib.sha256(changes).hexdigest()[:12]}" if changes else "")


def play(
    modules: list[str],
    memory: Memory,
    state: str,
    *,
    is_fresh: bool = False,
    seconds: float = HOUR,
    runner: Runner = bars.run,
) -> list[tuple[str, bool]]:
    """The verdict of each, run or remembered, within `seconds` in all."""
    end = time.monotonic() + seconds
    verdicts = []
    for module in modules:
        known = None if is_fresh else memory.known(module, state)
        if known is not None:
            verdicts.append((f"{known[0]} (remembered)", known[1]))
            continue
        left = end - time.monotonic()
        if left <= 0:
            verdicts.append((f"{bars.id_of(module).upper()} not reached within the hour; call again", False))
            continue
        print(f"\n=== {module}", flush=True)
        output, code = runner(module, [bars.FULL], left)
        line, is_met = bars.verdict(module, output, code)
        if time.monotonic() >= end and not is_met:
            line = f"{bars.id_of(module).upper()} was ended by the hour; call it alone"
        else:
            memory.keep(module, state, line, is_met)
        verdicts.append((line, is_met))
    return verdicts


def main(words: list[str]) -> int:
    services.stop_on_signals()
    if not words:
        print("faults: name a letter or a bar, e.g. make faults ONLY=A", file=sys.stderr)
        return 2
    try:
        modules = bars.chosen(words, bars.FAULTS)
    except LookupError as error:
        print(f"faults: {error}", file=sys.stderr)
        return 2
    memory = Memory(ROOT / "var" / "faults.json")
    verdicts = play(modules, memory, state_of(), is_fresh=os.environ.get("FRESH", "") not in {"", "0"})
    print("\n=== the bars")
    for line, _is_met in verdicts:
        print(line)
    return 0 if all(is_met for _line, is_met in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
