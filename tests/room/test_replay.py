"""Every event of the room, replayed on every stream that may carry it."""

import pytest

from agendas import services as agenda_services
from realtime import streams
from room import services
from tests.factories import agendas, sittings
from tests.factories.people import members_of
from tests.replay import replaying

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    made = agendas.in_session(items=2)
    agenda_services.start_item(deed_of(made), agendas.items_of(made)[0])
    return made


def deed_of(agenda):
    return sittings.deed_in(agenda.sitting.body)


def streams_of(agenda):
    names = [agenda.sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    return [*names, *(streams.item(pk) for pk in agenda.items.values_list("pk", flat=True))]


def ask(agenda, number):
    user = members_of(agenda.sitting.body)[number]
    entry = sittings.entry_of(agenda.sitting, user)
    answer = services.ask_to_speak(sittings.deed_in(agenda.sitting.body, user), agenda.sitting, entry)
    return entry.speeches.get(pk=answer["speech"])


def test_page_shown(agenda):
    row = agendas.items_of(agenda)[0].item_papers.get()
    with replaying(streams_of(agenda)) as replay:
        services.show_page(deed_of(agenda), agenda.sitting, row.paper_id, 3)
        services.show_page(deed_of(agenda), agenda.sitting, row.paper_id, 4)
    first, second = agendas.items_of(agenda)
    told = replay.told("room.page_shown")
    assert streams.item(first.pk) in told
    assert streams.item(second.pk) not in told
    with replaying(streams_of(agenda)):
        services.show_page(deed_of(agenda), agenda.sitting, None)


def test_speech_asked_withdrawn_and_reordered(agenda):
    with replaying(streams_of(agenda)) as replay:
        one, two = ask(agenda, 2), ask(agenda, 3)
    assert agenda.sitting.stream("room") in replay.told("room.speech_asked")
    with replaying(streams_of(agenda)) as replay:
        services.reorder_speakers(deed_of(agenda), agenda.sitting, [two.pk, one.pk])
    assert agenda.sitting.stream("members") in replay.told("room.speakers_reordered")
    with replaying(streams_of(agenda)) as replay:
        services.withdraw_request(deed_of(agenda), one)
    assert agenda.sitting.stream("members") in replay.told("room.request_withdrawn")


def test_speaker_called_extended_and_ended(agenda):
    speech = ask(agenda, 2)
    with replaying(streams_of(agenda)) as replay:
        services.call_speaker(deed_of(agenda), speech)
        services.extend_speech(deed_of(agenda), speech, 120)
        services.end_speech(deed_of(agenda), speech)
    for name in ("room.speaker_called", "room.speech_extended", "room.speech_ended"):
        assert agenda.sitting.stream("members") in replay.told(name)


def test_the_queue_is_cleared_when_the_item_ends(agenda):
    speech, _waiting = ask(agenda, 2), ask(agenda, 3)
    services.call_speaker(deed_of(agenda), speech)
    with replaying(streams_of(agenda)) as replay:
        agenda_services.end_item(deed_of(agenda), agendas.items_of(agenda)[0], "agreed")
    assert agenda.sitting.stream("members") in replay.told("room.queue_cleared")
    speech.refresh_from_db()
    assert speech.state == "done"
    with replaying(streams_of(agenda)):
        agenda_services.resume_item(deed_of(agenda), agendas.items_of(agenda)[0], "Kết thúc nhầm")


def test_requests_made_before_an_item_reach_its_invitees_when_it_starts():
    agenda = agendas.in_session(items=1)
    ask(agenda, 2)
    with replaying(streams_of(agenda)):
        agenda_services.start_item(deed_of(agenda), agendas.items_of(agenda)[0])


def test_display_set(agenda):
    with replaying(streams_of(agenda)) as replay:
        services.set_display(deed_of(agenda), agenda.sitting, "message", "Tạm nghỉ đến 10 giờ 30")
        services.set_display(deed_of(agenda), agenda.sitting, "item")
    assert agenda.sitting.stream("room") in replay.told("room.display_set")
