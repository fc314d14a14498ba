"""The chair is handed over for items or a time, moves every right with it, and comes back by itself or by a press."""

from datetime import timedelta

import pytest

from accounts.access import NotOfTheSecretariat
from accounts.deeds import deed_of
from agendas import services as agenda_services
from agendas.errors import ItemsOver
from core import clock
from meetings import services
from meetings.access import get_sitting_to_conduct
from meetings.errors import InThePast
from meetings.facts import handed_over_facts
from meetings.models import Sitting
from minutes.record.course import chairs_of
from minutes.record.reading import read
from minutes.words import _presiding
from realtime.commands import answer
from tests.factories import agendas, people, polls, sittings
from voting import services as voting

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    return agendas.in_session(items=3)


def fresh(sitting):
    return Sitting.objects.select_related("body", "presider").get(pk=sitting.pk)


def hand(agenda, **more):
    sitting = agenda.sitting
    deputy = people.members_of(sitting.body)[1]
    deed = sittings.deed_in(sitting.body)
    return deputy, services.hand_over_chair(deed, fresh(sitting), deputy.person, **more)


def chairs(user, sitting):
    return user.groups.filter(name=sitting.stream("chair")).exists()


def test_for_items_it_comes_back_when_the_last_of_them_ends(agenda):
    first, second, _third = agendas.items_of(agenda)
    head = people.members_of(agenda.sitting.body)[0]
    deed = sittings.deed_in(agenda.sitting.body)
    deputy, sitting = hand(agenda, items=[(first.pk, "1"), (second.pk, "2")])
    assert handed_over_facts(sitting)["items"] == "1, 2"
    assert (chairs(deputy, sitting), chairs(head, sitting)) == (True, False)
    agenda_services.start_item(deed, first)
    agenda_services.end_item(deed, first, "agreed")
    assert fresh(sitting).presider == deputy.person
    agenda_services.start_item(deed, second)
    agenda_services.end_item(deed, second, "agreed")
    assert fresh(sitting).presider == head.person
    assert handed_over_facts(fresh(sitting)) is None
    assert (chairs(deputy, sitting), chairs(head, sitting)) == (False, True)
    opener, *later = chairs_of(read(fresh(sitting)))
    lines = _presiding(opener, later)
    assert lines[0].endswith("chủ trì theo phân công của Thủ tướng Chính phủ (nội dung 1, 2).")
    assert lines[1].endswith("Thủ tướng Chính phủ, tiếp tục chủ trì.")


def test_for_a_time_it_comes_back_when_the_time_is_over(agenda):
    now = agenda.sitting.body.now()
    deputy, sitting = hand(agenda, until=now + timedelta(minutes=30))
    services.return_chairs_due()
    assert fresh(sitting).presider == deputy.person
    get_sitting_to_conduct(deputy, sitting.pk)
    with clock.drive(timedelta(minutes=31)):
        services.return_chairs_due()
        services.return_chairs_due()
    assert fresh(sitting).presider == people.members_of(sitting.body)[0].person
    with pytest.raises(NotOfTheSecretariat):
        get_sitting_to_conduct(deputy, sitting.pk)


def test_a_time_that_is_over_is_refused(agenda):
    with pytest.raises(InThePast):
        hand(agenda, until=agenda.sitting.body.now() - timedelta(minutes=1))


def test_by_command_for_items_to_come_only_and_back_by_one_press(agenda):
    sitting, officer = agenda.sitting, sittings.secretary_of(agenda.sitting.body)
    deputy = people.members_of(sitting.body)[1]
    items = agendas.items_of(agenda)

    def send(verb, **args):
        return answer(
            officer, {"id": 1, "verb": verb, "args": {"sitting": str(sitting.pk), **args}}, "socket"
        )

    entry = str(sittings.entry_of(sitting, deputy).pk)
    said = send("meetings.hand_over_chair", entry=entry, items=[str(items[1].pk)])
    assert said["ok"]["sitting"]["presider"]["person"] == str(deputy.person_id)
    assert send("meetings.return_chair")["ok"]["sitting"]["presider"]["post"] == "Thủ tướng Chính phủ"
    deed = sittings.deed_in(sitting.body)
    agenda_services.start_item(deed, items[0])
    agenda_services.end_item(deed, items[0], "agreed")
    said = send("meetings.hand_over_chair", entry=entry, items=[str(items[0].pk)])
    assert said["error"]["code"] == ItemsOver.code


def test_who_has_the_chair_for_a_time_or_for_items_gives_on_no_more_than_that(agenda):
    first, second, third = agendas.items_of(agenda)
    end = agenda.sitting.body.now() + timedelta(hours=1)
    deputy, sitting = hand(agenda, until=end, items=[(first.pk, "1"), (second.pk, "2")])
    own = deed_of(deputy, sitting.body)
    services.hand_over_chair(own, sitting, deputy.person)
    sitting = fresh(sitting)
    assert (sitting.handed_until, list(sitting.handed_items.values())) == (end, ["1", "2"])
    other = people.members_of(sitting.body)[2]
    wanted = [(second.pk, "2"), (third.pk, "3")]
    services.hand_over_chair(own, sitting, other.person, until=end + timedelta(hours=5), items=wanted)
    sitting = fresh(sitting)
    assert (sitting.handed_until, list(sitting.handed_items.values())) == (end, ["2"])


def test_any_device_of_the_presider_conducts_at_once(agenda):
    """Rights are the person's, not a tablet's: a second sign-in needs no hand-over, whatever became of the first."""
    deputy, sitting = hand(agenda)
    for _device in range(2):
        said = answer(
            deputy,
            {"id": 1, "verb": "room.set_display", "args": {"sitting": str(sitting.pk), "mode": "blank"}},
            "socket",
        )
        assert said["ok"]["mode"] == "blank"


def test_the_tie_still_follows_the_prime_ministers_ballot():
    item = polls.sitting_with_item(members=4)
    sitting = item.agenda.sitting
    users = people.members_of(sitting.body)
    services.hand_over_chair(polls.secretary(sitting), fresh(sitting), users[1].person)
    poll = polls.opened(item)
    for user, value in zip(users, ("against", "for_", "for_", "against"), strict=True):
        polls.cast(poll, user, value)
    voting.close_poll(polls.secretary(sitting), poll)
    poll.refresh_from_db()
    assert poll.outcome["kind"] == "tie_not_adopted"
