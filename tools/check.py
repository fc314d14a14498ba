"""`make check`: what can be known in two minutes. Every step runs, whatever the one before it said."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.layers import declared  # noqa: E402

BIN = Path(sys.executable).parent
QUICK = "not journey and not faults and not slow and not postgres and not redis"


def steps() -> dict[str, list[str]]:
    """Name of each step and its command."""
    python = sys.executable
    typed = [name for floor in declared() for name in floor if (ROOT / name / "__init__.py").exists()]
    return {
        "format": [f"{BIN}/ruff", "format", "--check", "."],
        "lint": [f"{BIN}/ruff", "check", "."],
        "layers": [python, "tools/layers.py"],
        "messages": [python, "tools/messages.py", "check"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "types": [f"{BIN}/mypy", *typed, "tools"],
        "quick tests": [
            python,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-n",
            "2",
            "--dist",
            "worksteal",
            "-m",
            QUICK,
        ],
    }


def main() -> int:
    only = set(sys.argv[1:])
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": str(ROOT)}
    failed = []
    for name, command in steps().items():
        if only and name not in only:
            continue
        started = time.monotonic()
        result = subprocess.run(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        verdict = "ok" if result.returncode == 0 else "FAILED"
        print(f"{name:<12} {time.monotonic() - started:5.1f} s  {verdict}", flush=True)
        if result.returncode:
            failed.append(name)
            print(result.stdout[-8000:], flush=True)
    if failed:
        print(f"check: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
