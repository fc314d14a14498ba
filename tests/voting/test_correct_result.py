"""After the announcement nothing is overwritten: a correction stands beside the result, its sums worked out anew."""

import json
from dataclasses import replace

import pytest

from agendas import services as agendas
from audit.models import AuditRecord
from audit.selectors import sentence_of
from meetings.errors import ReasonMissing
from realtime.selectors import snapshot
from tests.factories import paper_polls, polls
from tests.replay import replaying
from tests.voting.test_ledger import recount
from tests.voting.test_replay import everybody, streams_of
from voting import errors, services
from voting.ledger import ledger_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
REASON = "Thư ký đọc nhầm lựa chọn của một thành viên"


def seat_of(poll, place):
    return str(poll.electors.order_by("order")[place].seat_id)


def correct(poll, changes, reason=REASON, **more):
    choices = {seat_of(poll, place): value for place, value in changes.items()}
    return services.correct_result(polls.secretary(poll.sitting), poll, reason, choices=choices, **more)


def facts_of(poll, audience):
    return snapshot(poll.sitting.stream(audience))["doc"]["polls"][str(poll.pk)]


def test_the_correction_stands_beside_the_result_which_stays():
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_", 3: "against"})
    before = (poll.tally, poll.outcome, list(poll.ballots.values_list("value", flat=True)))
    answer = correct(poll, {2: "abstain"})
    again = polls.fresh(poll.pk)
    assert (again.tally, again.outcome, list(again.ballots.values_list("value", flat=True))) == before
    assert (answer["number"], answer["adopted"]) == (1, False) and again.outcome["adopted"]
    told = facts_of(poll, "members")
    assert told["outcome"]["adopted"] and told["counts"]["for_"] == 3
    (row,) = told["corrections"]
    assert row["reason"] == REASON and row["outcome"]["sentence"] == answer["sentence"]
    assert row["counts"] == {"for_": 2, "against": 1, "abstain": 1, "not_cast": 1}
    assert row["votes"] == {seat_of(poll, 2): "abstain"}


def test_a_second_correction_stands_on_the_first():
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_", 3: "against"})
    correct(poll, {2: "against"})
    answer = correct(poll, {3: "", 4: "for_"})
    row = poll.corrections.get(number=2)
    assert answer["number"] == 2
    assert {name: row.tally[name] for name in ("for_", "against", "not_cast")} == {
        "for_": 3,
        "against": 1,
        "not_cast": 1,
    }


def test_equal_votes_after_a_correction_go_by_the_ballot_of_the_head():
    poll = polls.announced({0: "against", 1: "for_", 2: "for_", 3: "for_"}, members=6)
    assert not poll.outcome["adopted"]
    answer = correct(poll, {4: "against", 5: "against"})
    assert poll.corrections.get().outcome["kind"] == "tie_not_adopted" and not answer["adopted"]


def test_the_wall_and_the_observers_learn_the_result_but_nobodys_choice():
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_"})
    correct(poll, {2: "abstain"})
    for audience in ("observers", "room"):
        (row,) = facts_of(poll, audience)["corrections"]
        assert "votes" not in row and row["counts"]["abstain"] == 1


def test_it_is_told_to_everybody_as_an_event():
    poll = polls.announced()
    with replaying(streams_of(polls.fresh_item(poll.item))) as replay:
        correct(poll, {1: "abstain"})
    assert replay.told("result.corrected") == everybody(poll)


def test_a_count_by_hand_is_corrected_by_its_figures():
    poll = paper_polls.announced()
    desk = polls.secretary(poll.sitting)
    right = replace(paper_polls.COUNT, for_=2, against=2)
    with pytest.raises(errors.NothingToCorrect):
        services.correct_result(desk, poll, REASON, count=paper_polls.COUNT)
    answer = services.correct_result(desk, poll, REASON, count=right)
    assert not answer["adopted"] and polls.fresh(poll.pk).outcome["adopted"]
    assert poll.paper_counts.count() == 2
    with pytest.raises(errors.CountDoesNotAddUp):
        services.correct_result(desk, poll, REASON, count=replace(right, for_=5))


def test_what_can_not_be_corrected_is_refused_with_what_to_do():
    running = polls.closed()
    with pytest.raises(errors.NotAnnouncedYet):
        correct(running, {1: "against"})
    services.announce_result(polls.secretary(running.sitting), running)
    with pytest.raises(ReasonMissing):
        correct(running, {1: "against"}, reason="  ")
    with pytest.raises(errors.NothingToCorrect):
        correct(running, {1: "for_"})
    with pytest.raises(errors.UnknownChoice):
        correct(running, {1: "perhaps"})
    with pytest.raises(errors.NotOfThisVote):
        services.correct_result(polls.secretary(running.sitting), running, REASON, choices={"x": "for_"})


def test_nobody_corrects_the_choice_of_who_could_not_vote():
    poll = polls.announced(members=5, present=4)
    with pytest.raises(errors.NotOfThisVote):
        correct(poll, {4: "for_"})


def test_a_box_is_not_corrected():
    poll = polls.announced_secret(["for_", "for_", "for_", "against", "abstain"])
    with pytest.raises(errors.BoxIsTheCount):
        correct(poll, {1: "against"})


def test_an_item_that_ended_on_the_result_keeps_its_ending_and_the_desk_is_told():
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_"})
    agendas.end_item(polls.secretary(poll.sitting), poll.item, "adopted_by_vote")
    correct(poll, {2: "against"})
    (row,) = poll.corrections.all()
    assert "người chủ trì quyết định" in row.remarks[0]
    assert polls.fresh_item(poll.item).ending == "adopted_by_vote"


def test_an_item_ends_as_the_corrected_result_says():
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_"})
    desk = polls.secretary(poll.sitting)
    correct(poll, {2: "against"})
    with pytest.raises(errors.NothingAdoptedByVote):
        agendas.end_item(desk, poll.item, "adopted_by_vote")
    correct(poll, {2: "for_"})
    assert agendas.end_item(desk, poll.item, "adopted_by_vote")["ending"] == "adopted_by_vote"


def test_the_record_says_both_results_and_a_repeat_adds_nothing():
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_"})
    deed = polls.secretary(poll.sitting, key="once")
    choices = {seat_of(poll, 2): "abstain"}
    first = services.correct_result(deed, poll, REASON, choices=choices)
    assert services.correct_result(deed, poll, REASON, choices=choices) == first
    said = sentence_of(AuditRecord.objects.get(verb="result.corrected"))
    assert poll.outcome["sentence"] in said and first["sentence"] in said and REASON in said


def test_the_recount_counts_the_corrections_again_and_finds_a_false_one(tmp_path):
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_", 3: "against"})
    correct(poll, {2: "against"})
    correct(poll, {4: "for_"})
    ledger = json.loads(json.dumps(ledger_of(poll.sitting)))
    status, words = recount(ledger, tmp_path)
    assert status == 0 and "corrected by" in words and REASON in words, words
    ledger["polls"][0]["corrections"][1]["result"]["counts"]["for_"] = 4
    assert recount(ledger, tmp_path)[0] == 1
    del ledger["polls"][0]["corrections"][0]
    assert recount(ledger, tmp_path)[0] == 1


def test_the_recount_counts_corrected_figures_again(tmp_path):
    poll = paper_polls.announced()
    right = replace(paper_polls.COUNT, for_=2, against=2)
    services.correct_result(polls.secretary(poll.sitting), poll, REASON, count=right)
    status, words = recount(json.loads(json.dumps(ledger_of(poll.sitting))), tmp_path)
    assert status == 0, words
