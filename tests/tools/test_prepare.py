"""`make run` on a fresh clone: whatever it started ends with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEP = """
import sys
from pathlib import Path
from tools import prepare
prepare.stop_with_children()
script = "sleep 60 & echo $! > {0}.new; mv {0}.new {0}; wait".format(sys.argv[1])
prepare.together(lambda: prepare.command(["sh", "-c", script], "A long step"))
"""


def alive(pid: int) -> bool:
    """Zombies don't count: they have ended, and only wait to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_step_in_hand_and_what_it_started(tmp_path: Path, number: int) -> None:
    told = tmp_path / "pid"
    tool = subprocess.Popen([sys.executable, "-c", STEP, str(told)], cwd=ROOT, env={**os.environ})
    try:
        end = time.monotonic() + 20
        while not told.exists() and time.monotonic() < end:
            time.sleep(0.05)
        grandchild = int(told.read_text())
        assert alive(grandchild)
        tool.send_signal(number)
        assert tool.wait(10) == 128 + number
    finally:
        tool.kill()
    end = time.monotonic() + 10
    while alive(grandchild) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(grandchild)
