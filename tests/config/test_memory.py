"""What was freed by hundreds of threads goes back to the system."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Pieces of every size by turns, freed all but the newest of each heap: the state that is not given back by itself.
PLAY = """
import sys, threading
from config import memory
if sys.argv[1] == "cared":
    memory.keep_together()
held = []
def work():
    made = [bytes(600 + number % 5000) for number in range(2000)]
    held.append(made.pop())
    del made[::2]
    held.append(made)
for _round in range(3):
    crowd = [threading.Thread(target=work) for _number in range(24)]
    for one in crowd: one.start()
    for one in crowd: one.join()
del held[:-1]
if sys.argv[1] == "cared":
    memory.give_back()
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""


def _resident(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PLAY, how], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return int(done.stdout)


def test_a_process_that_cares_is_smaller() -> None:
    assert _resident("cared") < 0.8 * _resident("careless")
