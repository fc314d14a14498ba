"""Old snapshot plus events equals a fresh snapshot, for every event of the minutes; no event carries a text."""

import json

import pytest

from agendas import services as agendas
from meetings import services as meetings
from minutes import services
from realtime import streams
from realtime.models import Event
from tests.minutes import scene
from tests.replay import replaying

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def names(play):
    return [play.sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]


def secretariat(play):
    return {play.sitting.stream(streams.SECRETARIAT)}


def test_minutes_filled_by_steps_and_on_demand():
    play = scene.opened(items=2)
    item = play.items[0]
    with replaying(names(play)) as replay:
        agendas.start_item(play.deed, item)
        play.vote(item, ["for_"] * 5)
        play.end(item, "adopted_by_vote", "Thống nhất.")
        services.fill_minutes(play.deed, play.sitting)
        play.close()
        meetings.resume_sitting(play.deed, play.sitting, "Bế mạc nhầm")
    assert replay.told("minutes.filled") == secretariat(play)


def test_minutes_filled_for_the_first_time_at_the_opening():
    play = scene.opened(items=1)
    assert Event.objects.filter(type="minutes.filled", stream=play.sitting.stream("secretariat")).count() == 1


def test_minutes_edited_restored_added_and_removed():
    play = scene.opened(items=1)
    with replaying(names(play)) as replay:
        edited = services.edit_block(play.deed, play.block("opening"), "Của tôi")
        services.restore_block(play.deed, edited)
        free = services.add_block(play.deed, play.minutes, play.block("opening"), "Ghi thêm.")
        services.add_block(play.deed, play.minutes, free, "Ghi thêm nữa.")
        services.remove_block(play.deed, free)
    assert replay.told("minutes.edited") == secretariat(play)


def test_minutes_approved_reach_members_and_chair_too():
    play = scene.opened(items=1)
    play.close()
    with replaying(names(play)) as replay:
        services.approve_minutes(play.deed, play.minutes, "A", "B", play.body.today())
    readers = (streams.SECRETARIAT, streams.MEMBERS, streams.CHAIR)
    assert replay.told("minutes.approved") == {play.sitting.stream(one) for one in readers}


def test_minutes_issued_reach_the_same_readers():
    play = scene.opened(items=1)
    play.close()
    minutes = services.approve_minutes(play.deed, play.minutes, "A", "B", play.body.today())
    with replaying(names(play)) as replay:
        services.issue_minutes(play.deed, minutes)
    assert play.sitting.stream(streams.MEMBERS) in replay.told("minutes.issued")


def test_no_event_of_the_minutes_carries_a_text_or_a_name():
    play = scene.opened(items=1)
    services.edit_block(play.deed, play.block("opening"), "Câu chữ của thư ký")
    services.add_block(play.deed, play.minutes, None, "Câu chữ thêm")
    bodies = Event.objects.filter(type__startswith="minutes.").values_list("body", flat=True)
    told = json.dumps(list(bodies), ensure_ascii=False)
    assert told and "Câu chữ" not in told and "Trần Văn Mẫu" not in told
