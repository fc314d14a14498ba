"""A trial of the vote: the same sheet, and no vote."""

from uuid import uuid4

import pytest

from audit.models import AuditRecord
from meetings import services as meetings
from realtime import commands, streams
from realtime.selectors import snapshot
from tests.factories import agendas, people, polls, sittings
from tests.replay import replaying
from voting import services
from voting.errors import (
    AnotherPollOpen,
    NoTrialNow,
    SittingWithoutVote,
    TrialIsOver,
    TrialNotForYou,
    TrialRuns,
    UnknownChoice,
)
from voting.ledger import ledger_of
from voting.models import Ballot, Poll, TrialVote

pytestmark = pytest.mark.django_db


def called():
    agenda = agendas.published(sittings.called_sitting(people.government(5)), 1)
    return agenda.sitting


def started(sitting=None):
    sitting = sitting or called()
    made = services.start_trial_vote(sittings.deed_in(sitting.body), sitting)
    return TrialVote.objects.get(pk=made["trial"])


def answer(trial, place=1, value="for_", key=""):
    user = people.members_of(trial.sitting.body)[place]
    return services.answer_trial_vote(sittings.deed_in(trial.sitting.body, user, key), trial, value)


def all_streams(sitting):
    persons = sitting.roster.values_list("person_id", flat=True)
    return [*map(sitting.stream, streams.SITTING_AUDIENCES), *map(streams.person, persons)]


def told_to(sitting):
    return {sitting.stream(name) for name in (streams.MEMBERS, streams.CHAIR, streams.SECRETARIAT)}


def test_every_member_is_asked_and_the_whole_course_replays():
    sitting = called()
    deed = sittings.deed_in(sitting.body)
    with replaying(all_streams(sitting)) as replay:
        trial = started(sitting)
    assert replay.told("trial_vote.started") == told_to(sitting)
    assert len(replay.told("trial_vote.asked")) == 5
    with replaying(all_streams(sitting)) as replay:
        answer(trial)
        answer(trial, value="against")
    member = people.members_of(sitting.body)[1]
    assert replay.told("trial_vote.answered") == told_to(sitting)
    assert replay.told("trial_vote.recorded") == {streams.person(member.person_id)}
    with replaying(all_streams(sitting)) as replay:
        services.end_trial_vote(deed, trial)
    assert replay.told("trial_vote.ended") == told_to(sitting)
    with replaying(all_streams(sitting)):
        started(sitting)


def test_the_desk_sees_who_answered_and_the_members_only_how_many():
    trial = started()
    answer(trial, 1)
    desk = snapshot(trial.sitting.stream(streams.SECRETARIAT))["doc"]["trial"]
    assert (desk["cast"], desk["electors"], sum(desk["voted"].values())) == (1, 5, 1)
    member = snapshot(trial.sitting.stream(streams.MEMBERS))["doc"]["trial"]
    assert "voted" not in member
    assert "trial" not in snapshot(trial.sitting.stream(streams.ROOM))["doc"]


def test_the_end_names_those_who_didnt_answer():
    trial = started()
    for place in (0, 1, 2):
        answer(trial, place)
    ended = services.end_trial_vote(sittings.deed_in(trial.sitting.body), trial)
    assert ended["answered"] == 3
    assert len(ended["silent"]) == 2
    with pytest.raises(TrialIsOver):
        answer(trial, 3)
    assert services.end_trial_vote(sittings.deed_in(trial.sitting.body), trial) == ended


def test_nothing_of_it_is_a_vote():
    trial = started()
    answer(trial)
    services.end_trial_vote(sittings.deed_in(trial.sitting.body), trial)
    assert not Poll.objects.exists()
    assert not Ballot.objects.exists()
    assert "for_" not in str(list(trial.answers.values()))
    assert ledger_of(trial.sitting)["polls"] == []
    verbs = (
        AuditRecord.objects.filter(verb__startswith="trial_vote.")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["trial_vote.started", "trial_vote.ended"]


def test_the_first_real_poll_has_number_one_and_ends_the_trial():
    item = polls.sitting_with_item()
    trial = started(item.agenda.sitting)
    poll = polls.prepared(item)
    services.open_poll(polls.secretary(item.agenda.sitting), poll)
    trial.refresh_from_db()
    assert poll.number == 1
    assert not trial.is_running


def test_a_trial_waits_while_a_real_vote_runs():
    poll = polls.opened()
    with pytest.raises(AnotherPollOpen):
        started(poll.sitting)


def test_one_trial_at_a_time_of_a_called_sitting_with_votes():
    trial = started()
    with pytest.raises(TrialRuns):
        started(trial.sitting)
    with pytest.raises(NoTrialNow):
        started(sittings.sitting(people.government(5)))
    with pytest.raises(SittingWithoutVote):
        started(sittings.called_sitting(people.government(5), has_vote=False))


def test_who_has_no_vote_and_what_is_no_choice_are_refused():
    trial = started()
    with pytest.raises(TrialNotForYou):
        services.answer_trial_vote(sittings.deed_in(trial.sitting.body), trial, "for_")
    with pytest.raises(UnknownChoice):
        answer(trial, value="yes")


def test_a_repeat_gets_the_first_receipt():
    trial = started()
    key = str(uuid4())
    assert answer(trial, key=key) == answer(trial, key=key)


def test_over_the_wire_the_desk_conducts_and_members_answer():
    sitting = called()
    desk, member = sittings.secretary_of(sitting.body), people.members_of(sitting.body)[2]

    def ask(user, verb, **args):
        sent = {"id": 1, "verb": f"voting.{verb}", "key": str(uuid4()), "args": args}
        return commands.answer(user, sent, "socket")

    assert (
        ask(member, "start_trial_vote", sitting=str(sitting.pk))["error"]["code"] == "not_of_the_secretariat"
    )
    trial = ask(desk, "start_trial_vote", sitting=str(sitting.pk))["ok"]["trial"]
    assert ask(member, "answer_trial_vote", poll=trial, value="abstain")["ok"]["version"] == 1
    assert ask(people.user(), "answer_trial_vote", poll=trial, value="for_")["error"]["code"] == "not_found"
    assert "error" in ask(member, "end_trial_vote", trial=trial)
    assert ask(desk, "end_trial_vote", trial=trial)["ok"]["answered"] == 1


def test_it_runs_in_a_rehearsal_and_goes_with_it():
    from agendas import services as agenda_services
    from meetings.models import Sitting

    sitting = called()
    deed = sittings.deed_in(sitting.body)
    made = agenda_services.rehearse_sitting(deed, sitting.agenda)
    rehearsal = Sitting.objects.get(pk=made["sitting"])
    answer(started(rehearsal))
    meetings.discard_rehearsal(deed, rehearsal)
    assert not TrialVote.objects.exists()
