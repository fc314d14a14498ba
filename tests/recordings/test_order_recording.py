"""Recording is ordered by the presider, or at the presider's direction, so marked; it stops by itself at every edge."""

import pytest

from agendas import services as agenda_services
from audit.models import AuditRecord
from audit.selectors import verify_chains
from core.errors import NotFound
from meetings import services as meetings
from meetings.models import Sitting
from realtime import streams
from realtime.selectors import snapshot
from recordings import access, rules, services
from recordings.errors import NotRecorded, RecordedAlready, SittingNotOpen
from recordings.models import CourseMark, Recording
from room import services as room
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of
from tests.recordings.making import begun, desk_deed, ended, ordered, presider_deed
from tests.replay import replaying
from tests.room.test_replay import streams_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    return agendas.in_session(items=2)


def told(sitting, audience="members"):
    return snapshot(sitting.stream(audience))["doc"].get("recording")


def test_everybody_in_the_room_is_told_at_every_step(agenda):
    sitting = agenda.sitting
    with replaying(streams_of(agenda)) as replay:
        row = begun(sitting)
        services.pause_recording(presider_deed(sitting), row)
        services.continue_recording(presider_deed(sitting), row)
    for name in ("ordered", "begun", "paused", "continued"):
        for audience in (streams.ROOM, streams.MEMBERS, streams.SECRETARIAT, streams.CHAIR):
            assert sitting.stream(audience) in replay.told(f"recordings.{name}")
    assert told(sitting)["state"] == "recording" and told(sitting)["begun"]
    with replaying(streams_of(agenda)) as replay:
        services.stop_recording(presider_deed(sitting), row)
    assert sitting.stream(streams.ROOM) in replay.told("recordings.stopped")
    assert told(sitting) is None


def test_invitees_of_an_item_are_told_while_they_are_in_the_room(agenda):
    ordered(agenda.sitting)
    first, _second = agendas.items_of(agenda)
    with replaying(streams_of(agenda)) as replay:
        agenda_services.start_item(desk_deed(agenda.sitting), first)
    assert replay.told("recordings.item_told") == {first.stream}
    with replaying(streams_of(agenda)):
        agenda_services.end_item(desk_deed(agenda.sitting), first, "agreed")
    assert "recording" not in snapshot(first.stream)["doc"]


def test_an_order_of_the_desk_is_marked(agenda):
    sitting = agenda.sitting
    answer = services.order_recording(desk_deed(sitting), sitting)
    row = Recording.objects.get(pk=answer["recording"])
    assert row.by_direction and told(sitting)["by_direction"]
    record = AuditRecord.objects.filter(verb="recordings.ordered").get()
    assert record.chain == sitting.chain_of(None)


def test_one_at_a_time_and_only_while_the_sitting_is_held(agenda):
    sitting, deed = agenda.sitting, presider_deed(agenda.sitting)
    first = services.order_recording(deed.with_key("k"), sitting)
    assert services.order_recording(deed.with_key("k"), sitting) == first
    with pytest.raises(RecordedAlready):
        services.order_recording(deed, sitting)
    services.stop_recording(deed, Recording.objects.get())
    services.stop_recording(deed, Recording.objects.get())
    with pytest.raises(NotRecorded):
        services.pause_recording(deed, Recording.objects.get())
    meetings.suspend_sitting(deed, sitting)
    with pytest.raises(SittingNotOpen):
        services.order_recording(deed, sitting)
    with pytest.raises(SittingNotOpen):
        services.order_recording(deed, sittings.called_sitting(sitting.body))


def test_a_recess_and_the_closing_stop_it(agenda):
    sitting, deed = agenda.sitting, desk_deed(agenda.sitting)
    begun(sitting)
    with replaying([sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]) as replay:
        meetings.suspend_sitting(deed, sitting)
    assert sitting.stream(streams.ROOM) in replay.told("recordings.stopped")
    assert Recording.objects.get().stopped_because == "suspended"
    meetings.continue_sitting(deed, sitting)
    assert told(sitting) is None
    begun(sitting)
    for item in agendas.items_of(agenda):
        agenda_services.start_item(deed, item)
        agenda_services.end_item(deed, item, "agreed")
    meetings.close_sitting(deed, sitting)
    assert [row.stopped_because for row in Recording.objects.order_by("number")] == ["suspended", "closed"]


def test_an_internal_part_is_recorded_only_if_ordered_inside_and_then_for_the_named(agenda):
    sitting, deed = agenda.sitting, desk_deed(agenda.sitting)
    begun(sitting)
    writer = people.staff(sitting.body, "minutes")
    meetings.start_internal_part(deed, sitting)
    assert Recording.objects.get().stopped_because == "internal" and told(sitting) is None
    sitting.refresh_from_db()
    inside = begun(sitting)
    assert inside.internal_part == 1
    assert "recording" not in snapshot(sitting.stream(streams.ROOM))["doc"]  # the wall is neutral
    with replaying(streams_of(agenda)):
        meetings.end_internal_part(deed, sitting)
    inside.refresh_from_db()
    named = set(sitting.internal_parts.get().persons.values_list("person_id", flat=True))
    assert set(inside.readers.values_list("person_id", flat=True)) == named
    assert writer.person_id not in named
    sitting.refresh_from_db()
    outsider = people.staff(sitting.body, "secretariat_lead")
    from meetings.audiences import sync_audiences

    sync_audiences(sitting)
    assert [row.internal_part for row in access.recordings_for(outsider, sitting, runs=True)] == [None]
    with pytest.raises(NotFound):
        access.get_recording_to_run(outsider, inside.pk)
    own_chain = AuditRecord.objects.filter(chain=sitting.chain_of(1), verb="recordings.ordered")
    assert own_chain.count() == 1
    assert all(verdict.is_whole for verdict in verify_chains())


def test_usual_readers_are_the_presider_and_who_writes_the_minutes(agenda):
    writer = people.staff(agenda.sitting.body, "minutes")
    row = ended(agenda.sitting)
    assert set(row.readers.values_list("person_id", flat=True)) == {
        members_of(agenda.sitting.body)[0].person_id,
        writer.person_id,
    }


def test_the_course_leaves_marks_and_a_pause_takes_no_sound(agenda):
    sitting = agenda.sitting
    first = agendas.items_of(agenda)[0]
    agenda_services.start_item(desk_deed(sitting), first)
    member = members_of(sitting.body)[3]
    entry = sittings.entry_of(sitting, member)
    speech = room.ask_to_speak(sittings.deed_in(sitting.body, member), sitting, entry)["speech"]
    room.call_speaker(desk_deed(sitting), entry.speeches.get(pk=speech))
    agenda_services.end_item(desk_deed(sitting), first, "agreed")
    kinds = list(CourseMark.objects.filter(sitting=sitting).values_list("kind", flat=True))
    assert kinds == ["item_started", "speaker", "item_ended"]
    assert CourseMark.objects.get(kind="speaker").words == entry.post_title


def test_offsets_leave_pauses_out():
    from datetime import UTC, datetime, timedelta

    start = datetime(2020, 10, 2, 1, 0, tzinfo=UTC)
    pause = [(start + timedelta(seconds=60)).isoformat(), (start + timedelta(seconds=90)).isoformat()]
    for seconds, heard in ((30, 30), (75, 60), (120, 90)):
        assert rules.offset_of(start + timedelta(seconds=seconds), start, [pause]) == heard
    assert rules.offset_of(start + timedelta(seconds=75), start, [[pause[0], None]]) == 60
    assert rules.offset_of(start - timedelta(seconds=5), start, []) == 0


def test_nothing_of_a_rehearsal_stays(agenda, django_capture_on_commit_callbacks):
    from pathlib import Path

    from recordings import storing

    called = agendas.published(items=1)
    deed = desk_deed(called.sitting)
    rehearsal = Sitting.objects.get(pk=agenda_services.rehearse_sitting(deed, called)["sitting"])
    meetings.set_presence(deed, rehearsal, [row.pk for row in sittings.member_entries(rehearsal)], "on_site")
    meetings.open_sitting(deed, rehearsal)
    place = storing.place_of(ended(rehearsal))
    assert Path(place).exists()
    with django_capture_on_commit_callbacks(execute=True):
        meetings.discard_rehearsal(deed, rehearsal)
    assert not Path(place).exists() and not Recording.objects.exists()
