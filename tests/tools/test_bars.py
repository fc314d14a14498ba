"""`make bars`: which bars run, and what counts as met."""

from pathlib import Path

import pytest

from tools import bars

MET, MISSED = "BAR P1 1.20 at most 3 ok\n", "BAR P1 4.00 at most 3 short\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("__init__", "p2_publish", "p1_agenda"):
        (tmp_path / f"{name}.py").touch()
    return tmp_path


def test_all_bars_run_in_order_of_their_ids(folder: Path) -> None:
    assert bars.chosen([], folder) == ["p1_agenda", "p2_publish"]


@pytest.mark.parametrize("only", ["P2", "p2"])
def test_only_chooses_by_the_id_in_either_case(folder: Path, only: str) -> None:
    assert bars.chosen([only], folder) == ["p2_publish"]


def test_an_unknown_id_is_an_error_and_not_an_empty_run(folder: Path) -> None:
    with pytest.raises(LookupError, match="P9"):
        bars.chosen(["P1", "P9"], folder)


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
    assert bars.verdict("p1_agenda", output, code)[1] is is_met


def test_every_bar_of_the_house_can_be_chosen() -> None:
    assert {bars.id_of(name) for name in bars.chosen([])} >= {"p1", "p2", "p3"}
