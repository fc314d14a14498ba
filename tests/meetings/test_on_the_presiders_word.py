"""Deeds of who presides that the desk does instead are recorded as done on the presider's word, by one mechanism."""

import pytest

from accounts.deeds import deed_of
from agendas import services as agenda_services
from audit.models import AuditRecord
from audit.selectors import sentence_of
from meetings import services
from meetings.models import Sitting
from room import services as room
from tests.factories import agendas, people, polls, sittings
from tests.room.test_replay import ask
from voting import services as voting

pytestmark = pytest.mark.django_db
WORDS = "(theo chỉ đạo của người chủ trì)"


def fresh(sitting):
    return Sitting.objects.select_related("body", "presider").get(pk=sitting.pk)


def presider_of(sitting):
    user = next(user for user in people.members_of(sitting.body) if user.person_id == sitting.presider_id)
    return deed_of(user, sitting.body)


def told(verb):
    row = AuditRecord.objects.filter(verb=verb).latest("id")
    assert (WORDS in sentence_of(row)) == bool(row.facts["facts"].get("instructed"))
    return row.facts["facts"].get("instructed", False)


@pytest.fixture
def sitting():
    return agendas.in_session(items=2).sitting


def test_recess_and_closing(sitting):
    desk = sittings.deed_in(sitting.body)
    services.suspend_sitting(presider_of(sitting), fresh(sitting))
    assert not told("sitting.suspended")
    services.continue_sitting(desk, fresh(sitting))
    services.suspend_sitting(desk, fresh(sitting))
    assert told("sitting.suspended")
    services.continue_sitting(desk, fresh(sitting))
    for item in agendas.items_of(sitting.agenda):
        agenda_services.start_item(desk, item)
        agenda_services.end_item(desk, item, "agreed")
    services.close_sitting(desk, fresh(sitting))
    assert told("sitting.closed")


def test_the_chair(sitting):
    deputy = people.members_of(sitting.body)[1]
    services.hand_over_chair(presider_of(sitting), fresh(sitting), deputy.person)
    assert not told("sitting.chair_handed_over")
    services.return_chair(deed_of(people.members_of(sitting.body)[0], sitting.body), fresh(sitting))
    assert not told("sitting.chair_returned")  # the head takes his own chair
    services.hand_over_chair(sittings.deed_in(sitting.body), fresh(sitting), deputy.person)
    assert told("sitting.chair_handed_over")
    services.return_chair(sittings.deed_in(sitting.body), fresh(sitting))
    assert told("sitting.chair_returned")


def test_a_presider_chosen_before_the_sitting_is_nobodys_word():
    sitting = sittings.called_sitting()
    services.hand_over_chair(
        sittings.deed_in(sitting.body), fresh(sitting), people.members_of(sitting.body)[1].person
    )
    assert not told("sitting.chair_handed_over")


def test_results():
    poll = polls.closed({0: "for_", 1: "for_", 2: "for_"})
    voting.announce_result(presider_of(poll.sitting), poll)
    assert not told("result.announced")
    voting.annul_poll(polls.secretary(poll.sitting), polls.fresh(poll.pk), "Đếm nhầm")
    assert told("poll.annulled")


def test_the_order_of_speakers():
    agenda = agendas.in_session(items=1)
    desk = sittings.deed_in(agenda.sitting.body)
    agenda_services.start_item(desk, agendas.items_of(agenda)[0])
    first, second, third = ask(agenda, 1), ask(agenda, 2), ask(agenda, 3)
    room.call_speaker(desk, first)
    assert not told("room.speaker_called")  # whose turn it is needs no word
    room.end_speech(desk, first)
    room.call_speaker(desk, third)
    assert told("room.speaker_called")
    room.end_speech(desk, third)
    room.reorder_speakers(desk, agenda.sitting, [second.pk])
    fourth = ask(agenda, 4)
    room.reorder_speakers(desk, agenda.sitting, [fourth.pk, second.pk])
    assert told("room.speakers_reordered")
