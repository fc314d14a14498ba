"""The fault bars that need real processes, at the size of the test suite: one fault each, and their own verdict.

They run one at a time, after the rest and alone: what is killed here has its machine to itself.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("script", "bars"),
    [
        ("a1_kills", {"A1", "A1-embedded"}),
        ("a2_deploys", {"A2"}),
        ("a3_presses", {"A3"}),
        ("a4_closes", {"A4"}),
        ("c1_order", {"C1", "C1-embedded"}),
        ("d2_revocation", {"D2"}),
        ("d3_origin", {"D3"}),
        ("r3_internal_part", {"R3"}),
        ("r1_outcomes", {"R1"}),
        ("r2_histories", {"R2"}),
        ("r4_taps", {"R4", "R4-live", "R4-wrong"}),
    ],
)
def test_the_bar_holds_at_its_smallest_size(script: str, bars: set[str]) -> None:
    command = [sys.executable, "-m", f"tests.faults.{script}", "--tiny"]
    # The script is an installation of its own: nothing of the suite's settings may reach it.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170, env=env)
    lines = [line for line in done.stdout.splitlines() if line.startswith("BAR ")]
    # How long it took is a figure of the bar's own run, never of a test.
    counts = {line.split()[1]: line for line in lines if not line.split()[1].endswith("-shown")}
    assert set(counts) == bars, done.stdout[-2000:] + done.stderr[-4000:]
    assert all(line.endswith(" ok") for line in counts.values()), done.stdout[-4000:]
