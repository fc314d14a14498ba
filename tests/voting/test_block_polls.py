"""Several items in one vote: voted, not adopted by silence; one objection up to the opening takes an item out."""

import pytest

from agendas import services as agendas
from agendas.services.papers import replace_paper
from core.registries import ensure_step_allowed, step_taken
from meetings.errors import ReasonMissing
from realtime import streams
from realtime.selectors import snapshot
from tests.factories import agendas as agenda_factory
from tests.factories import polls
from tests.replay import replaying
from voting import errors, services
from voting.ledger import ledger_of
from voting.models import Poll

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def items_in_sitting(count=3, **values):
    first = polls.sitting_with_item(items=count, **values)
    return [polls.fresh_item(item) for item in agenda_factory.items_of(first.agenda)]


def desk_of(item):
    return polls.secretary(item.agenda.sitting)


def prepared(items):
    return polls.fresh(services.prepare_block_poll(desk_of(items[0]), items)["poll"])


def opened(items):
    poll = prepared(items)
    services.open_poll(desk_of(items[0]), poll)
    return polls.fresh(poll.pk)


def announced(items, places):
    poll = opened(items)
    for place in places:
        polls.cast(poll, polls.members_of(poll)[place], "for_")
    services.close_poll(desk_of(items[0]), poll)
    services.announce_result(desk_of(items[0]), poll)
    return polls.fresh(poll.pk)


def polls_on(stream):
    return snapshot(stream)["doc"].get("polls", {})


def test_fourteen_of_twenty_seven_adopt_every_item_and_thirteen_none():
    items = items_in_sitting(2, members=27)
    poll = announced(items, range(1, 15))
    assert poll.outcome["adopted"] and poll.outcome["needed"] == 14
    for item in items:
        assert agendas.end_item(desk_of(item), item, "adopted_by_vote")["ending"] == "adopted_by_vote"


def test_silence_adopts_nothing():
    items = items_in_sitting(2, members=5)
    poll = announced(items, [1, 2])
    assert not poll.outcome["adopted"] and poll.tally["not_cast"] == 3
    with pytest.raises(errors.NothingAdoptedByVote):
        agendas.end_item(desk_of(items[1]), items[1], "adopted_by_vote")


def test_every_audience_and_the_invitees_of_each_item_follow_it():
    items = items_in_sitting(3)
    sitting = items[0].agenda.sitting
    names = [sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    with replaying([*names, *(streams.item(item.pk) for item in items)]) as replay:
        poll = opened(items[:2])
        polls.cast(poll, polls.members_of(poll)[1], "for_")
        services.close_poll(desk_of(items[0]), poll)
        services.announce_result(desk_of(items[0]), poll)
    both = {streams.item(item.pk) for item in items[:2]}
    assert replay.told("poll.opened") == replay.told("ballots.cast") == {*names, *both}
    key = str(poll.pk)
    assert polls_on(sitting.stream("members"))[key]["items"] == [str(item.pk) for item in items[:2]]
    own = polls_on(streams.item(items[1].pk))[key]
    assert own["item"] == str(items[1].pk) and "items" not in own
    assert polls_on(streams.item(items[2].pk)) == {}


def test_one_objection_before_the_opening_takes_an_item_out():
    items = items_in_sitting(3)
    poll = prepared(items)
    with pytest.raises(ReasonMissing):
        services.object_to_item(desk_of(items[1]), items[1], " ")
    services.object_to_item(desk_of(items[1]), items[1], "Còn ý kiến khác nhau")
    poll = polls.fresh(poll.pk)
    assert poll.item_ids == [str(items[0].pk), str(items[2].pk)] and "1, 3" in poll.question
    assert not Poll.objects.about(items[1].pk).exists()
    services.open_poll(desk_of(items[0]), poll)
    with pytest.raises(errors.BlockVoteBegun):
        services.object_to_item(desk_of(items[2]), items[2], "Muộn")
    with pytest.raises(errors.NotInABlock):
        services.object_to_item(desk_of(items[1]), items[1], "Lại")


def test_a_stated_objection_does_the_same_and_is_refused_once_the_vote_is_open():
    items = items_in_sitting(3)
    poll = prepared(items)
    step_taken("agendas.position_stated", items[0], True)
    step_taken("agendas.position_stated", items[1], False)
    poll = polls.fresh(poll.pk)
    assert poll.item_ids == [str(item.pk) for item in items[1:]]
    agendas.end_item(desk_of(items[0]), items[0], "agreed")
    agendas.start_item(desk_of(items[1]), polls.fresh_item(items[1]))
    services.open_poll(desk_of(items[1]), poll)
    ensure_step_allowed("agendas.position_stated", items[2], "no_objection")
    with pytest.raises(errors.BlockVoteBegun):
        ensure_step_allowed("agendas.position_stated", items[2], "objection")


def test_with_one_item_left_it_is_an_ordinary_vote():
    items = items_in_sitting(2)
    poll = prepared(items)
    services.object_to_item(desk_of(items[0]), items[0], "Đề nghị thảo luận")
    poll = polls.fresh(poll.pk)
    assert (poll.item_id, poll.others, poll.poll_items.count()) == (items[1].pk, None, 0)


def test_an_item_that_ends_by_itself_leaves_the_prepared_vote():
    items = items_in_sitting(3)
    poll = prepared(items)
    with replaying([items[0].agenda.sitting.stream(name) for name in (streams.CHAIR, streams.SECRETARIAT)]):
        agendas.end_item(desk_of(items[0]), items[0], "agreed")
    assert polls.fresh(poll.pk).item_ids == [str(item.pk) for item in items[1:]]


def test_only_items_that_are_decided_and_free_go_together():
    items = items_in_sitting(3)
    with pytest.raises(errors.BlockTooSmall):
        services.prepare_block_poll(desk_of(items[0]), items[:1])
    polls.prepared(items[2])
    with pytest.raises(errors.NotForABlock):
        services.prepare_block_poll(desk_of(items[0]), items)
    stranger = items_in_sitting(1)
    with pytest.raises(errors.BlockOfOneSitting):
        services.prepare_block_poll(desk_of(items[0]), [items[0], *stranger])


def test_a_new_version_of_any_of_its_papers_is_refused_or_cancels_the_vote():
    items = items_in_sitting(2)
    poll = opened(items)
    row = items[1].item_papers.select_related("paper").first()
    agenda_factory.version(row.paper)
    with pytest.raises(errors.PollStillOpen):
        replace_paper(desk_of(items[1]), row, "Bản mới")
    assert poll.poll_items.get(item=items[1]).papers == [{"paper": str(row.paper_id), "version": 1}]
    services.replace_paper_and_cancel_poll(desk_of(items[1]), row, "Bản mới")
    assert polls.fresh(poll.pk).state == Poll.State.ANNULLED


def test_the_ledger_names_all_its_items():
    items = items_in_sitting(2)
    poll = announced(items, [1, 2, 3])
    (told,) = ledger_of(poll.sitting)["polls"]
    assert told["items"] == [item.number for item in items]
