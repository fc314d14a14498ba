"""C7: for every type of event: a snapshot, patched with what was told after it, is the fresh snapshot.

    python -m tests.faults.c7_replay

Runs every test that holds a patched document against a fresh one and notes the types of the events that were held so
(`tests/replay.py`). Wanted: all of them pass, and no type the product declares is missing. One size.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.lib.run import Run

ROOT = Path(__file__).resolve().parents[2]
HOLDING = "from tests.replay import"


def main() -> None:
    """Run them and print."""
    run = Run("C7", "types never held", "tests failed")
    with tempfile.NamedTemporaryFile() as place:
        if _run_tests(place.name) != 0:
            run.count("tests failed")
        held = Counter(Path(place.name).read_text().split())
    declared = _declared()
    for name in sorted(declared - set(held)):
        run.count("types never held")
        run.say(f"never held: {name}")
    run.count("types", len(declared))
    run.count("events held", sum(held[name] for name in declared))
    run.finish(run.bad(), 0)


def _run_tests(place: str) -> int:
    files = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if HOLDING in path.read_text(encoding="utf-8")
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", *files]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "REPLAYED": place}, check=False).returncode


def _declared() -> set[str]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from core.registries import EVENT_TYPES

    return {name for name in EVENT_TYPES if not name.startswith(("tests.", "bench."))}


if __name__ == "__main__":
    main()
