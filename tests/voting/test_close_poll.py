"""Closing counts the ledger by the rule set of the sitting; announcing tells it; annulling takes it back."""

import pytest

from agendas import services as agendas
from audit.models import AuditRecord
from audit.selectors import sentence_of
from core.errors import WrongStep
from meetings import services as meetings
from meetings.errors import ReasonMissing
from realtime import streams
from realtime.selectors import snapshot
from tests.factories import agendas as agenda_factory
from tests.factories import polls
from voting import errors, services
from voting.checks import before_closing
from voting.models import Poll

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def facts_of(poll, audience):
    return snapshot(poll.sitting.stream(audience))["doc"]["polls"][str(poll.pk)]


def choices(for_=0, against=0, abstain=0):
    values = ["for_"] * for_ + ["against"] * against + ["abstain"] * abstain
    return dict(enumerate(values))


@pytest.mark.parametrize(
    ("ballots", "present", "kind"),
    [
        (choices(25), 25, "adopted"),
        (choices(9, 16), 25, "not_adopted"),
        (choices(12, 9, 4), 25, "not_adopted"),
        (choices(13, 13, 1), 27, "tie_adopted"),
    ],
)
def test_the_outcome_follows_the_rule_set_with_all_members_as_base(ballots, present, kind):
    poll = polls.closed(ballots, members=27, present=present)
    assert poll.outcome["kind"] == kind
    assert poll.tally["total"] == 27 and poll.tally["not_cast"] == 27 - len(ballots)


def test_25_of_27_is_told_in_the_fixed_words_with_arithmetic_and_article():
    poll = polls.announced(choices(25), members=27, present=25)
    outcome = facts_of(poll, streams.ROOM)["outcome"]
    assert outcome["sentence"].startswith("Đã thông qua: 25/27 thành viên Chính phủ biểu quyết tán thành")
    assert outcome["strip"] == ["for_"] * 25 + ["not_cast"] * 2
    assert "cộng 1 = 14" in outcome["arithmetic"] and "25 ≥ 14" in outcome["arithmetic"]
    assert outcome["article"]
    assert facts_of(poll, streams.ROOM)["counts"] == {"for_": 25, "against": 0, "abstain": 0, "not_cast": 2}


def test_a_tie_without_the_prime_ministers_ballot_is_not_adopted():
    poll = polls.closed({1: "for_", 2: "for_", 3: "against", 4: "against"}, members=5)
    assert poll.outcome["kind"] == "tie_without_pm" and not poll.outcome["adopted"]


def test_between_closing_and_announcing_only_desk_and_chair_know_the_counts():
    poll = polls.closed(choices(3, 2))
    for audience in (streams.SECRETARIAT, streams.CHAIR):
        assert facts_of(poll, audience)["counts"]["for_"] == 3
        assert "votes" not in facts_of(poll, audience)
    for audience in (streams.MEMBERS, streams.OBSERVERS, streams.ROOM):
        assert not {"counts", "outcome", "votes"} & set(facts_of(poll, audience))


def test_names_with_choices_go_to_members_and_desk_not_to_the_wall():
    poll = polls.announced(choices(3, 2))
    seats = list(poll.electors.order_by("order").values_list("seat_id", flat=True))
    expected = {str(seat): "for_" if place < 3 else "against" for place, seat in enumerate(seats)}
    for audience in (streams.MEMBERS, streams.SECRETARIAT, streams.CHAIR):
        assert facts_of(poll, audience)["votes"] == expected
    for audience in (streams.ROOM, streams.OBSERVERS):
        assert "votes" not in facts_of(poll, audience)


def test_closing_twice_is_refused_and_the_same_request_again_gets_the_first_answer():
    poll = polls.opened()
    deed = polls.secretary(poll.sitting, key="9f3f3a52-35a0-4c7c-8b8e-0d2ad80f0d01")
    first = services.close_poll(deed, poll)
    assert services.close_poll(deed, poll) == first
    with pytest.raises(errors.PollNotInState):
        services.close_poll(polls.secretary(poll.sitting), poll)


def test_an_open_poll_is_not_announced():
    poll = polls.opened()
    with pytest.raises(errors.PollNotInState):
        services.announce_result(polls.secretary(poll.sitting), poll)


def test_lost_quorum_is_kept_with_the_result_and_the_chair_decides():
    poll = polls.opened(members=27, present=18)
    entry = poll.electors.filter(is_entitled=True).last().entry
    meetings.set_presence(polls.secretary(poll.sitting), poll.sitting, [entry.pk], "left")
    services.close_poll(polls.secretary(poll.sitting), poll)
    assert polls.fresh(poll.pk).tally["quorum_at_close"] == {"present": 17, "needed": 18, "ok": False}


@pytest.mark.parametrize("make", [polls.opened, polls.closed, polls.announced])
def test_annulling_takes_the_result_away_and_keeps_the_ledger(make):
    poll = make()
    ballots = poll.ballots.count()
    services.annul_poll(polls.secretary(poll.sitting), poll, "Nhầm câu hỏi")
    for audience in streams.SITTING_AUDIENCES:
        facts = facts_of(poll, audience)
        assert (facts["state"], facts["annulled_reason"]) == ("annulled", "Nhầm câu hỏi")
        assert not {"counts", "outcome", "votes", "voted"} & set(facts)
    assert poll.ballots.count() == ballots
    assert polls.opened(polls.fresh_item(poll.item)).number == poll.number + 1


def test_annulling_needs_a_reason():
    poll = polls.opened()
    with pytest.raises(ReasonMissing):
        services.annul_poll(polls.secretary(poll.sitting), poll, "  ")
    assert polls.fresh(poll.pk).state == Poll.State.OPEN


def test_a_ballot_in_an_annulled_poll_is_refused_with_the_reason():
    poll = polls.opened()
    services.annul_poll(polls.secretary(poll.sitting), poll, "Nhầm câu hỏi")
    with pytest.raises(errors.PollAnnulled) as refusal:
        polls.cast(poll, polls.members_of(poll)[1], "for_")
    assert "Nhầm câu hỏi" in refusal.value.message


def test_a_result_the_item_ended_on_stands_until_the_item_is_resumed():
    poll = polls.announced(choices(5))
    desk = polls.secretary(poll.sitting)
    agendas.end_item(desk, poll.item, "adopted_by_vote")
    with pytest.raises(errors.ResultStands):
        services.annul_poll(desk, poll, "Nhầm")
    agendas.resume_item(desk, poll.item, "Kết thúc nhầm")
    services.annul_poll(desk, poll, "Nhầm")


def test_an_open_poll_refuses_closing_recess_ending_withdrawing_and_replacing():
    poll = polls.opened()
    desk = polls.secretary(poll.sitting)
    row = poll.item.item_papers.get()
    agenda_factory.version(row.paper)
    steps = [
        lambda: before_closing(poll.sitting),
        lambda: meetings.suspend_sitting(desk, poll.sitting, None),
        lambda: agendas.end_item(desk, poll.item, "agreed"),
        lambda: agendas.withdraw_item(desk, poll.item, "Theo đề nghị của Bộ"),
        lambda: agendas.replace_paper(desk, row, "Bản mới"),
    ]
    for step in steps:
        with pytest.raises(errors.PollStillOpen) as refusal:
            step()
        assert poll.question in refusal.value.message
    with pytest.raises(WrongStep):
        meetings.close_sitting(desk, poll.sitting)
    assert polls.fresh(poll.pk).state == Poll.State.OPEN


@pytest.mark.parametrize("make", [polls.prepared, polls.closed, lambda: polls.announced(choices(1, 4))])
def test_adopted_by_vote_needs_an_announced_vote_that_adopted(make):
    poll = make()
    with pytest.raises(errors.NothingAdoptedByVote):
        agendas.end_item(polls.secretary(poll.sitting), poll.item, "adopted_by_vote")


def test_a_new_version_cancels_the_vote_with_the_reason_and_is_laid():
    poll = polls.opened()
    polls.cast(poll, polls.members_of(poll)[1], "for_")
    row = poll.item.item_papers.get()
    version = agenda_factory.version(row.paper)
    answer = services.replace_paper_and_cancel_poll(
        polls.secretary(poll.sitting), row, "Tiếp thu ý kiến Bộ Tài chính"
    )
    assert answer["version"] == 2 and row.item.item_papers.get().version == version
    old = polls.fresh(poll.pk)
    assert (old.state, old.annulled_reason) == (Poll.State.ANNULLED, "Tiếp thu ý kiến Bộ Tài chính")
    facts = facts_of(polls.opened(polls.fresh_item(poll.item)), streams.MEMBERS)
    label, in_english = facts["paper_version_label"], facts["paper_version_label_en"]
    assert label.startswith("Dự thảo đã có bản 2 (lúc ") and label.endswith("biểu quyết theo bản 2")
    assert in_english.startswith("The draft has a version 2 (at ")
    assert in_english.endswith("the vote is on version 2")


def test_where_replacing_is_refused_the_vote_goes_on():
    from agendas.errors import NoNewVersion

    poll = polls.opened()
    with pytest.raises(NoNewVersion):
        services.replace_paper_and_cancel_poll(
            polls.secretary(poll.sitting), poll.item.item_papers.get(), "Bản mới"
        )
    assert polls.fresh(poll.pk).state == Poll.State.OPEN


def test_the_record_reads_as_sentences():
    poll = polls.announced(choices(5))
    services.annul_poll(polls.secretary(poll.sitting), poll, "Nhầm câu hỏi")
    said = [
        sentence_of(row) for row in AuditRecord.objects.filter(chain=poll.sitting.chain).order_by("number")
    ]
    for words in (
        "Chuẩn bị biểu quyết",
        "Bắt đầu biểu quyết",
        "Kết thúc biểu quyết",
        "Công bố kết quả",
        "Hủy biểu quyết",
    ):
        assert any(words in sentence and "–" not in sentence for sentence in said), words


def test_another_body_is_told_by_its_own_noun():
    poll = polls.closed(
        choices(5), kind="national_committee", member_noun="thành viên Ủy ban", name="Ủy ban Quốc gia"
    )
    assert "5/5 thành viên Ủy ban biểu quyết tán thành" in poll.outcome["sentence"]


def test_a_matter_on_paper_copies_only_is_told_by_its_number():
    poll = polls.prepared()
    poll.item.paper_copies_only = True
    poll.item.save()
    poll.paper = poll.paper_version = None
    poll.save()
    services.open_poll(polls.secretary(poll.sitting), poll)
    for audience in streams.SITTING_AUDIENCES:
        facts = facts_of(poll, audience)
        assert facts["question"] == f"Nội dung {poll.item.number}"
        assert facts["question_en"] == f"Item {poll.item.number}"
