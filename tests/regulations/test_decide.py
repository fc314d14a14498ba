"""The outcome of a vote follows from whole numbers and the rule set, nothing else."""

from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.rules import InvalidTally, Tally, decide, majority_needed, quorum, quorum_needed
from regulations.words import BodyWords
from tests.regulations.law import EXACT_HALF, R2016, R2022, R2026

ALL_SETS = [R2016, R2022, R2026, EXACT_HALF]


def tally(total, for_, against=0, abstain=0, pm=None, electors=None):
    cast = for_ + against + abstain
    return Tally(
        total_members=total,
        electors=cast if electors is None else electors,
        for_=for_,
        against=against,
        abstain=abstain,
        not_cast=total - cast,
        pm_vote=pm,
    )


@pytest.mark.parametrize("total", range(3, 41))
def test_a_decision_needs_more_than_half_of_all_members_and_not_one_more(total):
    needed = majority_needed(total)
    assert 2 * needed > total >= 2 * (needed - 1)
    for rules in ALL_SETS:
        assert decide(rules, tally(total, needed)).kind == "adopted"
        assert not decide(rules, tally(total, needed - 1, against=0)).adopted


@pytest.mark.parametrize("total", range(3, 41))
def test_quorum_is_two_thirds_of_all_members_rounded_up(total):
    needed = quorum_needed(R2016, total)
    assert needed == ceil(2 * total / 3)
    assert quorum(R2016, total_members=total, on_site=needed).ok
    assert not quorum(R2016, total_members=total, on_site=needed - 1).ok


@pytest.mark.parametrize(("total", "quorum_of", "majority_of"), [(27, 18, 14), (28, 19, 15)])
def test_the_two_sizes_of_government_have_their_known_thresholds(total, quorum_of, majority_of):
    assert (quorum_needed(R2016, total), majority_needed(total)) == (quorum_of, majority_of)


def test_the_first_electronic_vote_27_members_25_voted_25_for_is_adopted():
    outcome = decide(R2016, tally(27, 25, pm="for_"))
    assert outcome.kind == "adopted" and outcome.adopted
    assert outcome.sentence == (
        "Đã thông qua: 25/27 thành viên Chính phủ biểu quyết tán thành "
        "(cần quá nửa tổng số thành viên Chính phủ: ít nhất 14)"
    )
    assert outcome.sentence_en == (
        "Adopted: 25 of 27 Government members voted for (more than half of all members needed: 14)"
    )
    assert outcome.arithmetic[2] == (
        "Tán thành 25 · Không tán thành 0 · Không biểu quyết 0 · Không tham gia biểu quyết 2"
    )
    assert outcome.arithmetic_en[2] == "For 25 · Against 0 · Abstain 0 · Did not take part 2"
    assert outcome.arithmetic[3] == "Quá nửa tổng số: 27 : 2, lấy phần nguyên 13, cộng 1 = 14"
    assert outcome.arithmetic[-1] == "Căn cứ: Điều 46 Luật Tổ chức Chính phủ năm 2015"


@pytest.mark.parametrize(
    ("for_", "against", "abstain", "kind"),
    [
        (25, 0, 0, "adopted"),
        (9, 16, 0, "not_adopted"),
        (16, 9, 0, "adopted"),
        (24, 0, 1, "adopted"),
        (12, 9, 4, "not_adopted"),
        (23, 1, 1, "adopted"),
        (24, 0, 0, "adopted"),
    ],
)
def test_the_votes_of_the_demonstration_come_out_as_told(for_, against, abstain, kind):
    assert decide(R2016, tally(27, for_, against, abstain)).kind == kind


@pytest.mark.parametrize(
    ("pm", "kind", "adopted"),
    [
        ("for_", "tie_adopted", True),
        ("against", "tie_not_adopted", False),
        ("abstain", "tie_without_pm", False),
        (None, "tie_without_pm", False),
    ],
)
def test_13_for_13_against_1_abstention_follows_the_prime_ministers_own_ballot(pm, kind, adopted):
    counts = tally(27, 13, 13, 1 if pm == "abstain" else 0, pm=pm, electors=27)
    outcome = decide(R2016, counts)
    assert (outcome.kind, outcome.adopted) == (kind, adopted)


def test_a_tie_says_whose_side_decided_and_on_which_article():
    outcome = decide(R2016, tally(27, 13, 13, 1, pm="for_"))
    assert outcome.sentence == (
        "Biểu quyết ngang nhau (13 tán thành, 13 không tán thành): "
        "thực hiện theo ý kiến mà Thủ tướng Chính phủ đã biểu quyết"
    )
    assert outcome.sentence_en == "Equal votes (13 for, 13 against): decided as the Prime Minister voted"
    assert "khoản 3 Điều 3" in outcome.arithmetic[-1]
    assert outcome.arithmetic[-2] == "Thủ tướng Chính phủ: tán thành; kết quả: đã thông qua"


def test_a_tie_without_the_prime_ministers_ballot_is_not_adopted_and_says_why():
    outcome = decide(R2016, tally(27, 13, 13))
    assert not outcome.adopted
    assert outcome.sentence.endswith("Thủ tướng Chính phủ không tham gia biểu quyết nên không được thông qua")
    assert outcome.sentence_en.endswith("the Prime Minister cast no ballot, so not adopted")


def test_28_members_14_to_14_is_a_tie_in_both_readings():
    for rules in (R2016, EXACT_HALF):
        assert decide(rules, tally(28, 14, 14, pm="for_")).kind == "tie_adopted"
        assert decide(rules, tally(28, 14, 14, pm="against")).kind == "tie_not_adopted"


def test_the_readings_part_where_abstentions_stand_between():
    thirteen_all = tally(27, 13, 13, 1, pm="for_")
    assert decide(R2016, thirteen_all).kind == "tie_adopted"
    assert decide(EXACT_HALF, thirteen_all).kind == "not_adopted"
    half_of_all = tally(28, 14, 10, 2, pm="for_")
    assert decide(R2016, half_of_all).kind == "not_adopted"
    assert decide(EXACT_HALF, half_of_all).kind == "tie_adopted"
    assert "14 tán thành, đúng một nửa của 28" in decide(EXACT_HALF, half_of_all).sentence


def test_nobody_for_is_no_tie():
    assert decide(R2016, tally(27, 0, 0, 25, pm="abstain")).kind == "not_adopted"


def test_not_adopted_is_said_with_all_members_as_base():
    outcome = decide(R2016, tally(27, 13, 5, 7))
    assert outcome.sentence == (
        "Không được thông qua: 13/27 thành viên Chính phủ biểu quyết tán thành, "
        "không quá nửa tổng số thành viên Chính phủ"
    )
    assert outcome.sentence_en == "Not adopted: 13 of 27 for, not more than half of all members"


def test_another_body_is_called_by_its_own_names():
    names = BodyWords("thành viên Ủy ban", "Committee members", "Chủ tịch Ủy ban", "the Chairman")
    assert decide(R2016, tally(9, 5), names).sentence == (
        "Đã thông qua: 5/9 thành viên Ủy ban biểu quyết tán thành "
        "(cần quá nửa tổng số thành viên Ủy ban: ít nhất 5)"
    )
    tied = decide(R2016, tally(9, 4, 4, 1, pm="abstain"), names)
    assert tied.sentence.endswith("Chủ tịch Ủy ban không biểu quyết về bên nào nên không được thông qua")
    assert tied.arithmetic_en[-2] == "The Chairman: abstain; not adopted"


def test_quorum_sentences_are_the_fixed_ones():
    enough = quorum(R2016, total_members=27, on_site=21, online=4)
    assert enough.sentence == "Đủ điều kiện tiến hành phiên họp: có mặt 25/27 thành viên (cần ít nhất 18)"
    assert enough.sentence_en == "Quorum: 25 of 27 present (18 needed)"
    short = quorum(R2016, total_members=27, on_site=17)
    assert short.sentence == "Chưa đủ điều kiện tiến hành phiên họp: có mặt 17/27 (cần ít nhất 18)"
    assert short.sentence_en == "No quorum: 17 of 27 present (18 needed)"


def test_online_members_count_only_where_the_rule_set_says_so():
    strict = replace(R2016, quorum_count_remote=False)
    assert quorum(R2016, total_members=27, on_site=15, online=4).ok
    assert not quorum(strict, total_members=27, on_site=15, online=4).ok


@pytest.mark.parametrize(
    "wrong",
    [
        {"not_cast": 3},
        {"for_": -1, "not_cast": 28},
        {"electors": 24},
        {"electors": 28},
        {"pm_vote": "against"},
        {"total_members": 0, "for_": 0, "not_cast": 0, "electors": 0},
        {"invalid": 1},
        {"invalid": -1, "not_cast": 3},
        {"invalid": 1, "not_cast": 1},
    ],
)
def test_counts_that_cannot_come_from_one_vote_are_refused(wrong):
    right = {"total_members": 27, "electors": 25, "for_": 25, "against": 0, "abstain": 0, "not_cast": 2}
    with pytest.raises(InvalidTally):
        Tally(**{**right, **wrong})


def test_invalid_ballots_add_up_are_named_only_where_there_are_any_and_never_adopt():
    counted = Tally(total_members=27, electors=25, for_=13, against=5, abstain=2, invalid=4, not_cast=3)
    outcome = decide(R2016, counted)
    assert outcome.kind == "not_adopted" and counted.cast == 20
    assert (
        "Tán thành 13 · Không tán thành 5 · Không biểu quyết 2 · Không hợp lệ 4 · Không tham gia biểu quyết 3"
        in outcome.arithmetic
    )
    assert "For 13 · Against 5 · Abstain 2 · Invalid 4 · Did not take part 3" in outcome.arithmetic_en
    without = decide(R2016, tally(27, 13, 5, 2, electors=25))
    assert not any(
        "hợp lệ" in line or "Invalid" in line for line in (*without.arithmetic, *without.arithmetic_en)
    )


@st.composite
def tallies(draw):
    total = draw(st.integers(1, 500))
    electors = draw(st.integers(0, total))
    for_ = draw(st.integers(0, electors))
    against = draw(st.integers(0, electors - for_))
    abstain = draw(st.integers(0, electors - for_ - against))
    possible = [None] + [c for c, n in (("for_", for_), ("against", against), ("abstain", abstain)) if n > 0]
    return tally(total, for_, against, abstain, pm=draw(st.sampled_from(possible)), electors=electors)


@given(counts=tallies(), rules=st.sampled_from(ALL_SETS))
def test_adopted_means_a_majority_of_all_or_a_tie_the_prime_minister_voted_for(counts, rules):
    outcome = decide(rules, counts)
    majority = 2 * counts.for_ > counts.total_members
    assert outcome.adopted == (majority or (outcome.is_tie and counts.pm_vote == "for_"))
    assert not (majority and outcome.is_tie)
    assert outcome.sentence and outcome.sentence_en and "None" not in outcome.sentence + outcome.sentence_en


@given(counts=tallies(), rules=st.sampled_from(ALL_SETS))
def test_a_ballot_moved_to_for_never_turns_adoption_into_refusal(counts, rules):
    if not decide(rules, counts).adopted or counts.not_cast == 0 or counts.electors == counts.cast:
        return
    more = tally(
        counts.total_members,
        counts.for_ + 1,
        counts.against,
        counts.abstain,
        pm=counts.pm_vote,
        electors=counts.electors,
    )
    outcome = decide(rules, more)
    # Only a tie won by the Prime Minister's side may be left by one more ballot short of the majority.
    assert outcome.adopted or decide(rules, counts).is_tie
