"""`make test`: everything, on real services. The second half, run by the venv's Python.

    SQLite, in-memory layer   the whole suite but the journeys and the faults
    PostgreSQL                what is marked both_databases, again
    Redis                     what is marked both_layers, again
    Elasticsearch             what is marked both_indexes, again, on PostgreSQL
    Chromium                  the journeys, alone, as many at a time as there are cores, the longest first;
                              up to three that fail are played once more, one by one, and named in the verdict
    Faults                    real processes killed and cut, alone; one at a time those that hold a time

A missing service leaves its part out and says so; with `CI=true` that is a failure. Arguments go to
one run on SQLite, and then only that runs: `make test ARGS="tests/voting -x"`.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import services  # noqa: E402

NOTHING_COLLECTED, SOME_FAILED = 5, 1
# A browser on a busy machine now and then misses a moment. More than this many at once is no such moment.
PLAYED_AGAIN_AT_MOST = 3
LAST_FAILED = ROOT / "var" / "journeys" / "v" / "cache" / "lastfailed"
# As many at a time as there are cores for us; two also on one, for what waits.
AT_A_TIME = str(
    max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2)
)
EVENLY = ["-n", AT_A_TIME, "--dist", "worksteal"]


def pytest(arguments: list[str], env: dict[str, str]) -> int:
    """One pytest run; its exit code. Finding nothing to run is a failure: green must mean something ran."""
    own = {name: value for name, value in os.environ.items() if name not in services.VARIABLES.values()}
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


def told_of(mark: str) -> list[str]:
    """The test files that name a mark: a part of the run needn't read those of the others."""
    found = sorted(
        path for path in (ROOT / "tests").rglob("*.py") if f"mark.{mark}" in path.read_text("utf-8")
    )
    return [str(path.relative_to(ROOT)) for path in found if path.name.startswith("test_")]


def on_sqlite() -> int:
    return pytest([*EVENLY, "-m", "not journey and not faults"], {})


def on_postgres() -> int:
    with services.postgres() as url:
        return pytest([*EVENLY, "-m", "both_databases", *told_of("both_databases")], {"DATABASE_URL": url})


def on_redis() -> int:
    with services.redis() as url:
        return pytest([*EVENLY, "-m", "both_layers", *told_of("both_layers")], {"REDIS_URL": url})


def on_elasticsearch() -> int:
    with services.postgres() as url, services.elasticsearch() as node:
        env = {"DATABASE_URL": url, "ELASTICSEARCH_URL": node}
        return pytest([*EVENLY, "-m", "both_indexes", *told_of("both_indexes")], env)


def in_chromium() -> int:
    """The journeys; what fails is played once more alone, and the second try is told, not hidden."""
    # In the order of tests/journeys/conftest.py: xdist's own has what is one long test last.
    in_order = ["-n", AT_A_TIME, "--dist", "loadfile", "--no-loadscope-reorder", "-m", "journey"]
    remembered = ["-p", "cacheprovider", "-o", f"cache_dir={LAST_FAILED.parents[2]}"]
    LAST_FAILED.unlink(missing_ok=True)
    code = pytest([*in_order, *remembered, "tests/journeys", *told_of("journey")], {})
    failed = list(json.loads(LAST_FAILED.read_text())) if LAST_FAILED.exists() else []
    if code != SOME_FAILED or not 0 < len(failed) <= PLAYED_AGAIN_AT_MOST:
        return code
    code = pytest(failed, {})
    print("\n".join(f"SECOND TRY {name}: {'passed' if code == 0 else 'not all passed'}" for name in failed))
    SECOND_TRIES.extend(failed)
    return code


def with_faults() -> int:
    services.postgres_program("initdb")
    services.redis_program()
    together = pytest([*EVENLY, "-m", "faults and not alone", "tests/faults"], {})
    return pytest(["-m", "faults and alone", "tests/faults"], {}) or together


SECOND_TRIES: list[str] = []

PARTS = {
    "SQLite": on_sqlite,
    "PostgreSQL": on_postgres,
    "Redis": on_redis,
    "Elasticsearch": on_elasticsearch,
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
    for test in SECOND_TRIES:
        print(f"played twice: {test}")
    return 1 if any(verdict.startswith("FAILED") for _, verdict, _ in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
