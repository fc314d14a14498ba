"""Categories and their ranks, the time that stands still, and who may have the floor."""

from datetime import timedelta

import pytest

from agendas import services as agenda_services
from meetings import services as meetings
from room import facts, rules, services
from room.errors import NotHere, NotSpeaking
from room.models import Speech
from tests.factories import agendas, sittings
from tests.factories.people import members_of
from tests.replay import replaying
from tests.room.test_replay import deed_of, streams_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    made = agendas.in_session(items=2)
    agenda_services.start_item(deed_of(made), agendas.items_of(made)[0])
    return made


def ask(agenda, number, kind="statement"):
    user = members_of(agenda.sitting.body)[number]
    entry = sittings.entry_of(agenda.sitting, user)
    answer = services.ask_to_speak(sittings.deed_in(agenda.sitting.body, user), agenda.sitting, entry, kind)
    return entry.speeches.get(pk=answer["speech"])


def queue(agenda):
    return [row.pk for row in facts.listed(agenda.sitting.pk) if row.state == "waiting"]


def test_a_point_of_order_goes_first_and_equal_ranks_keep_their_order(agenda):
    first, second = ask(agenda, 1), ask(agenda, 2, "question")
    with replaying(streams_of(agenda)):
        order = ask(agenda, 3, "point_of_order")
        reply = ask(agenda, 4, "intervention")
    assert queue(agenda) == [order.pk, reply.pk, first.pk, second.pk]


def test_the_presiders_order_stands_above_the_rank(agenda):
    one, order = ask(agenda, 2), ask(agenda, 3, "point_of_order")
    services.reorder_speakers(deed_of(agenda), agenda.sitting, [one.pk, order.pk])
    another = ask(agenda, 4, "point_of_order")
    assert queue(agenda) == [one.pk, order.pk, another.pk]


def test_which_category_goes_first_is_a_setting(settings):
    settings.SPEECH_RANKS = {"question": 1, "statement": 2}
    assert rules.place_among(["statement", "statement"], "question") == 0
    assert rules.place_among(["question", "statement"], "statement") == 2
    assert rules.place_among(["statement"], "unheard_of") == 1


def test_asking_for_something_else_changes_the_place_not_the_number_of_requests(agenda):
    ask(agenda, 2)
    mine = ask(agenda, 3)
    with replaying(streams_of(agenda)):
        assert ask(agenda, 3, "point_of_order") == mine
    assert queue(agenda)[0] == mine.pk
    assert Speech.objects.count() == 2


def test_a_pause_is_no_time_spoken(agenda, monkeypatch):
    speech, start = ask(agenda, 2), agenda.sitting.body.now()
    at = _clock(monkeypatch, agenda)
    at(start)
    services.call_speaker(deed_of(agenda), speech)
    at(start + timedelta(seconds=60))
    with replaying(streams_of(agenda)) as replay:
        services.pause_speech(deed_of(agenda), speech)
        assert services.pause_speech(deed_of(agenda), speech)["paused_at"]
    assert agenda.sitting.stream("room") in replay.told("room.speech_paused")
    at(start + timedelta(seconds=100))
    with replaying(streams_of(agenda)) as replay:
        assert services.resume_speech(deed_of(agenda), speech)["paused_seconds"] == 40
    assert agenda.sitting.stream("members") in replay.told("room.speech_resumed")
    at(start + timedelta(seconds=130))
    services.pause_speech(deed_of(agenda), speech)
    at(start + timedelta(seconds=150))
    with replaying(streams_of(agenda)):
        services.end_speech(deed_of(agenda), speech)
    speech.refresh_from_db()
    told = facts.spoken_facts(speech.item)[str(speech.entry_id)]
    assert (told["times"], told["seconds"]) == (1, 90)


def _clock(monkeypatch, agenda):
    """Drives the body's own clock."""

    def at(moment):
        monkeypatch.setattr(type(agenda.sitting.body), "now", lambda _body: moment)

    return at


def test_only_a_running_speech_is_paused(agenda):
    speech = ask(agenda, 2)
    with pytest.raises(NotSpeaking):
        services.pause_speech(deed_of(agenda), speech)
    with pytest.raises(NotSpeaking):
        services.resume_speech(deed_of(agenda), speech)


def test_who_has_spoken_may_ask_again_and_the_times_add_up(agenda):
    for _turn in range(2):
        speech = ask(agenda, 2)
        services.call_speaker(deed_of(agenda), speech)
        services.end_speech(deed_of(agenda), speech)
    assert facts.spoken_facts(speech.item)[str(speech.entry_id)]["times"] == 2


def test_the_times_spoken_go_with_the_item_and_come_back_with_it(agenda):
    speech = ask(agenda, 2)
    services.call_speaker(deed_of(agenda), speech)
    services.end_speech(deed_of(agenda), speech)
    item = agendas.items_of(agenda)[0]
    with replaying(streams_of(agenda)):
        agenda_services.end_item(deed_of(agenda), item, "agreed")
    with replaying(streams_of(agenda)) as replay:
        agenda_services.resume_item(deed_of(agenda), agendas.items_of(agenda)[0], "Kết thúc nhầm")
    assert agenda.sitting.stream("room") in replay.told("room.floor_told")


def test_an_absent_person_cant_have_the_floor(agenda):
    speech = ask(agenda, 2)
    meetings.set_presence(deed_of(agenda), agenda.sitting, [speech.entry_id], "left")
    with pytest.raises(NotHere) as refusal:
        services.call_speaker(deed_of(agenda), speech)
    assert "điểm danh" in refusal.value.message
    meetings.set_presence(deed_of(agenda), agenda.sitting, [speech.entry_id], "online")
    assert services.call_speaker(deed_of(agenda), speech)["started_at"]


def test_a_substitute_may_ask(agenda):
    from tests.factories import people

    user = people.user()
    entry = meetings.add_to_roster(
        deed_of(agenda), agenda.sitting, user.person, "standing_invitee", post_title="Thứ trưởng"
    )
    entry.role = "substitute"
    entry.save()
    deed = sittings.deed_in(agenda.sitting.body, user)
    assert services.ask_to_speak(deed, agenda.sitting, entry)["place"] == 1
