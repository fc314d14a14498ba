"""Several motions on one item, each with its outcome; and a vote held again instead of an annulled one."""

import pytest

from agendas import services as agendas
from audit.models import AuditRecord
from audit.selectors import sentence_of
from meetings.errors import ReasonMissing
from realtime.selectors import snapshot
from tests.factories import polls
from tests.replay import replaying
from voting import errors, services
from voting.ledger import ledger_of
from voting.models import Poll

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def prepare(item, motion, question="Thông qua"):
    answer = services.prepare_poll(
        polls.secretary(item.agenda.sitting), item, f"{question}: {motion}", motion=motion
    )
    return polls.fresh(answer["poll"])


def vote(poll, for_, against=0, abstain=0):
    desk = polls.secretary(poll.sitting)
    services.open_poll(desk, poll)
    values = ["for_"] * for_ + ["against"] * against + ["abstain"] * abstain
    for user, value in zip(polls.members_of(poll), values, strict=False):
        polls.cast(poll, user, value)
    services.close_poll(desk, poll)
    services.announce_result(desk, poll)
    return polls.fresh(poll.pk)


def test_options_are_voted_one_by_one_then_the_whole_which_decides():
    item = polls.sitting_with_item(members=27, present=25)
    motions = [prepare(item, name) for name in ("Phương án 1", "Phương án 2", "Toàn bộ dự thảo")]
    assert [poll.motion_order for poll in motions] == [1, 2, 3]
    first, second = vote(motions[0], 9, 16), vote(motions[1], 16, 9)
    assert (first.outcome["adopted"], second.outcome["adopted"]) == (False, True)
    whole = vote(motions[2], 24, 0, 1)
    told = snapshot(item.agenda.sitting.stream("members"))["doc"]["polls"]
    assert [told[str(poll.pk)]["motion"] for poll in motions] == [poll.motion for poll in motions]
    assert whole.outcome["sentence"].startswith("Đã thông qua: 24/27")
    agendas.end_item(polls.secretary(item.agenda.sitting), polls.fresh_item(item), "adopted_by_vote")


def test_an_adopted_option_does_not_adopt_an_item_whose_whole_was_voted_down():
    item = polls.sitting_with_item(members=5)
    option, whole = prepare(item, "Phương án 1"), prepare(item, "Toàn bộ dự thảo")
    vote(option, 4)
    vote(whole, 1, 4)
    with pytest.raises(errors.NothingAdoptedByVote):
        agendas.end_item(polls.secretary(item.agenda.sitting), item, "adopted_by_vote")


def test_the_vote_held_again_names_the_annulled_one_and_both_are_kept():
    item = polls.sitting_with_item(members=5)
    wrong = polls.closed(item=item)
    desk = polls.secretary(wrong.sitting)
    services.annul_poll(desk, wrong, "Đọc nhầm câu hỏi")
    with pytest.raises(errors.PollNotInState):
        services.announce_result(desk, wrong)
    again = vote(polls.prepared(item), 4)
    assert again.replaces_id == wrong.pk
    assert polls.prepared(item).replaces_id is None
    first, second = ledger_of(wrong.sitting)["polls"]
    assert first["annulled_reason"] == "Đọc nhầm câu hỏi" and second["replaces"] == wrong.number
    told = snapshot(wrong.sitting.stream("members"))["doc"]["polls"]
    assert told[str(again.pk)]["replaces"] == str(wrong.pk) and told[str(wrong.pk)]["state"] == "annulled"


AUDIENCES = ("members", "secretariat", "chair", "room")


def replaying_of(item):
    return replaying([item.agenda.sitting.stream(name) for name in AUDIENCES])


def drop(poll, reason="Người chủ trì rút phương án"):
    return services.drop_poll(polls.secretary(poll.sitting), poll, reason)


def test_votes_are_numbered_in_the_order_they_are_held_in():
    item = polls.sitting_with_item(members=5)
    prepared = [polls.prepared(item) for _each in range(3)]
    with replaying_of(item):
        vote(prepared[2], 4)
    assert [polls.fresh(poll.pk).number for poll in prepared] == [2, 3, 1]
    with replaying_of(item):
        vote(prepared[0], 4)
    assert [polls.fresh(poll.pk).number for poll in prepared] == [2, 3, 1]


def test_a_motion_waits_until_the_one_before_it_is_decided_or_dropped():
    item = polls.sitting_with_item(members=5)
    first, second, whole = (prepare(item, name) for name in ("Phương án 1", "Phương án 2", "Toàn bộ dự thảo"))
    desk = polls.secretary(item.agenda.sitting)
    with pytest.raises(errors.MotionOutOfTurn, match="Phương án 1"):
        services.open_poll(desk, whole)
    vote(first, 4)
    with pytest.raises(errors.MotionOutOfTurn, match="Phương án 2"):
        services.open_poll(desk, polls.fresh(whole.pk))
    drop(polls.fresh(second.pk))
    assert vote(polls.fresh(whole.pk), 4).outcome["adopted"]


def test_a_dropped_vote_leaves_its_reason_in_the_record_and_no_gap_in_the_numbers():
    item = polls.sitting_with_item(members=5)
    first, second = prepare(item, "Phương án 1"), prepare(item, "Phương án 2")
    with replaying_of(item) as replay:
        drop(first)
    assert replay.told("poll.dropped") == {
        item.agenda.sitting.stream(name) for name in ("chair", "secretariat")
    }
    assert not Poll.objects.filter(pk=first.pk).exists() and polls.fresh(second.pk).number == 1
    row = AuditRecord.objects.filter(verb="poll.dropped").get()
    assert "Người chủ trì rút phương án" in sentence_of(row) and "Phương án 1" in sentence_of(row)
    with replaying_of(item):
        drop(polls.fresh(second.pk))


def test_only_a_vote_that_was_never_put_can_be_dropped_and_only_with_a_reason():
    item = polls.sitting_with_item(members=5)
    poll = polls.prepared(item)
    with pytest.raises(ReasonMissing):
        drop(poll, " ")
    services.open_poll(polls.secretary(poll.sitting), poll)
    with pytest.raises(errors.PollNotInState):
        drop(poll)
    prepared = polls.prepared(polls.sitting_with_item(members=5))
    with pytest.raises(errors.PollNotInState):
        services.annul_poll(polls.secretary(prepared.sitting), prepared, "Không dùng")


def test_a_motion_held_again_keeps_its_place_and_the_whole_still_decides():
    item = polls.sitting_with_item(members=5)
    option, whole = prepare(item, "Phương án 1"), prepare(item, "Toàn bộ dự thảo")
    option = vote(option, 4)
    services.annul_poll(polls.secretary(option.sitting), option, "Đọc nhầm phương án")
    again = prepare(item, "Phương án 1")
    assert again.motion_order == option.motion_order
    with pytest.raises(errors.MotionOutOfTurn):
        services.open_poll(polls.secretary(whole.sitting), polls.fresh(whole.pk))
    vote(again, 4)
    vote(polls.fresh(whole.pk), 1, 4)
    with pytest.raises(errors.NothingAdoptedByVote):
        agendas.end_item(polls.secretary(item.agenda.sitting), item, "adopted_by_vote")


def annulled_option(item):
    """An option voted and annulled, and the whole prepared behind it."""
    option, whole = prepare(item, "Phương án 1"), prepare(item, "Toàn bộ dự thảo")
    option = vote(option, 4)
    services.annul_poll(polls.secretary(option.sitting), option, "Đọc nhầm phương án")
    return polls.fresh(option.pk), polls.fresh(whole.pk)


def test_an_annulled_motion_is_held_again_or_let_go_before_the_next_one():
    item = polls.sitting_with_item(members=5)
    option, whole = annulled_option(item)
    with pytest.raises(errors.AnnulledMotionLeft, match="Phương án 1"):
        services.open_poll(polls.secretary(whole.sitting), whole)
    with replaying_of(item) as replay:
        drop(option, "Bộ rút phương án")
    assert replay.told("poll.let_go") >= {whole.sitting.stream("members"), whole.sitting.stream("room")}
    assert polls.fresh(option.pk).let_go_reason == "Bộ rút phương án"
    assert "Bộ rút phương án" in sentence_of(AuditRecord.objects.get(verb="poll.let_go"))
    assert vote(polls.fresh(whole.pk), 4).outcome["adopted"]
    with pytest.raises(errors.PollNotInState):
        drop(polls.fresh(option.pk), "Lần nữa")


def test_dropping_the_vote_held_again_lets_the_annulled_one_go_too():
    item = polls.sitting_with_item(members=5)
    option, whole = annulled_option(item)
    with replaying_of(item):
        drop(prepare(item, "Phương án 1"), "Không biểu quyết lại")
    assert polls.fresh(option.pk).let_go_reason == "Không biểu quyết lại"
    vote(polls.fresh(whole.pk), 4)


def test_an_option_does_not_speak_for_a_whole_whose_result_was_annulled():
    item = polls.sitting_with_item(members=5)
    option, whole = prepare(item, "Phương án 1"), prepare(item, "Toàn bộ dự thảo")
    vote(option, 4)
    whole = vote(polls.fresh(whole.pk), 4)
    desk = polls.secretary(whole.sitting)
    services.annul_poll(desk, whole, "Đếm nhầm")
    with pytest.raises(errors.AnnulledMotionLeft, match="Toàn bộ dự thảo"):
        agendas.end_item(desk, polls.fresh_item(item), "adopted_by_vote")
    agendas.end_item(desk, polls.fresh_item(item), "opinions_given")
