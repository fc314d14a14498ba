"""`make test`: everything, on real services. The second half, run by the venv's Python.

    SQLite, in-memory layer   the whole suite but the journeys and the faults
    PostgreSQL                what is marked both_databases, again
    Redis                     what is marked both_layers, again
    Chromium                  the journeys, alone, two at a time
    Faults                    real processes killed and cut, alone, one at a time

A missing service leaves its part out and says so; with `CI=true` that is a failure. Arguments go to
one run on SQLite, and then only that runs: `make test ARGS="tests/voting -x"`.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import services  # noqa: E402

NOTHING_COLLECTED = 5


def pytest(arguments: list[str], env: dict[str, str]) -> int:
    """One pytest run; its exit code. Finding nothing to run is a failure: green must mean something ran."""
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=5", *arguments]
    child = subprocess.Popen(command, cwd=ROOT, env={**own, **env})
    try:
        code = child.wait()
    except BaseException:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(30)
        raise
    if code == NOTHING_COLLECTED:
        print("nothing was collected", file=sys.stderr)
    return code


def on_sqlite() -> int:
    return pytest(["-n", "2", "--dist", "worksteal", "-m", "not journey and not faults"], {})


def on_postgres() -> int:
    with services.postgres() as url:
        return pytest(["-n", "2", "--dist", "worksteal", "-m", "both_databases"], {"DATABASE_URL": url})


def on_redis() -> int:
    with services.redis() as url:
        return pytest(["-n", "2", "-m", "both_layers"], {"REDIS_URL": url})


def in_chromium() -> int:
    return pytest(["-n", "2", "--dist", "loadfile", "-m", "journey"], {})


def with_faults() -> int:
    services.postgres_program("initdb")
    services.redis_program()
    return pytest(["-m", "faults"], {})


PARTS = {
    "SQLite": on_sqlite,
    "PostgreSQL": on_postgres,
    "Redis": on_redis,
    "Chromium": in_chromium,
    "Faults": with_faults,
}


def main() -> int:
    services.stop_on_signals()
    if sys.argv[1:]:
        return pytest(sys.argv[1:], {})
    verdicts: list[tuple[str, str, float]] = []
    for name, part in PARTS.items():
        started = time.monotonic()
        print(f"\n=== {name}", flush=True)
        try:
            code = part()
            verdict = "passed" if code == 0 else f"FAILED (exit {code})"
        except services.ServiceMissing as missing:
            print(missing, file=sys.stderr)
            verdict = f"FAILED: {missing}" if os.environ.get("CI") == "true" else f"left out: {missing}"
        verdicts.append((name, verdict, time.monotonic() - started))
    print("\n=== the run")
    for name, verdict, seconds in verdicts:
        print(f"{name:<12} {seconds:6.0f} s  {verdict}")
    return 1 if any(verdict.startswith("FAILED") for _, verdict, _ in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
