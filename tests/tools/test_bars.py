"""`make bars`: which bars run, and what counts as met."""

import time
from pathlib import Path

import pytest

from tools import bars

MET, MISSED = "BAR P1 1.20 at most 3 ok\n", "BAR P1 4.00 at most 3 short\n"
ALL = ["quick.p1_agenda", "quick.p2_publish", "broken.a1_kills", "broken.a2_deploys"]


@pytest.fixture
def shelves(tmp_path: Path) -> dict[str, Path]:
    made = {
        "quick": ("__init__", "p2_publish", "p1_agenda"),
        "broken": ("a2_deploys", "a1_kills", "test_small"),
    }
    for package, names in made.items():
        (tmp_path / package).mkdir()
        for name in names:
            (tmp_path / package / f"{name}.py").touch()
    return {package: tmp_path / package for package in made}


def test_all_bars_run_shelf_by_shelf_in_order_of_their_ids_and_nothing_else(shelves: dict[str, Path]) -> None:
    assert bars.chosen([], shelves) == ALL


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (["P2"], ["quick.p2_publish"]),
        (["p2", "A1"], ["quick.p2_publish", "broken.a1_kills"]),
        (["A"], ["broken.a1_kills", "broken.a2_deploys"]),
    ],
)
def test_only_chooses_by_id_or_letter_in_either_case(
    shelves: dict[str, Path], only: list[str], names: list[str]
) -> None:
    assert bars.chosen(only, shelves) == names


@pytest.mark.parametrize("word", ["P9", "Z", "p11"])
def test_an_unknown_id_is_an_error_and_not_an_empty_run(shelves: dict[str, Path], word: str) -> None:
    with pytest.raises(LookupError, match=word.upper()):
        bars.chosen(["P1", word], shelves)


@pytest.mark.parametrize(
    ("output", "code", "is_met"),
    [
        (["P1 words\n", MET], 0, True),
        ([MISSED], 1, False),
        ([MET, MISSED], 1, False),
        ([MET], 1, False),
        (["P1 words\n"], 0, False),
        ([], 1, False),
    ],
)
def test_a_bar_is_met_when_every_line_says_so_and_the_script_ended_well(
    output: list[str], code: int, is_met: bool
) -> None:
    assert bars.verdict("bench.bars.p1_agenda", output, code)[1] is is_met


def test_every_bar_of_the_house_can_be_chosen() -> None:
    names = {bars.id_of(module) for module in bars.chosen([], bars.BENCH | bars.FAULTS)}
    assert names >= {"p1", "p2", "p3", "a1", "a2", "a3", "a4", "a5", "a6", "a7"}


def test_a_script_that_outlasts_its_time_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "x1_slow.py").write_text("import time\nprint('begun', flush=True)\ntime.sleep(60)\n")
    monkeypatch.setattr(bars, "ROOT", tmp_path)
    began = time.monotonic()
    output, code = bars.run("x1_slow", [], 1.5)
    assert (output, time.monotonic() - began < 30) == (["begun\n"], True) and code != 0
