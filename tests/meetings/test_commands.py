"""The commands of a sitting: one verb, by socket or by POST, for those who may."""

import uuid
from datetime import timedelta

import pytest

from core.deed import SOCKET
from meetings.models import Sitting
from realtime.commands import answer
from tests.factories import people, sittings

pytestmark = pytest.mark.django_db


def send(user, verb, key="", **args):
    """One command as the socket sends it."""
    message = {"id": 1, "verb": f"meetings.{verb}", "args": args}
    return answer(user, {**message, "key": key} if key else message, SOCKET)


@pytest.fixture
def sitting():
    """A called sitting of five."""
    return sittings.called_sitting()


@pytest.fixture
def operator(sitting):
    """Who conducts it."""
    return sittings.secretary_of(sitting.body)


def test_a_whole_sitting_is_run_by_commands(sitting, operator):
    entries = [str(row.pk) for row in sittings.member_entries(sitting)]
    args = {"sitting": str(sitting.pk)}
    refused = send(operator, "open_sitting", **args)["error"]
    assert refused["code"] == "quorum_missing" and "có mặt 0/5" in refused["message"]
    present = send(operator, "set_presence", **args, entries=entries, where="on_site")["ok"]
    assert present["quorum"]["ok"] and len(present["changed"]) == 5
    assert send(operator, "open_sitting", **args)["ok"]["sitting"]["state"] == "open"
    until = (sitting.body.now() + timedelta(minutes=20)).isoformat()
    assert send(operator, "suspend_sitting", **args, continues_at=until)["ok"]["sitting"]["continues_at"]
    assert send(operator, "continue_sitting", **args)["ok"]["sitting"]["state"] == "open"
    handed = send(operator, "hand_over_chair", **args, entry=entries[1])["ok"]["sitting"]
    assert handed["presider"]["post"] == "Phó Thủ tướng Thường trực"
    assert send(operator, "close_sitting", **args)["ok"]["sitting"]["state"] == "closed"
    assert send(operator, "resume_sitting", **args, reason="Nhầm")["ok"]["sitting"]["state"] == "open"


def test_the_presider_may_run_it_members_may_not_and_strangers_see_nothing(sitting, operator):
    head, _deputy, member = people.members_of(sitting.body)[:3]
    entry = str(sittings.member_entries(sitting)[0].pk)
    args = {"sitting": str(sitting.pk), "entries": [entry], "where": "on_site"}
    assert "ok" in send(head, "set_presence", **args)
    assert send(member, "set_presence", **args)["error"]["code"] == "not_of_the_secretariat"
    hidden = send(people.user(), "set_presence", **args)["error"]
    missing = send(people.user(), "set_presence", **{**args, "sitting": str(uuid.uuid4())})["error"]
    assert hidden == missing and hidden["code"] == "not_found"


@pytest.mark.parametrize(
    "wrong",
    [
        {"entries": "alle", "where": "on_site"},
        {"entries": [1], "where": "on_site"},
        {"entries": [], "where": "suspended"},
        {"entries": [], "where": "on_site", "at": "hôm qua"},
        {"entries": ["x"], "where": "on_site"},
        {"sitting": "x", "entries": [], "where": "on_site"},
        {"sitting": 7, "entries": [], "where": "on_site"},
    ],
)
def test_nonsense_is_answered_in_words_and_changes_nothing(sitting, operator, wrong):
    failure = send(operator, "set_presence", **{"sitting": str(sitting.pk), **wrong})["error"]
    assert failure["code"] != "failed" and failure["message"]
    sitting.refresh_from_db()
    assert not sitting.attendance.exists()


def test_a_repeated_command_is_carried_out_once(sitting, operator):
    key = str(uuid.uuid4())
    args = {"sitting": str(sitting.pk), "key": key}
    entries = [str(row.pk) for row in sittings.member_entries(sitting)]
    first = send(operator, "set_presence", **args, entries=entries, where="on_site")
    assert send(operator, "set_presence", **args, entries=entries, where="on_site") == first
    clash = send(operator, "set_presence", **args, entries=entries[:1], where="on_site")
    assert clash["error"]["code"] == "key_reused"
    assert sitting.attendance.count() == 5


def test_reminding_and_consent_go_by_command_too(sitting, operator):
    from meetings import services

    entry = sittings.member_entries(sitting)[2]
    services.reply_to_invitation(sittings.deed_in(sitting.body), entry, "leave", reason="Ốm")
    assert send(operator, "remind_unanswered", sitting=str(sitting.pk))["ok"] == {"reminded": 4}
    assert "ok" in send(operator, "approve_leave", sitting=str(sitting.pk), entry=str(entry.pk))
    assert Sitting.objects.get().roster.get(pk=entry.pk).leave_approved_at
