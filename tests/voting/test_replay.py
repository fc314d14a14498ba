"""Every event of voting, replayed on every stream that may carry it."""

import pytest

from realtime import streams
from tests.factories import paper_polls, polls
from tests.replay import replaying
from voting import services

pytestmark = pytest.mark.django_db


def streams_of(item, persons=True):
    sitting = item.agenda.sitting
    people = sitting.roster.filter(role="member").values_list("person_id", flat=True)
    own = [streams.person(person) for person in people] if persons else []
    return [*map(sitting.stream, streams.SITTING_AUDIENCES), streams.item(item.pk), *own]


def around(poll):
    return replaying(streams_of(polls.fresh_item(poll.item)))


def inner(poll):
    return {poll.sitting.stream("chair"), poll.sitting.stream("secretariat")}


def everybody(poll):
    return set(streams_of(polls.fresh_item(poll.item), persons=False))


def test_prepared_is_told_to_desk_and_chair():
    item = polls.sitting_with_item()
    with replaying(streams_of(item)) as replay:
        poll = polls.prepared(item)
        services.prepare_poll(polls.secretary(poll.sitting), item, "Câu khác", poll=poll, version=1)
    assert replay.told("poll.prepared") == inner(poll)


def test_opened_is_told_to_everybody_and_entitled_to_each_elector():
    poll = polls.prepared(members=5, present=4)
    with around(poll) as replay:
        services.open_poll(polls.secretary(poll.sitting), poll)
    assert replay.told("poll.opened") == everybody(poll)
    entitled = poll.electors.filter(is_entitled=True).values_list("person_id", flat=True)
    assert replay.told("elector.entitled") == {streams.person(person) for person in entitled}


def test_cast_is_told_as_a_count_and_recorded_to_its_voter_alone():
    poll = polls.opened()
    voter, other = polls.members_of(poll)[1:3]
    with around(poll) as replay:
        polls.cast(poll, voter, "for_")
        polls.cast(poll, voter, "against")
        polls.cast(poll, other, "abstain")
    assert replay.told("ballots.cast") == everybody(poll)
    assert replay.told("ballot.recorded") == {
        streams.person(voter.person_id),
        streams.person(other.person_id),
    }


def test_closed_and_announced_are_told_to_everybody():
    poll = polls.opened()
    polls.cast(poll, polls.members_of(poll)[1], "for_")
    with around(poll) as replay:
        services.close_poll(polls.secretary(poll.sitting), poll)
    assert replay.told("poll.closed") == everybody(poll)
    with around(poll) as replay:
        services.announce_result(polls.secretary(poll.sitting), poll)
    assert replay.told("result.announced") == everybody(poll)


def test_a_vote_on_paper_is_opened_counted_and_announced_to_everybody():
    poll = polls.prepared()
    desk = polls.secretary(poll.sitting)
    with around(poll) as replay:
        services.open_paper_poll(desk, poll)
    assert replay.told("poll.opened") == everybody(poll)
    with around(poll) as replay:
        for deed in paper_polls.two_of_the_desk(poll):
            paper_polls.enter(deed, poll)
    assert replay.told("paper_count.entered") == inner(poll)
    assert replay.told("poll.closed") == everybody(poll)
    with around(poll) as replay:
        services.announce_result(desk, poll)
    assert replay.told("result.announced") == everybody(poll)


def test_entries_and_their_differences_are_told_to_desk_and_chair_alone():
    poll = paper_polls.opened()
    first, second = paper_polls.two_of_the_desk(poll)
    with around(poll) as replay:
        paper_polls.enter(first, poll)
        paper_polls.enter(second, poll, for_=2, against=2)
        paper_polls.enter(second, poll)
    assert replay.told("paper_count.entered") == replay.told("paper_count.differed") == inner(poll)


def test_a_count_taken_back_is_told_to_everybody():
    poll = paper_polls.counted()
    with around(poll) as replay:
        services.reopen_paper_count(polls.secretary(poll.sitting), poll, "Sót một phiếu")
    assert replay.told("paper_count.reopened") == everybody(poll)


def test_an_envelope_is_told_as_a_count_and_recorded_to_its_voter_alone():
    poll = polls.opened_secret()
    voter = polls.members_of(poll)[1]
    with around(poll) as replay:
        polls.cast_sealed(poll, voter, "for_")
        polls.cast_sealed(poll, voter, "against")
    assert replay.told("ballots.cast") == everybody(poll)
    assert replay.told("ballot.recorded") == {streams.person(voter.person_id)}


@pytest.mark.parametrize("event", ["box.opened", "box.lost"])
def test_what_becomes_of_a_box_is_told_to_everybody(event):
    poll = polls.opened_secret()
    polls.cast_sealed(poll, polls.members_of(poll)[1], "for_")
    with around(poll) as replay:
        services.close_poll(polls.secretary(poll.sitting), poll)
    assert replay.told("poll.closed") == everybody(poll)
    keeper = polls.keeper()
    if event == "box.lost":
        keeper.folder.destroy(poll.box_key.public_key)
    with around(poll) as replay:
        keeper.turn()
    assert replay.told(event) == everybody(poll)


@pytest.mark.parametrize(
    "make",
    [
        polls.opened,
        polls.closed,
        polls.announced,
        polls.opened_secret,
        lambda: polls.counted_secret(["for_"]),
        lambda: polls.announced_secret(["for_"]),
        paper_polls.opened,
        paper_polls.counted,
    ],
)
def test_annulled_is_told_to_everybody(make):
    poll = make()
    with around(poll) as replay:
        services.annul_poll(polls.secretary(poll.sitting), poll, "Nhầm câu hỏi")
    assert replay.told("poll.annulled") == everybody(poll)


def test_a_prepared_poll_that_is_dropped_was_never_told_outside():
    poll = polls.prepared()
    with around(poll) as replay:
        services.drop_poll(polls.secretary(poll.sitting), poll, "Không biểu quyết nữa")
    assert replay.told("poll.dropped") == inner(poll)
