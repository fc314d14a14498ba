"""Every row of the tables of the law, for the three rule sets and bodies of 3 to 40; the numbers are typed by hand."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from regulations.deadlines import is_late, latest_conclusion_notice_date, latest_invitation_date
from regulations.electorate import Standing, counts_in_total, may_send_substitute, may_vote, total_members
from regulations.rules import Tally, decide, majority_needed, quorum, quorum_needed
from regulations.slips import SlipReplies, count_slip, reply_dates
from tests.regulations.cases import EXACT_HALF, disagreement
from tests.regulations.law import PARAMETERS, R2016, R2022, R2026, calendar

SIZES = range(3, 41)
# For N = 3, 4, 5 … 40.
QUORUM = [2, 3, 4, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11, 12, 12, 13, 14, 14]
QUORUM += [15, 16, 16, 17, 18, 18, 19, 20, 20, 21, 22, 22, 23, 24, 24, 25, 26, 26, 27]
MAJORITY = [2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11]
MAJORITY += [12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 17, 18, 18, 19, 19, 20, 20, 21]
CODES = ["R2016", "R2022", "R2026"]
VIETNAM = calendar()
each_rule_set = pytest.mark.parametrize("code", CODES)


def tally(total, for_, against, abstain=0, pm=None):
    left = total - for_ - against - abstain
    return Tally(
        total_members=total,
        electors=total,
        for_=for_,
        against=against,
        abstain=abstain,
        not_cast=left,
        pm_vote=pm,
    )


@each_rule_set
def test_the_quorum_of_every_size_is_the_one_of_the_table(code):
    rules = PARAMETERS[code]
    assert [quorum_needed(rules, size) for size in SIZES] == QUORUM
    for size, needed in zip(SIZES, QUORUM, strict=True):
        for present in range(size + 1):
            assert quorum(rules, total_members=size, on_site=present).ok == (present >= needed)


@each_rule_set
def test_remote_members_count_for_the_quorum_where_the_setting_says_so(code):
    rules = PARAMETERS[code]
    deaf = replace(rules, quorum_count_remote=False)
    for size, needed in zip(SIZES, QUORUM, strict=True):
        for online in range(size + 1):
            assert quorum(rules, total_members=size, on_site=0, online=online).ok == (online >= needed)
            assert not quorum(deaf, total_members=size, on_site=0, online=online).ok


def test_the_majority_of_every_size_is_the_one_of_the_table():
    assert [majority_needed(size) for size in SIZES] == MAJORITY


@each_rule_set
@pytest.mark.parametrize("reading", ["for_equals_against", "for_exactly_half"])
def test_every_count_of_every_size_comes_out_by_the_table(code, reading):
    """All pairs of for and against, the rest abstaining or silent, and each ballot the Prime Minister can have cast."""
    rules = replace(PARAMETERS[code], tie_reading=reading)
    for size, needed in zip(SIZES, MAJORITY, strict=True):
        for for_ in range(size + 1):
            for against in range(size + 1 - for_):
                equal = for_ == against if reading == "for_equals_against" else for_ + for_ == size
                for pm in ("for_", "against", None):
                    if (pm == "for_" and not for_) or (pm == "against" and not against):
                        continue
                    kind = decide(rules, tally(size, for_, against, pm=pm)).kind
                    if for_ >= needed:
                        assert kind == "adopted"
                    elif not equal or not for_:
                        assert kind == "not_adopted"
                    else:
                        tied = {"for_": "tie_adopted", "against": "tie_not_adopted", None: "tie_without_pm"}
                        assert kind == tied[pm]


@each_rule_set
def test_thirteen_to_thirteen_with_one_abstention_of_27_is_a_tie_in_the_first_reading_only(code):
    counts = tally(27, 13, 13, 1, pm="for_")
    assert decide(PARAMETERS[code], counts).kind == "tie_adopted"
    assert decide(EXACT_HALF[code], counts).kind == "not_adopted"


@each_rule_set
def test_fourteen_to_fourteen_of_28_is_a_tie_in_both_readings(code):
    for rules in (PARAMETERS[code], EXACT_HALF[code]):
        assert decide(rules, tally(28, 14, 14, pm="for_")).kind == "tie_adopted"
        assert decide(rules, tally(28, 14, 14, pm="against")).kind == "tie_not_adopted"
        assert decide(rules, tally(28, 14, 14)).kind == "tie_without_pm"


@each_rule_set
def test_a_ballot_of_the_prime_minister_decides_a_tie_only_if_it_takes_a_side(code):
    assert decide(PARAMETERS[code], tally(27, 13, 13, 1, pm="abstain")).kind == "tie_without_pm"


@each_rule_set
@pytest.mark.parametrize(
    ("standing", "counts", "votes"),
    [
        (Standing(is_member=True, is_attending=True), True, True),
        (Standing(is_member=True), True, False),
        (Standing(is_member=True, is_attending=True, is_recused=True), True, False),
        (Standing(is_member=True, is_acting=True, is_attending=True), True, True),
        (Standing(is_member=False, is_attending=True), False, False),
        (Standing(is_member=False, is_acting=True, is_attending=True), False, False),
    ],
)
def test_who_counts_and_who_votes(code, standing, counts, votes):
    rules = PARAMETERS[code]
    assert (counts_in_total(rules, standing), may_vote(rules, standing)) == (counts, votes)


@each_rule_set
def test_an_acting_minister_neither_counts_nor_votes_where_the_setting_says_so(code):
    strict = replace(PARAMETERS[code], acting_minister="not_counted")
    acting = Standing(is_member=True, is_acting=True, is_attending=True)
    minister = Standing(is_member=True, is_attending=True)
    assert not counts_in_total(strict, acting) and not may_vote(strict, acting)
    for size in SIZES:
        room = [minister] * (size - 1) + [acting]
        assert total_members(PARAMETERS[code], room) == size
        assert total_members(strict, room) == size - 1


@each_rule_set
def test_a_substitute_may_come_and_be_heard_unless_the_setting_says_no(code):
    rules = PARAMETERS[code]
    assert may_send_substitute(rules) and rules.absence_requires_pm_consent
    assert not may_send_substitute(replace(rules, substitutes="not_allowed"))


@each_rule_set
def test_silence_on_a_slip_agrees_and_is_shown_apart_or_is_no_answer(code):
    rules = PARAMETERS[code]
    for size, needed in zip(SIZES, MAJORITY, strict=True):
        for silent in range(size + 1):
            replies = SlipReplies(agree=0, disagree=size - silent, other=0, silent=silent)
            counted = count_slip(rules, replies)
            assert counted.deemed == silent
            assert decide(rules, counted.tally).kind.startswith("adopted") == (silent >= needed)
            strict = replace(rules, slip_silence="not_counted")
            nobody = count_slip(strict, replies)
            assert nobody.deemed == 0 and not decide(strict, nobody.tally).adopted


@pytest.mark.parametrize(
    ("rules", "held", "latest"),
    [
        (R2016, date(2019, 8, 1), date(2019, 7, 25)),  # Thursday: five working days back
        (R2016, date(2020, 2, 3), date(2020, 1, 20)),  # over Tết
        (R2016, date(2019, 5, 6), date(2019, 4, 25)),  # 29 April off, 4 May worked instead
        (R2016, date(2018, 9, 4), date(2018, 8, 27)),  # 3 September in exchange for Sunday the 2nd
        (R2022, date(2023, 9, 5), date(2023, 9, 2)),  # three days, whatever days they are
        (R2026, date(2026, 8, 3), None),
    ],
)
def test_invitations_go_out_by_the_day_the_rule_set_counts_back_to(rules, held, latest):
    assert latest_invitation_date(rules, held, VIETNAM) == latest
    if latest:
        assert not is_late(rules, paper_sent_on=latest, sitting_on=held, calendar=VIETNAM)
        later = date.fromordinal(latest.toordinal() + 1)
        assert is_late(rules, paper_sent_on=later, sitting_on=held, calendar=VIETNAM) or later >= held


@pytest.mark.parametrize(
    ("rules", "sent", "dates"),
    [
        (R2026, date(2026, 6, 1), (date(2026, 6, 3), date(2026, 6, 8))),
        (R2026, date(2026, 8, 31), (date(2026, 9, 4), date(2026, 9, 9))),  # over the National Day
        (R2022, date(2023, 6, 1), (None, None)),
        (R2016, date(2019, 6, 3), (None, None)),
    ],
)
def test_a_slip_is_answered_within_the_days_of_the_rule_set(rules, sent, dates):
    assert reply_dates(rules, sent, VIETNAM) == dates


@each_rule_set
def test_the_notice_of_conclusion_goes_out_within_five_working_days(code):
    assert latest_conclusion_notice_date(PARAMETERS[code], date(2020, 1, 21), VIETNAM) == date(2020, 2, 4)


def test_the_regular_sitting_is_before_the_fifth_and_a_third_may_ask_for_one():
    for rules in (R2016, R2022, R2026):
        assert rules.regular_before_day == 5
        assert (rules.request_numerator, rules.request_denominator) == (1, 3)


def test_a_naive_reading_of_the_law_agrees_on_random_cases():
    rng = Random(2019)
    assert [differs for _kind, differs in (disagreement(rng) for _n in range(3_000)) if differs] == []
