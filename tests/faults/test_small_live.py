"""Order and revocation at the size of the test suite: real processes, one kill, one of each right taken away."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.parametrize(
    ("script", "bars"),
    [("c1_order", {"C1", "C1-embedded"}), ("d2_revocation", {"D2"}), ("d3_origin", {"D3"})],
)
def test_the_bar_holds_at_its_smallest_size(script: str, bars: set[str]) -> None:
    command = [sys.executable, "-m", f"tests.faults.{script}", "--tiny"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170)
    lines = [line for line in done.stdout.splitlines() if line.startswith("BAR ")]
    assert {line.split()[1] for line in lines} == bars, done.stdout[-2000:] + done.stderr[-4000:]
    assert all(line.endswith(" ok") for line in lines), done.stdout[-4000:]
