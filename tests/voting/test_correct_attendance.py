"""Attendance corrected later: the votes it touches say so; electorate, ballots and results stay."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import AuditRecord
from audit.selectors import sentence_of
from core import clock
from meetings import services as meetings
from meetings.errors import InTheFuture, NotOnRoster, ReasonMissing
from meetings.facts import where_of
from meetings.models import RosterEntry
from tests.factories import polls, sittings
from tests.replay import replaying
from tests.voting.test_correct_result import facts_of
from tests.voting.test_ledger import recount
from tests.voting.test_replay import everybody, inner, streams_of
from voting import errors, services
from voting.ledger import ledger_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
REASON = "Điểm danh nhầm"


def correct(poll, place, where, minutes=0, until=None, reason=REASON, key=""):
    """Put the member at this place where he was from so many minutes around the opening."""
    entry = sittings.member_entries(poll.sitting)[place]
    since = poll.opened_at + timedelta(minutes=minutes)
    end = poll.opened_at + timedelta(minutes=until) if until is not None else None
    desk = polls.secretary(poll.sitting, key)
    return services.correct_attendance(desk, poll.sitting, [entry.pk], where, since, reason, end)


def stored(poll):
    poll = polls.fresh(poll.pk)
    electors = list(poll.electors.order_by("order").values_list("is_entitled", "where"))
    return poll.tally, poll.outcome, poll.quorum_present, poll.state, electors


def where_now(poll, place):
    entry = sittings.member_entries(poll.sitting)[place]
    return where_of(RosterEntry.objects.select_related("presence").get(pk=entry.pk))


def test_a_vote_whose_quorum_falls_is_marked_with_a_sentence_and_stays_as_it_was():
    poll = polls.announced(members=6, present=4)
    before = stored(poll)
    answer = correct(poll, 3, "left")
    assert stored(poll) == before
    (touched,) = answer["touched"]
    assert (
        touched["quorum"]["present"] == 3 and touched["quorum"]["needed"] == 4 and not touched["quorum"]["ok"]
    )
    assert "chỉ có 3/6 thành viên có mặt, cần ít nhất 4" in touched["remarks"][0]
    assert "đã có phiếu" in touched["remarks"][1]
    (row,) = facts_of(poll, "members")["corrections"]
    assert row["kind"] == "attendance" and row["remarks"] == touched["remarks"]
    assert "remarks" not in facts_of(poll, "room")["corrections"][0]


def test_a_vote_before_or_after_the_time_isn_t_touched():
    poll = polls.announced(members=5)
    assert correct(poll, 2, "left", minutes=1)["touched"] == []
    assert correct(poll, 3, "left", minutes=-9, until=-1)["touched"] == []
    assert not poll.corrections.exists() and where_now(poll, 3) == "on_site" and where_now(poll, 2) == "left"


def test_who_was_there_and_not_among_the_electors_is_named():
    poll = polls.announced(members=5, present=4)
    (touched,) = correct(poll, 4, "on_site")["touched"]
    assert (
        touched["quorum"]["present"] == 5
        and "không có tên trong danh sách biểu quyết" in touched["remarks"][0]
    )


def test_what_was_recorded_later_stands():
    poll = polls.announced(members=5)
    entry = sittings.member_entries(poll.sitting)[2]
    later = poll.opened_at + timedelta(seconds=30)
    meetings.set_presence(
        polls.secretary(poll.sitting), poll.sitting, [entry.pk], "left", later, is_correction=True
    )
    correct(poll, 2, "absent", minutes=-30, until=-10)
    assert where_now(poll, 2) == "left" and not poll.corrections.exists()
    (touched,) = correct(poll, 2, "absent")["touched"]
    assert touched["quorum"]["present"] == 4 and where_now(poll, 2) == "left"


def test_put_right_again_the_quorum_is_what_it_was():
    poll = polls.announced(members=5)
    correct(poll, 2, "left")
    (touched,) = correct(poll, 2, "on_site")["touched"]
    assert touched["quorum"]["present"] == 5 and touched["remarks"] == []
    assert poll.corrections.count() == 2


def test_the_audiences_learn_it_with_the_result_and_the_desk_at_once():
    running, over = polls.opened(), polls.announced()
    for poll, told in ((running, inner), (over, everybody)):
        with replaying(streams_of(polls.fresh_item(poll.item))) as replay:
            correct(poll, 2, "left")
        assert replay.told("poll.touched") >= told(poll)
    assert "corrections" not in facts_of(running, "members")


def test_refusals_say_what_is_missing():
    poll = polls.announced()
    with pytest.raises(ReasonMissing):
        correct(poll, 1, "left", reason=" ")
    with pytest.raises(errors.SpanTurnedRound):
        correct(poll, 1, "left", until=-1)
    with pytest.raises(InTheFuture):
        correct(poll, 1, "left", minutes=60 * 24)
    with pytest.raises(NotOnRoster):
        services.correct_attendance(
            polls.secretary(poll.sitting), poll.sitting, ["nobody"], "left", poll.opened_at, REASON
        )


def test_a_repeat_adds_nothing_and_the_record_names_the_vote():
    poll = polls.announced()
    first = correct(poll, 2, "left", key="once")
    assert correct(poll, 2, "left", key="once") == first and poll.corrections.count() == 1
    said = sentence_of(AuditRecord.objects.get(verb="poll.touched"))
    assert poll.question in said and REASON in said


def test_the_recount_works_the_quorum_out_again(tmp_path):
    poll = polls.announced(members=6, present=4)
    correct(poll, 3, "left")
    ledger = json.loads(json.dumps(ledger_of(poll.sitting)))
    status, words = recount(ledger, tmp_path)
    assert status == 0 and "3 of 6 present, 4 needed: NOT enough" in words, words
    ledger["polls"][0]["corrections"][0]["quorum"]["ok"] = True
    assert recount(ledger, tmp_path)[0] == 1


@pytest.mark.parametrize("until", [None, 5])
def test_beforehand_it_says_what_it_will_touch_and_writes_nothing(client, until):
    poll = polls.announced(members=6, present=4)
    entry = sittings.member_entries(poll.sitting)[3]
    client.force_login(sittings.secretary_of(poll.sitting.body))
    asked = {"entry": str(entry.pk), "where": "left", "since": poll.opened_at.isoformat()}
    if until:
        asked["until"] = (poll.opened_at + timedelta(minutes=until)).isoformat()
    address = reverse("voting:attendance_preview", args=[poll.sitting_id])
    with clock.drive(timedelta(minutes=10)):
        (said,) = client.get(address, asked).json()["touched"]
        assert not poll.corrections.exists()
        (touched,) = correct(poll, 3, "left", until=until)["touched"]
    assert said["was"] == 4 and said["quorum"]["present"] == 3 and not said["quorum"]["ok"]
    assert (said["quorum"], said["remarks"]) == (touched["quorum"], touched["remarks"])


def test_beforehand_a_vote_that_isn_t_touched_isn_t_named(client):
    poll = polls.announced(members=5)
    entry = sittings.member_entries(poll.sitting)[2]
    client.force_login(sittings.secretary_of(poll.sitting.body))
    address = reverse("voting:attendance_preview", args=[poll.sitting_id])
    late = (poll.opened_at + timedelta(minutes=1)).isoformat()
    for asked in (
        {"entry": str(entry.pk), "where": "left", "since": late},
        {"entry": "odd", "where": "left", "since": poll.opened_at.isoformat()},
        {"entry": str(entry.pk), "where": "nowhere", "since": poll.opened_at.isoformat()},
        {"entry": str(entry.pk), "where": "left"},
    ):
        assert client.get(address, asked).json() == {"touched": []}
