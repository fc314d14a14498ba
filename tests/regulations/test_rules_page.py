"""docs/rules.md says what the data says, and its examples come out as printed."""

from dataclasses import replace

import pytest

from regulations.rules import Tally, decide, majority_needed, quorum_needed
from tests.regulations.law import PARAMETERS, R2016
from tests.regulations.rule_tables import PAGE, part_of, tables

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["dates", "values", "articles", "unverified"])
def test_the_tables_are_those_of_the_data(name):
    again = "python -m tests.regulations.rule_tables"
    assert part_of(TEXT, name) == tables()[name], f"write the tables again: {again}"


@pytest.mark.parametrize("reading", ["for_equals_against", "for_exactly_half"])
@pytest.mark.parametrize(
    ("total", "for_", "against", "abstain"), [(27, 13, 13, 1), (28, 14, 14, 0), (28, 14, 10, 4)]
)
@pytest.mark.parametrize("pm", ["for_", "against"])
def test_the_examples_of_equal_votes_come_out_as_printed(reading, total, for_, against, abstain, pm):
    rules = replace(R2016, tie_reading=reading)
    counts = Tally(
        total_members=total,
        electors=total,
        for_=for_,
        against=against,
        abstain=abstain,
        not_cast=0,
        pm_vote=pm,
    )
    word = {
        "adopted": "adopted",
        "not_adopted": "not adopted",
        "tie_adopted": "tie: adopted",
        "tie_not_adopted": "tie: not adopted",
    }[decide(rules, counts).kind]
    side = {"for_": "for", "against": "against"}[pm]
    assert f"| {for_}-{against}-{abstain} of {total} | {side} | `{reading}` | {word} |" in TEXT


def test_the_thresholds_of_every_size_are_printed():
    for size in range(3, 41):
        needed = {quorum_needed(rules, size) for rules in PARAMETERS.values()}
        assert needed == {quorum_needed(R2016, size)}
        assert f"| {size} | {quorum_needed(R2016, size)} | {majority_needed(size)} |" in TEXT
