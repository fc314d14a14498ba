"""The desk of three: one holder per function, taken over by a press, free after silence; holding is no right."""

from datetime import timedelta

import pytest

from accounts.access import NotOfTheSecretariat
from audit.models import AuditRecord
from audit.selectors import sentence_of
from core import clock
from core.errors import NotFound
from realtime import presence, streams
from realtime.commands import MalformedCommand, answer
from realtime.models import PresenceLease
from room import access, services
from room.models import DeskFunction
from tests.factories import people, sittings
from tests.replay import replaying

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return sittings.open_sitting()


@pytest.fixture
def officers(sitting):
    from meetings.audiences import sync_audiences

    found = [sittings.secretary_of(sitting.body), people.staff(sitting.body, "conduct", "Lê Thị Bàn Hai")]
    sync_audiences(sitting)
    return found


def take(user, sitting, function="conduct"):
    return services.take_function(sittings.deed_in(sitting.body, user), sitting, function)


def holder(sitting, function="conduct"):
    row = sitting.desk_functions.filter(function=function).first()
    return row.holder if row else None


def test_function_taken_and_taken_over(sitting, officers):
    first, second = officers
    desk = sitting.stream(streams.SECRETARIAT)
    others = [sitting.stream(streams.MEMBERS), sitting.stream(streams.ROOM)]
    with replaying([desk, *others]) as replay:
        take(first, sitting)
        take(first, sitting, "votes")
        take(second, sitting)
    assert replay.told("room.function_taken") == {desk}
    assert (holder(sitting), holder(sitting, "votes"), holder(sitting, "minutes")) == (second, first, None)
    said = sentence_of(AuditRecord.objects.filter(verb="room.function_taken").latest("pk"))
    assert said == "Lê Thị Bàn Hai tiếp nhận việc tại bàn thư ký: Điều hành"


def test_taking_what_one_holds_changes_nothing(sitting, officers):
    since = take(officers[0], sitting)["since"]
    assert take(officers[0], sitting)["since"] == since
    assert AuditRecord.objects.filter(verb="room.function_taken").count() == 1


def test_function_released_after_silence(sitting, officers):
    first, second = officers
    take(first, sitting)
    take(second, sitting, "votes")
    lease = f"sitting:{sitting.pk}"
    presence.renew([(first.pk, lease), (second.pk, lease)])
    PresenceLease.objects.filter(user=first).update(seen_at=clock.real() - timedelta(seconds=13))
    desk = sitting.stream(streams.SECRETARIAT)
    with replaying([desk]) as replay:
        presence.lapse_silent()
    assert replay.told("room.function_released") == {desk}
    assert (holder(sitting), holder(sitting, "votes")) == (None, second)
    presence.renew([(first.pk, lease)])
    assert holder(sitting) is None  # who comes back presses again


def test_who_may_hold(sitting, officers):
    member = people.members_of(sitting.body)[2]
    writer = people.staff(sitting.body, "minutes")
    from meetings.audiences import sync_audiences

    sync_audiences(sitting)
    assert access.get_sitting_with_function(writer, sitting.pk, "minutes") == sitting
    for user in (writer, member):
        with pytest.raises(NotOfTheSecretariat):
            access.get_sitting_with_function(user, sitting.pk, "votes")
    with pytest.raises(NotFound):
        access.get_sitting_with_function(people.user(), sitting.pk, "votes")
    with pytest.raises(MalformedCommand):
        access.get_sitting_with_function(officers[0], sitting.pk, "chair")


def test_holding_is_no_right(sitting, officers):
    take(officers[0], sitting)
    said = command(officers[1], "meetings.suspend_sitting", sitting)
    assert said["ok"]["sitting"]["state"] == "suspended"
    assert DeskFunction.objects.get().holder == officers[0]


def command(user, verb, sitting):
    return answer(user, {"id": 1, "verb": verb, "args": {"sitting": str(sitting.pk)}}, "socket")


def test_the_same_press_by_two_is_one_deed(sitting, officers):
    command(officers[0], "meetings.suspend_sitting", sitting)
    second = command(officers[1], "meetings.suspend_sitting", sitting)
    assert second["error"]["code"] == "done_already"
    assert second["error"]["message"].startswith("Đã thực hiện lúc ")
    assert second["error"]["message"].endswith(f", bởi {officers[0].person.full_name}.")
    assert AuditRecord.objects.filter(verb="sitting.suspended").count() == 1


def test_a_stranger_hears_nothing_of_who_was_first(sitting, officers):
    command(officers[0], "meetings.suspend_sitting", sitting)
    member = people.members_of(sitting.body)[3]
    assert command(member, "meetings.suspend_sitting", sitting)["error"]["code"] != "done_already"


def test_later_the_rule_speaks_again(sitting, officers, monkeypatch):
    command(officers[0], "meetings.suspend_sitting", sitting)
    now = clock.real()
    monkeypatch.setattr("portal.pressing.clock.real", lambda: now + timedelta(minutes=1))
    assert command(officers[1], "meetings.suspend_sitting", sitting)["error"]["code"] != "done_already"
