"""Counts only, by show of hands or by voice; and one member's ballot given by voice, written down and marked."""

import json
from dataclasses import replace

import pytest

from audit.models import AuditRecord
from audit.selectors import sentence_of
from meetings import services as meetings
from meetings.errors import ReasonMissing
from realtime import streams
from realtime.models import Event
from realtime.selectors import snapshot
from tests.factories import paper_polls, polls, sittings
from tests.replay import replaying
from tests.voting.test_ledger import recount
from tests.voting.test_replay import streams_of
from voting import counts, errors, selectors, services
from voting.counts import Count
from voting.ledger import ledger_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SHOWN = Count(issued=5, returned=5, for_=3, against=1, abstain=1)
FAILED = "Máy của thành viên hết pin"


def speak(poll, place, value, reason=FAILED, key=""):
    seat = poll.electors.order_by("order")[place].seat_id
    return services.enter_spoken_ballot(polls.secretary(poll.sitting, key), poll, str(seat), value, reason)


def ledger(poll):
    return json.loads(json.dumps(ledger_of(poll.sitting)))


@pytest.mark.parametrize(("by", "words"), [("hands", "giơ tay"), ("voice", "bằng lời")])
def test_only_counts_are_taken_and_two_persons_enter_them(by, words, tmp_path):
    poll = polls.prepared()
    desk = polls.secretary(poll.sitting)
    services.open_counted_poll(desk, poll, by)
    poll = polls.fresh(poll.pk)
    with pytest.raises(errors.VoteByShow):
        polls.cast(poll, polls.members_of(poll)[1], "for_")
    with pytest.raises(errors.CountedByShow):
        services.close_poll(desk, poll)
    first, second = paper_polls.two_of_the_desk(poll)
    paper_polls.enter(first, poll, SHOWN)
    assert not paper_polls.enter(second, poll, replace(SHOWN, for_=2, against=2))["counted"]
    for deed in (first, second):
        paper_polls.enter(deed, poll, SHOWN)
    services.announce_result(desk, poll)
    poll = polls.fresh(poll.pk)
    assert poll.outcome["adopted"] and words in poll.outcome["sentence"]
    told = snapshot(poll.sitting.stream("members"))["doc"]["polls"][str(poll.pk)]
    assert words in told["by_hand"]["mark"] and "votes" not in told and not poll.ballots.exists()
    assert "giơ tay hoặc bằng lời" in sentence_of(AuditRecord.objects.get(verb="poll.counted_by_show"))
    status, said = recount(ledger(poll), tmp_path)
    assert status == 0 and "entered twice independently" in said, said


def test_a_secret_vote_is_never_by_hands_and_an_unknown_way_is_refused():
    poll = polls.prepared(is_secret=True)
    desk = polls.secretary(poll.sitting)
    with pytest.raises(errors.SecretByShow):
        services.open_counted_poll(desk, poll, "hands")
    with pytest.raises(errors.UnknownWay):
        services.open_counted_poll(desk, poll, "paper")


def test_of_hands_nothing_is_handed_out():
    read = counts.read({"for_": 3, "against": 1, "abstain": 1}, by_show=True)
    assert read == SHOWN


def test_a_spoken_ballot_counts_is_marked_and_shown_to_its_voter_at_once(tmp_path):
    poll = polls.opened()
    voter = polls.members_of(poll)[1]
    with replaying(streams_of(polls.fresh_item(poll.item))) as replay:
        receipt = speak(poll, 1, "for_")
    own = snapshot(streams.person(voter.person_id))["doc"]["me"]["ballots"][str(poll.pk)]
    assert own["spoken"] is True and own["code"] == receipt["code"]
    assert replay.told("ballot.recorded") == {streams.person(voter.person_id)}
    assert "for_" not in json.dumps([event.body for event in Event.objects.filter(type="ballot.recorded")])
    mine = selectors.my_ballot(voter, poll)
    assert (mine["value"], mine["reason"]) == ("for_", FAILED)
    for place in (2, 3):
        polls.cast(poll, polls.members_of(poll)[place], "for_")
    services.close_poll(polls.secretary(poll.sitting), poll)
    services.announce_result(polls.secretary(poll.sitting), poll)
    told = snapshot(poll.sitting.stream("members"))["doc"]["polls"][str(poll.pk)]
    assert told["counts"]["for_"] == 3 and told["spoken"] == [str(poll.electors.order_by("order")[1].seat_id)]
    file = ledger(poll)
    status, said = recount(file, tmp_path)
    assert status == 0 and "1 ballots given by voice" in said, said
    del next(one for one in file["polls"][0]["ballots"] if one["way"] == "spoken")["entered_by"]
    assert recount(file, tmp_path)[0] == 1


def test_the_member_changes_it_himself_and_the_mark_goes():
    poll = polls.opened()
    voter = polls.members_of(poll)[1]
    speak(poll, 1, "for_")
    with replaying([streams.person(voter.person_id)]):
        polls.cast(poll, voter, "against")
    own = snapshot(streams.person(voter.person_id))["doc"]["me"]["ballots"][str(poll.pk)]
    assert "spoken" not in own and own["version"] == 2
    assert poll.spoken_entries.count() == 1


def test_it_is_refused_in_secret_for_the_absent_without_a_reason_and_after_the_closing():
    secret = polls.opened_secret()
    with pytest.raises(errors.NeverSpoken):
        speak(secret, 1, "for_")
    poll = polls.opened(members=6, present=5)
    with pytest.raises(ReasonMissing):
        speak(poll, 1, "for_", reason=" ")
    with pytest.raises(errors.SpeakerNotThere):
        speak(poll, 5, "for_")
    gone = sittings.member_entries(poll.sitting)[2]
    meetings.set_presence(polls.secretary(poll.sitting), poll.sitting, [gone.pk], "left")
    with pytest.raises(errors.SpeakerNotThere):
        speak(poll, 2, "for_")
    services.close_poll(polls.secretary(poll.sitting), poll)
    with pytest.raises(errors.AlreadyClosed):
        speak(poll, 1, "for_")


def test_a_repeat_and_what_the_member_cast_himself_add_no_mark():
    poll = polls.opened()
    assert speak(poll, 1, "for_", key="once") == speak(poll, 1, "for_", key="once")
    polls.cast(poll, polls.members_of(poll)[2], "for_")
    speak(poll, 2, "for_")
    assert poll.spoken_entries.count() == 1
    said = sentence_of(AuditRecord.objects.get(verb="ballot.spoken"))
    assert FAILED in said and "Tán thành" not in said
