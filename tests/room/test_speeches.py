"""Asking for the floor, one speaker at a time, and the page shown."""

import pytest

from accounts.models import Mandate
from agendas import services as agenda_services
from meetings import services as meetings
from minutes.record.items import item_facts
from minutes.record.reading import read
from minutes.words import text_of
from realtime.selectors import snapshot
from room import access, services
from room.errors import (
    AnotherSpeaking,
    NoLongerWaiting,
    NotInTheRoom,
    PageNotOfThisItem,
    QueueChangedMeanwhile,
    UnknownDisplayMode,
)
from room.models import Speech
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of
from tests.room.test_replay import ask, deed_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    made = agendas.in_session(items=2)
    agenda_services.start_item(deed_of(made), agendas.items_of(made)[0])
    return made


def test_asking_twice_keeps_the_place(agenda):
    first = ask(agenda, 2)
    ask(agenda, 3)
    assert ask(agenda, 2) == first
    assert Speech.objects.count() == 2


def test_one_speaks_at_a_time(agenda):
    one, two = ask(agenda, 2), ask(agenda, 3)
    services.call_speaker(deed_of(agenda), one)
    with pytest.raises(AnotherSpeaking) as refusal:
        services.call_speaker(deed_of(agenda), two)
    assert "đang phát biểu" in refusal.value.message
    services.end_speech(deed_of(agenda), one)
    assert services.call_speaker(deed_of(agenda), two)["seconds_allowed"] == 300


def test_who_was_called_can_no_longer_withdraw(agenda):
    speech = ask(agenda, 2)
    services.call_speaker(deed_of(agenda), speech)
    with pytest.raises(NoLongerWaiting):
        services.withdraw_request(deed_of(agenda), speech)


@pytest.fixture
def spokesman(agenda):
    """Someone who attends for his item and may speak for the fifth member."""
    guest, body = people.user(), agenda.sitting.body
    item = agendas.items_of(agenda)[0]
    entry = meetings.add_to_roster(
        deed_of(agenda), agenda.sitting, guest.person, "invitee", post_title="Thứ trưởng"
    )
    agenda_services.set_invitees(deed_of(agenda), item, [entry.pk])
    meetings.set_presence(deed_of(agenda), agenda.sitting, [entry.pk], "on_site")
    people.mandate(body, members_of(body)[4], guest, Mandate.Scope.SPEAK)
    return entry


def asked_by(agenda, entry):
    answer = services.ask_to_speak(deed_of(agenda), agenda.sitting, entry)
    return Speech.objects.get(pk=answer["speech"])


def test_a_member_who_is_here_speaks_for_himself(agenda, spokesman):
    assert asked_by(agenda, spokesman).on_behalf_of == ""


def test_the_mandate_of_an_absent_member_is_shown_and_minuted(agenda, spokesman):
    absent = sittings.entry_of(agenda.sitting, members_of(agenda.sitting.body)[4])
    meetings.set_presence(deed_of(agenda), agenda.sitting, [absent.pk], "left")
    speech = asked_by(agenda, spokesman)
    assert speech.on_behalf_of == absent.post_title
    told = snapshot(agenda.sitting.stream("members"))["doc"]["room"]["speakers"][str(speech.pk)]
    assert told["on_behalf_of"] == absent.post_title
    services.call_speaker(deed_of(agenda), speech)
    services.end_speech(deed_of(agenda), speech)
    record = read(agenda.sitting)
    words = text_of("item", item_facts(record, record.items[0]))
    assert f"theo ủy quyền của {absent.post_title}" in words


def test_a_mandate_that_ended_speaks_for_nobody(agenda, spokesman):
    absent = sittings.entry_of(agenda.sitting, members_of(agenda.sitting.body)[4])
    meetings.set_presence(deed_of(agenda), agenda.sitting, [absent.pk], "left")
    Mandate.objects.update(valid_to=agenda.sitting.body.today())
    assert asked_by(agenda, spokesman).on_behalf_of == ""


def test_an_invitee_speaks_to_his_own_item_only(agenda):
    first, second = agendas.items_of(agenda)
    guest = people.user()
    entry = meetings.add_to_roster(
        deed_of(agenda), agenda.sitting, guest.person, "invitee", post_title="Chủ tịch"
    )
    deed = sittings.deed_in(agenda.sitting.body, guest)
    agenda_services.set_invitees(deed_of(agenda), second, [entry.pk])
    with pytest.raises(NotInTheRoom):
        services.ask_to_speak(deed, agenda.sitting, entry)
    agenda_services.set_invitees(deed_of(agenda), first, [entry.pk])
    assert access.get_entry_to_speak(guest, agenda.sitting.pk) == entry
    assert services.ask_to_speak(deed, agenda.sitting, entry)["place"] == 1


def test_nobody_takes_another_ones_place(agenda):
    speech = ask(agenda, 2)
    other = members_of(agenda.sitting.body)[3]
    with pytest.raises(NotInTheRoom):
        access.get_own_speech(other, speech.pk)
    mine = access.get_entry_to_speak(other, agenda.sitting.pk, str(speech.entry_id))
    assert mine.person_id == other.person_id


def test_an_order_of_another_list_is_refused(agenda):
    one = ask(agenda, 2)
    ask(agenda, 3)
    with pytest.raises(QueueChangedMeanwhile):
        services.reorder_speakers(deed_of(agenda), agenda.sitting, [one.pk])


def test_only_pages_of_the_present_item_are_shown(agenda):
    first, second = agendas.items_of(agenda)
    own, other = first.item_papers.get(), second.item_papers.get()
    answer = services.show_page(deed_of(agenda), agenda.sitting, own.paper_id, 12)
    assert answer["paper"] == {
        "paper_id": str(own.paper_id),
        "version_id": str(own.version_id),
        "page": 12,
    }
    for paper, page in ((other.paper_id, 1), (own.paper_id, 13), (own.paper_id, 0)):
        with pytest.raises(PageNotOfThisItem):
            services.show_page(deed_of(agenda), agenda.sitting, paper, page)


def test_the_wall_knows_six_pictures(agenda):
    with pytest.raises(UnknownDisplayMode):
        services.set_display(deed_of(agenda), agenda.sitting, "draft")
