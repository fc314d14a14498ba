"""A ballot is recorded once, for the voter alone, until the poll closes; nobody learns how before that."""

import json

import pytest
from django.forms.models import model_to_dict

from accounts.deeds import deed_of
from audit.models import AuditRecord
from audit.selectors import sentence_of, verify_chain
from core.deed import by_system
from core.errors import DomainError, KeyReused
from core.models import StoredAnswer
from meetings import services as meetings
from meetings.models import RosterEntry
from realtime import commands, streams
from realtime.models import Event
from realtime.selectors import snapshot
from tests.factories import people, polls, sittings
from voting import errors, selectors, services
from voting.access import get_poll_to_vote
from voting.models import Ballot

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
KEY = "9f3f3a52-35a0-4c7c-8b8e-0d2ad80f0d0{}"


def test_a_ballot_gives_a_code_and_a_time_and_is_shown_back_to_its_voter():
    poll = polls.opened()
    user = polls.members_of(poll)[2]
    answer = polls.cast(poll, user, "against")
    assert set(answer) == {"poll", "code", "at", "version"}
    assert len(answer["code"]) == 7 and answer["code"][4] == "-"
    mine = selectors.my_ballot(user, poll)
    assert mine["value"] == "against" and mine["code"] == answer["code"]
    assert selectors.my_ballot(polls.members_of(poll)[3], poll) is None


def test_the_choice_may_change_until_closing_and_the_ledger_keeps_every_version():
    poll = polls.opened()
    user = polls.members_of(poll)[1]
    first = polls.cast(poll, user, "for_")
    second = polls.cast(poll, user, "abstain")
    assert (first["version"], second["version"]) == (1, 2) and first["code"] != second["code"]
    assert list(poll.ballots.values_list("value", flat=True).order_by("version")) == ["for_", "abstain"]
    services.close_poll(polls.secretary(poll.sitting), poll)
    tally = polls.fresh(poll.pk).tally
    assert (tally["for_"], tally["abstain"], tally["not_cast"]) == (0, 1, 4)


def test_the_same_choice_again_adds_no_version():
    poll = polls.opened()
    user = polls.members_of(poll)[1]
    assert polls.cast(poll, user, "for_") == polls.cast(poll, user, "for_")
    assert poll.ballots.count() == 1


def test_the_same_request_twice_is_one_ballot_and_one_answer_even_after_closing():
    poll = polls.opened()
    user = polls.members_of(poll)[1]
    first = polls.cast(poll, user, "for_", key=KEY.format(1))
    assert polls.cast(poll, user, "for_", key=KEY.format(1)) == first
    services.close_poll(polls.secretary(poll.sitting), poll)
    assert polls.cast(poll, user, "for_", key=KEY.format(1)) == first
    assert poll.ballots.count() == 1


def test_the_same_key_with_another_choice_is_an_error_and_changes_nothing():
    poll = polls.opened()
    user = polls.members_of(poll)[1]
    polls.cast(poll, user, "for_", key=KEY.format(1))
    with pytest.raises(KeyReused):
        polls.cast(poll, user, "against", key=KEY.format(1))
    assert list(poll.ballots.values_list("value", flat=True)) == ["for_"]


@pytest.mark.parametrize("value", ["", "yes", "FOR_", "not_cast", None, 1, ["for_"]])
def test_a_choice_that_is_none_of_the_three_is_refused(value):
    poll = polls.opened()
    with pytest.raises(errors.UnknownChoice):
        polls.cast(poll, polls.members_of(poll)[1], value)
    assert not poll.ballots.exists()


def test_before_the_opening_nothing_is_recorded():
    poll = polls.prepared()
    with pytest.raises(errors.PollNotOpen):
        polls.cast(poll, polls.members_of(poll)[1], "for_")


def test_after_the_closing_both_moments_are_named():
    poll = polls.closed({0: "for_"})
    with pytest.raises(errors.AlreadyClosed) as refusal:
        polls.cast(poll, polls.members_of(poll)[1], "for_")
    said = refusal.value.message
    assert (
        said.startswith("Biểu quyết gửi lúc ") and "không được ghi nhận: đã kết thúc biểu quyết lúc" in said
    )
    assert poll.ballots.count() == 1


def test_a_substitute_reads_that_he_may_speak_but_not_vote():
    item = polls.sitting_with_item(members=5, present=4)
    sitting = item.agenda.sitting
    deputy = people.user()
    meetings.reply_to_invitation(
        sittings.deed_in(sitting.body, people.members_of(sitting.body)[4]),
        sittings.member_entries(sitting)[4],
        RosterEntry.Mode.SUBSTITUTED,
        reason="Đi công tác",
        substitute=deputy.person,
        substitute_post="Thứ trưởng",
    )
    entry = sittings.entry_of(sitting, deputy)
    meetings.set_presence(polls.secretary(sitting), sitting, [entry.pk], "on_site")
    poll = polls.opened(item)
    with pytest.raises(errors.SubstituteMayNotVote) as refusal:
        get_poll_to_vote(deputy, poll.pk)
    post = sittings.member_entries(sitting)[4].post_title
    assert refusal.value.message == f"Dự họp thay {post}; được phát biểu, không được biểu quyết"
    with pytest.raises(errors.NotEntitled):
        polls.cast(poll, deputy, "for_")
    me = snapshot(streams.person(deputy.person_id))["doc"]["me"]
    assert me["substitute_for"] == post and "is_elector" not in me


def test_the_secretary_and_an_absent_member_are_not_entitled():
    poll = polls.opened(members=5, present=4)
    for user in (sittings.secretary_of(poll.sitting.body), polls.members_of(poll)[4]):
        with pytest.raises(errors.NotEntitled):
            get_poll_to_vote(user, poll.pk)
        with pytest.raises(errors.NotEntitled):
            polls.cast(poll, user, "for_")


def test_one_refusal_does_not_spoil_the_batch_and_the_batch_is_one_record():
    poll = polls.opened(members=27, present=25)
    users = polls.members_of(poll)
    choices = [services.Choice(deed_of(user, poll.sitting.body), "for_") for user in users]
    answers = services.cast_ballots(by_system("thử"), poll, choices)
    refused = [answer for answer in answers if isinstance(answer, DomainError)]
    assert [type(one) for one in refused] == [errors.NotEntitled] * 2
    assert poll.ballots.count() == 25
    assert AuditRecord.objects.filter(verb="ballots.cast").count() == 1
    assert verify_chain(poll.sitting.chain).is_whole


def test_while_it_is_open_nobody_is_told_how_anybody_chose():
    poll = polls.opened(members=5)
    users = polls.members_of(poll)
    for place, value in enumerate(["for_", "against", "abstain", "against"]):
        polls.cast(poll, users[place], value, key=KEY.format(place))
    names = [poll.sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    names += [streams.item(poll.item_id), *(streams.person(user.person_id) for user in users)]
    told = [snapshot(name)["doc"] for name in names]
    told += list(Event.objects.values_list("body", flat=True))
    told += [model_to_dict(row, exclude=["canonical"]) for row in AuditRecord.objects.all()]
    told += [sentence_of(row) for row in AuditRecord.objects.filter(chain=poll.sitting.chain)]
    told += list(StoredAnswer.objects.values_list("answer", flat=True))
    for text in (json.dumps(one, default=str, ensure_ascii=False) for one in told):
        # A choice would be told as a value, in quotes; "against" may stand in no other way either.
        for value in Ballot.Value.values:
            assert f'"{value}"' not in text, (value, text)
    for name in names[:5]:
        facts = snapshot(name)["doc"]["polls"][str(poll.pk)]
        assert (facts["cast"], facts["electors"]) == (4, 5)
        assert not {"counts", "outcome", "votes"} & set(facts)


def test_the_log_of_the_commands_says_nothing_of_the_choice(caplog):
    poll = polls.opened(members=5)
    user = polls.members_of(poll)[2]
    caplog.set_level("DEBUG")
    message = {"id": 1, "verb": "voting.cast_ballot", "key": KEY.format(1)}
    answer = commands.answer(user, {**message, "args": {"poll": str(poll.pk), "value": "against"}}, "socket")
    assert answer["ok"]["code"]
    late = commands.answer(user, {**message, "args": {"poll": str(poll.pk), "value": "for_"}}, "socket")
    assert late["error"]["code"] == "key_reused"
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("ecabinet")]
    assert not any(value in line for line in lines for value in Ballot.Value.values)


def test_a_tampered_ledger_row_no_longer_fits_its_seal_in_the_record():
    from voting.services.casting import seal

    poll = polls.opened()
    polls.cast(poll, polls.members_of(poll)[1], "for_")
    (written,) = AuditRecord.objects.get(verb="ballots.cast").facts["facts"]["ballots"]
    ballot = poll.ballots.get()
    assert seal(ballot) == written["seal"]
    ballot.value = "against"
    assert seal(ballot) != written["seal"]
