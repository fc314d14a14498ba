"""Several motions on one item, each with its outcome; and a vote held again instead of an annulled one."""

import pytest

from agendas import services as agendas
from realtime.selectors import snapshot
from tests.factories import polls
from tests.replay import replaying
from voting import errors, services
from voting.ledger import ledger_of

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


def test_votes_are_numbered_in_the_order_they_are_held_in():
    item = polls.sitting_with_item(members=5)
    prepared = [prepare(item, name) for name in ("Phương án 1", "Phương án 2", "Toàn bộ dự thảo")]
    audiences = [item.agenda.sitting.stream(name) for name in ("members", "secretariat", "chair", "room")]
    with replaying(audiences):
        vote(prepared[2], 4)
    assert [polls.fresh(poll.pk).number for poll in prepared] == [2, 3, 1]
    with replaying(audiences):
        vote(prepared[0], 4)
    assert [polls.fresh(poll.pk).number for poll in prepared] == [2, 3, 1]
