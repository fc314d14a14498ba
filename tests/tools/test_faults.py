"""`make faults`: finished bars are remembered, and only as long as they are true of this code."""

import subprocess
import time
from pathlib import Path

import pytest

from tools import faults

MODULES = ["tests.faults.a1_kills", "tests.faults.a2_deploys"]


class Runner:
    """Stands in for running a script: notes what ran, answers as told, takes its time."""

    def __init__(self, *, is_met: bool = True, seconds: float = 0.0) -> None:
        self.ran: list[str] = []
        self.is_met, self.seconds = is_met, seconds

    def __call__(self, module: str, arguments: list[str], left: float | None) -> tuple[list[str], int]:
        assert arguments == ["--full"] and left is not None and left > 0
        self.ran.append(module)
        time.sleep(self.seconds)
        return [f"BAR A 0.00 at most 0 {'ok' if self.is_met else 'short'}\n"], 0 if self.is_met else 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "faults.json"


def test_what_has_finished_is_remembered_by_the_next_run_with_its_figure(file: Path) -> None:
    faults.play(MODULES[:1], faults.Memory(file), "c1", runner=Runner())
    second = Runner()
    verdicts = faults.play(MODULES, faults.Memory(file), "c1", runner=second)
    assert second.ran == MODULES[1:]
    assert verdicts[0] == ("BAR A 0.00 at most 0 ok (remembered)", True)


def test_a_bar_that_was_short_stays_short_until_the_code_changes(file: Path) -> None:
    faults.play(MODULES[:1], faults.Memory(file), "c1", runner=Runner(is_met=False))
    again = Runner()
    assert [met for _, met in faults.play(MODULES[:1], faults.Memory(file), "c1", runner=again)] == [False]
    assert again.ran == []
    assert [met for _, met in faults.play(MODULES[:1], faults.Memory(file), "c2", runner=again)] == [True]


def test_fresh_runs_everything_again(file: Path) -> None:
    faults.play(MODULES, faults.Memory(file), "c1", runner=Runner())
    again = Runner()
    faults.play(MODULES, faults.Memory(file), "c1", is_fresh=True, runner=again)
    assert again.ran == MODULES


def test_outside_a_checkout_nothing_is_taken_from_memory(file: Path, tmp_path: Path) -> None:
    assert faults.state_of(tmp_path) == ""
    again = Runner()
    for _run in range(2):
        faults.play(MODULES[:1], faults.Memory(file), "", runner=again)
    assert again.ran == MODULES[:1] * 2


def test_what_the_hour_did_not_reach_is_short_and_not_remembered(file: Path) -> None:
    slow = Runner(seconds=0.2)
    verdicts = faults.play(MODULES, faults.Memory(file), "c1", seconds=0.1, runner=slow)
    assert slow.ran == MODULES[:1]
    assert [met for _, met in verdicts] == [True, False]
    assert list(faults.Memory(file).rows) == MODULES[:1]


def test_a_damaged_memory_is_no_memory(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("{")
    assert faults.Memory(file).known(MODULES[0], "c1") is None


def test_an_edit_changes_the_state_of_the_checkout(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@ecabinet.invalid"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    (tmp_path / "a.py").write_text("1")
    git("add", "-A")
    git("commit", "-m", "a")
    clean = faults.state_of(tmp_path)
    (tmp_path / "a.py").write_text("2")
    assert len(clean) == 40 and faults.state_of(tmp_path).startswith(f"{clean}+")


def test_no_letter_is_an_error() -> None:
    assert faults.main([]) == 2 and faults.main(["Z"]) == 2
