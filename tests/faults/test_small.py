"""The fault bars that need real processes, at the size of the test suite: one fault each, and their own verdict.

They run after the rest and alone. Those that hold a time (so many seconds until something is gone or shown) are marked
`alone` and have the machine to themselves; the others count, and some of them run side by side.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import missing
from tools import search_node, services

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("script", "bars"),
    [
        ("a1_kills", {"A1", "A1-embedded"}),
        pytest.param("a2_deploys", {"A2"}, marks=pytest.mark.alone),
        ("a3_presses", {"A3"}),
        ("a4_closes", {"A4"}),
        ("c1_order", {"C1", "C1-embedded"}),
        pytest.param("d2_revocation", {"D2"}, marks=pytest.mark.alone),
        ("d3_origin", {"D3"}),
        ("d4_search", {"D4", "D4-postgres"}),
        ("h1_mutations", {"H1"}),
        ("h7_upload", {"H7", "H7-memory"}),
        ("q4_index", {"Q4", "Q4-embedded"}),
        pytest.param("r3_internal_part", {"R3"}, marks=pytest.mark.alone),
        ("r1_outcomes", {"R1"}),
        ("s5_warnings", {"S5", "S5-parts"}),
        ("r2_histories", {"R2"}),
        ("t1_queued_deeds", {"T1"}),
        ("t2_wiped_storage", {"T2"}),
        ("t3_late_ballots", {"T3"}),
        pytest.param("r4_taps", {"R4", "R4-live", "R4-wrong"}, marks=pytest.mark.alone),
    ],
)
def test_the_bar_holds_at_its_smallest_size(script: str, bars: set[str]) -> None:
    hold(script, bars)


@pytest.mark.parametrize(
    ("script", "bars"),
    [
        pytest.param("a1_elasticsearch", {"A1-elasticsearch"}, marks=pytest.mark.alone),
        ("d4_elasticsearch", {"D4-elasticsearch"}),
        pytest.param("q4_elasticsearch", {"Q4-elasticsearch"}, marks=pytest.mark.alone),
    ],
)
def test_the_bar_holds_on_elasticsearch(script: str, bars: set[str]) -> None:
    try:
        search_node.home()
    except services.ServiceMissing as error:
        missing(str(error))
    hold(script, bars)


def hold(script: str, bars: set[str]) -> None:
    """Run it, and read its verdicts."""
    command = [sys.executable, "-m", f"tests.faults.{script}", "--tiny"]
    # The script is an installation of its own: nothing of the suite's settings may reach it.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170, env=env)
    lines = [line for line in done.stdout.splitlines() if line.startswith("BAR ")]
    # How long it took is a figure of the bar's own run, never of a test.
    counts = {line.split()[1]: line for line in lines if not line.split()[1].endswith("-shown")}
    assert set(counts) == bars, done.stdout[-2000:] + done.stderr[-4000:]
    assert all(line.endswith(" ok") for line in counts.values()), done.stdout[-4000:]
