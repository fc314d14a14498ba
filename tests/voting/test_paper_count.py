"""A vote on paper: two people enter the count without seeing each other's figures, and only equal entries count."""

import itertools
import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.deeds import deed_of
from audit.models import AuditRecord
from audit.selectors import sentence_of
from core.errors import KeyReused
from meetings import services as meetings
from meetings.errors import QuorumMissing, ReasonMissing
from realtime import streams
from realtime.models import Event
from realtime.selectors import snapshot
from tests.factories import paper_polls, polls, sittings
from tests.factories.paper_polls import COUNT, TELLERS, enter
from voting import errors, services
from voting.counts import FIGURES, count_of
from voting.models import PaperCount, Poll
from voting.services.counting import seal

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
State = Poll.State


def facts_of(poll, audience):
    return snapshot(poll.sitting.stream(audience))["doc"]["polls"][str(poll.pk)]


def test_it_opens_on_the_same_frozen_electorate_and_quorum_as_a_vote_on_devices():
    poll = paper_polls.opened(members=27, present=25)
    assert (poll.by, poll.state, poll.total_members) == (Poll.By.PAPER, State.OPEN, 27)
    assert poll.electors.filter(is_entitled=True).count() == 25
    assert (poll.quorum_present, poll.quorum_needed) == (25, 18)


def test_without_quorum_it_does_not_open():
    item = polls.sitting_with_item(members=27, present=18)
    sitting = item.agenda.sitting
    poll = polls.prepared(item)
    meetings.set_presence(polls.secretary(sitting), sitting, [sittings.member_entries(sitting)[0].pk], "left")
    with pytest.raises(QuorumMissing):
        services.open_paper_poll(polls.secretary(sitting), poll)
    assert polls.fresh(poll.pk).state == State.PREPARED


def test_a_ballot_on_a_device_is_refused_and_there_is_no_closing_by_a_press():
    poll = paper_polls.opened()
    with pytest.raises(errors.VoteIsOnPaper):
        polls.cast(poll, polls.members_of(poll)[1], "for_")
    with pytest.raises(errors.CountedByHand):
        services.close_poll(polls.secretary(poll.sitting), poll)
    assert polls.fresh(poll.pk).state == State.OPEN and not poll.ballots.exists()


def test_two_equal_entries_of_two_people_are_counted_and_decided_by_the_rule_set():
    poll = paper_polls.opened(members=27, present=25)
    count = replace(COUNT, issued=25, returned=24, for_=14, against=6, abstain=3, invalid=1, head="for_")
    first, second = paper_polls.two_of_the_desk(poll)
    waiting = enter(first, poll, count)
    assert (waiting["entries"], waiting["counted"]) == (1, False)
    assert polls.fresh(poll.pk).state == State.OPEN
    done = enter(second, poll, count)
    assert done["counted"] and done["adopted"] and done["sentence"].startswith("Đã thông qua: 14/27")
    stored = polls.fresh(poll.pk)
    told = {
        name: stored.tally[name] for name in ("for_", "against", "abstain", "invalid", "not_cast", "total")
    }
    assert told == {"for_": 14, "against": 6, "abstain": 3, "invalid": 1, "not_cast": 3, "total": 27}
    assert stored.state == State.CLOSED and stored.tally["by_hand"]["tellers"] == list(TELLERS)
    assert stored.tally["by_hand"]["entered_by"] == [first.name, second.name]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("issued", {"issued": 4, "returned": 4, "for_": 2}),
        ("returned", {"returned": 4, "for_": 2}),
        ("for_", {"for_": 2, "against": 2}),
        ("abstain", {"abstain": 0, "invalid": 1}),
        ("head", {"head": "for_"}),
    ],
)
def test_different_entries_count_nothing_and_both_are_told_where(name, other):
    poll = paper_polls.opened()
    first, second = paper_polls.two_of_the_desk(poll)
    enter(first, poll)
    answer = enter(second, poll, **other)
    assert name in answer["differs"] and not answer["counted"]
    stored = polls.fresh(poll.pk)
    assert stored.state == State.OPEN and not stored.tally and not stored.outcome
    for audience in (streams.SECRETARIAT, streams.CHAIR):
        assert facts_of(poll, audience)["by_hand"]["differs"] == answer["differs"]
    enter(first, poll)
    assert enter(second, poll)["counted"]
    assert list(poll.paper_counts.values_list("round", "place")) == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_no_pair_of_unequal_entries_is_ever_counted():
    poll = paper_polls.opened()
    first, second = paper_polls.two_of_the_desk(poll)
    whole = [
        replace(
            COUNT, returned=sum(parts), for_=parts[0], against=parts[1], abstain=parts[2], invalid=parts[3]
        )
        for parts in itertools.product((0, 1, 2), repeat=4)
        if sum(parts) <= 5
    ]
    for one, other in itertools.pairwise(whole):
        enter(first, poll, one)
        assert not enter(second, poll, other)["counted"]
    assert polls.fresh(poll.pk).state == State.OPEN
    assert poll.paper_counts.count() == 2 * (len(whole) - 1)


def test_the_second_person_sees_no_figure_of_the_first_anywhere():
    poll = paper_polls.opened(members=27, present=25)
    count = replace(COUNT, issued=23, returned=19, for_=11, against=5, abstain=2, invalid=1)
    first, second = paper_polls.two_of_the_desk(poll)
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    answers = [enter(first, poll, count), enter(second, poll, count, for_=12, against=4)]
    bodies = [event.body for event in Event.objects.filter(pk__gt=last)]
    records = [row.facts for row in AuditRecord.objects.filter(chain=poll.sitting.chain)]
    shown = [facts_of(poll, audience) for audience in streams.SITTING_AUDIENCES]
    for seen in (*answers, *bodies, *records[-2:], *shown):
        text = json.dumps(seen, default=str)
        for name in FIGURES:
            for form in (f'"{name}": {getattr(count, name)}', f'"{name}": 12', f'"{name}": 4'):
                assert form not in text


def test_the_second_entry_is_another_persons():
    poll = paper_polls.opened()
    first, _second = paper_polls.two_of_the_desk(poll)
    enter(first, poll)
    with pytest.raises(errors.CountEnteredAlready):
        enter(replace(first, actor_id=(first.actor_id or 0) + 1), poll)
    assert poll.paper_counts.count() == 1


def test_the_same_key_again_gets_the_first_answer_and_another_body_is_refused():
    poll = paper_polls.opened()
    first, second = paper_polls.two_of_the_desk(poll)
    key = str(uuid4())
    answer = enter(first.with_key(key), poll)
    assert enter(first.with_key(key), poll) == answer
    with pytest.raises(KeyReused):
        enter(first.with_key(key), poll, for_=2, against=2)
    last = str(uuid4())
    done = enter(second.with_key(last), poll)
    assert enter(second.with_key(last), poll) == done and poll.paper_counts.count() == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"issued": 6, "returned": 5}, "nhiều hơn số thành viên có quyền biểu quyết (5)"),
        ({"returned": 6}, "nhiều hơn số phiếu phát ra (5)"),
        ({"for_": 4}, "= 6, khác số phiếu thu về (5)"),
        ({"for_": -1}, "số nguyên, từ 0 trở lên"),
        ({"against": 1.5}, "số nguyên, từ 0 trở lên"),
        ({"against": True}, "số nguyên, từ 0 trở lên"),
        ({"for_": 4, "against": 0, "head": "against"}, "không nằm trong số phiếu đã đếm"),
    ],
)
def test_an_entry_that_does_not_add_up_is_refused_by_the_sum_that_is_off(wrong, says):
    poll = paper_polls.opened()
    first, _second = paper_polls.two_of_the_desk(poll)
    with pytest.raises(errors.CountDoesNotAddUp) as refusal:
        enter(first, poll, **wrong)
    assert says in refusal.value.message
    assert not poll.paper_counts.exists()


def test_the_head_who_was_not_entitled_has_no_ballot():
    item = polls.sitting_with_item(members=5)
    sitting = item.agenda.sitting
    meetings.set_presence(polls.secretary(sitting), sitting, [sittings.member_entries(sitting)[0].pk], "left")
    poll = paper_polls.opened(item)
    first, _second = paper_polls.two_of_the_desk(poll)
    with pytest.raises(errors.CountDoesNotAddUp):
        enter(first, poll, issued=4, returned=4, for_=2, head="for_")


@pytest.mark.parametrize("names", [(), ("Nguyễn Thị Kiểm",), ("A", "a"), ("", "Trần Văn Đếm"), (1, 2)])
def test_two_different_tellers_are_named(names):
    poll = paper_polls.opened()
    first, _second = paper_polls.two_of_the_desk(poll)
    with pytest.raises(errors.TellersMissing):
        services.enter_paper_count(first, poll, COUNT, names)


@pytest.mark.parametrize("minutes", [-30, 30])
def test_the_count_ended_between_the_opening_and_now(minutes):
    poll = paper_polls.opened()
    first, _second = paper_polls.two_of_the_desk(poll)
    at = poll.opened_at + timedelta(minutes=minutes)
    with pytest.raises(errors.CountTimeImpossible):
        services.enter_paper_count(first, poll, COUNT, TELLERS, at)


def test_a_tie_is_decided_by_the_heads_own_ballot_of_the_count():
    tie = {"issued": 4, "returned": 4, "for_": 2, "against": 2, "abstain": 0}
    for head, kind in (("for_", "tie_adopted"), ("against", "tie_not_adopted"), ("", "tie_without_pm")):
        poll = paper_polls.counted(replace(COUNT, **tie, head=head))
        assert poll.outcome["kind"] == kind


@pytest.mark.parametrize("make", [polls.opened, polls.prepared, paper_polls.counted, paper_polls.announced])
def test_nothing_is_entered_for_a_vote_on_devices_or_one_that_is_over(make):
    poll = make()
    first, _second = paper_polls.two_of_the_desk(poll)
    with pytest.raises(errors.NoCountAsked):
        enter(first, poll)


def test_a_count_may_be_taken_back_until_it_is_announced_and_every_entry_stays():
    poll = paper_polls.counted()
    desk = polls.secretary(poll.sitting)
    with pytest.raises(ReasonMissing):
        services.reopen_paper_count(desk, poll, "  ")
    services.reopen_paper_count(desk, poll, "Sót một phiếu trong hòm")
    again = polls.fresh(poll.pk)
    assert (again.state, again.tally, again.outcome) == (State.OPEN, {}, {})
    assert facts_of(poll, streams.SECRETARIAT)["by_hand"]["recount_reason"] == "Sót một phiếu trong hòm"
    first, second = paper_polls.two_of_the_desk(poll)
    enter(first, poll, for_=4, against=0)
    with pytest.raises(errors.PollNotInState):
        services.announce_result(desk, poll)
    enter(second, poll, for_=4, against=0)
    assert polls.fresh(poll.pk).tally["for_"] == 4
    assert [count_of(row).for_ for row in poll.paper_counts.all()] == [3, 3, 4, 4]
    services.announce_result(desk, poll)
    with pytest.raises(errors.PollNotInState):
        services.reopen_paper_count(desk, poll, "Muộn rồi")


def test_a_vote_on_devices_has_no_count_to_take_back_and_one_open_vote_is_enough():
    with pytest.raises(errors.PollNotInState):
        poll = polls.closed()
        services.reopen_paper_count(polls.secretary(poll.sitting), poll, "Đếm lại")
    counted = paper_polls.counted()
    polls.opened(polls.fresh_item(counted.item), question="Câu hỏi khác")
    with pytest.raises(errors.AnotherPollOpen):
        services.reopen_paper_count(polls.secretary(counted.sitting), counted, "Đếm lại")


def test_it_is_marked_for_every_audience_and_no_member_is_shown_a_choice():
    poll = paper_polls.announced()
    names = poll.tally["by_hand"]["entered_by"]
    for audience in streams.SITTING_AUDIENCES:
        told = facts_of(poll, audience)
        assert told["by"] == "paper"
        assert told["by_hand"]["mark"] == (
            f"Biểu quyết bằng phiếu giấy (nhập hai lần độc lập bởi {names[0]} và {names[1]})"
        )
        assert not {"votes", "cast"} & set(told)


def test_before_the_announcement_only_desk_and_chair_know_the_count():
    poll = paper_polls.counted()
    for audience in (streams.SECRETARIAT, streams.CHAIR):
        assert facts_of(poll, audience)["counts"]["for_"] == 3
    for audience in (streams.MEMBERS, streams.OBSERVERS, streams.ROOM):
        told = facts_of(poll, audience)
        assert not {"counts", "outcome"} & set(told)
        assert told["by_hand"] == {"mark": "Biểu quyết bằng phiếu giấy", "mark_en": "Vote by paper ballots"}


def test_invalid_ballots_are_told_only_where_there_are_any():
    assert "invalid" not in facts_of(paper_polls.announced(), streams.ROOM)["counts"]
    poll = paper_polls.announced(replace(COUNT, abstain=0, invalid=1))
    told = facts_of(poll, streams.ROOM)
    assert told["counts"] == {"for_": 3, "against": 1, "abstain": 0, "invalid": 1, "not_cast": 0}
    assert told["outcome"]["strip"] == ["for_"] * 3 + ["against", "invalid"]
    assert "Không hợp lệ 1" in " ".join(told["outcome"]["lines"])


def test_the_record_reads_as_sentences_and_binds_each_entry():
    poll = paper_polls.opened()
    first, second = paper_polls.two_of_the_desk(poll)
    enter(first, poll)
    enter(second, poll, for_=2, against=2)
    enter(first, poll)
    enter(second, poll)
    services.reopen_paper_count(polls.secretary(poll.sitting), poll, "Sót một phiếu")
    rows = list(AuditRecord.objects.filter(chain=poll.sitting.chain).order_by("number"))
    said = [sentence_of(row) for row in rows]
    for words in (
        "Bắt đầu biểu quyết bằng phiếu giấy",
        f"{first.name} nhập kết quả kiểm phiếu giấy",
        "khác lần nhập trước ở tán thành, không tán thành; chưa tính kết quả",
        f"(nhập hai lần độc lập bởi {first.name} và {second.name}). Kiểm phiếu: {TELLERS[0]} và {TELLERS[1]}",
        "Lý do: Sót một phiếu",
    ):
        assert any(words in sentence and "–" not in sentence for sentence in said), words
    sealed = [row.facts["facts"]["seal"] for row in rows if "seal" in row.facts["facts"]]
    assert sealed == [seal(row) for row in poll.paper_counts.all()]
    changed = poll.paper_counts.first()
    changed.votes_for += 1
    assert seal(changed) != sealed[0]


@pytest.mark.parametrize("make", [paper_polls.opened, paper_polls.counted, paper_polls.announced])
def test_annulling_takes_the_result_away_and_keeps_the_entries(make):
    poll = make()
    entries = PaperCount.objects.filter(poll=poll).count()
    services.annul_poll(polls.secretary(poll.sitting), poll, "Phiếu in sai câu hỏi")
    assert facts_of(poll, streams.SECRETARIAT)["state"] == "annulled"
    assert "counts" not in facts_of(poll, streams.SECRETARIAT)
    assert PaperCount.objects.filter(poll=poll).count() == entries


def test_a_vote_on_devices_is_never_annulled_by_itself():
    running = polls.opened()
    deed = deed_of(sittings.secretary_of(running.sitting.body), running.sitting.body)
    other = polls.prepared(polls.fresh_item(running.item), question="Cùng câu hỏi, bằng phiếu giấy")
    with pytest.raises(errors.AnotherPollOpen):
        services.open_paper_poll(deed, other)
    services.annul_poll(deed, running, "Mất mạng đến máy của thành viên")
    services.open_paper_poll(deed, other)
    assert polls.fresh(other.pk).is_on_paper and polls.fresh(running.pk).state == State.ANNULLED
