"""Conference points: who sits where, one sign-in, asking for the floor by name, a line that is watched."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agendas import services as agenda_services
from core import clock
from core.errors import NotFound
from meetings import services as meetings
from meetings.models import Presence
from realtime import presence, streams
from realtime.selectors import may_follow
from room import access, services
from room.errors import NotAtThisPoint, NotInTheRoom, PointNameMissing, PointNameTaken
from room.models import ConferencePoint, PointPerson
from tests.factories import agendas, sittings
from tests.replay import replaying
from tests.room.test_replay import deed_of, streams_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    made = agendas.in_session(items=1)
    agenda_services.start_item(deed_of(made), agendas.items_of(made)[0])
    return made


def point_of(agenda, name="Bình Định", members=(3, 4)):
    entries = [sittings.member_entries(agenda.sitting)[at].pk for at in members]
    return services.add_point(deed_of(agenda), agenda.sitting, name, entries)


def device_of(agenda, point):
    waiting, _secret = services.request_display_code()
    return services.pair_display(deed_of(agenda), agenda.sitting, waiting.code, point).user


def where(point):
    return set(Presence.objects.filter(entry__at_point__point=point).values_list("where", flat=True))


def test_a_point_added_seated_and_removed_is_told_to_all(agenda):
    with replaying(streams_of(agenda)) as replay:
        point = point_of(agenda)
    assert agenda.sitting.stream("room") in replay.told("room.points_told")
    assert replay.told("room.point_link_changed") == {
        agenda.sitting.stream("chair"),
        agenda.sitting.stream("secretariat"),
    }
    mover = point.persons.first().entry
    with replaying(streams_of(agenda)):
        other = point_of(agenda, "Cần Thơ", members=())
        services.seat_at_point(deed_of(agenda), other, [mover.pk])
    assert PointPerson.objects.get(entry=mover).point == other
    device = device_of(agenda, point)
    with replaying(streams_of(agenda)):
        services.remove_point(deed_of(agenda), point)
    device.refresh_from_db()
    assert not device.is_active


def test_two_points_of_one_name_are_refused(agenda):
    point_of(agenda)
    with pytest.raises(PointNameTaken):
        point_of(agenda)
    with pytest.raises(PointNameMissing):
        point_of(agenda, "  ")


def test_the_one_device_of_a_place_asks_for_those_who_sit_there_only(agenda):
    point = point_of(agenda)
    user, sitting = device_of(agenda, point), agenda.sitting
    own, stranger = point.persons.first().entry, sittings.member_entries(sitting)[1]
    entry = access.get_entry_to_speak(user, sitting.pk, str(own.pk))
    with replaying(streams_of(agenda)):
        asked = services.ask_to_speak(deed_of(agenda), sitting, entry)
    with pytest.raises(NotAtThisPoint):
        access.get_entry_to_speak(user, sitting.pk, str(stranger.pk))
    with pytest.raises(NotAtThisPoint):
        access.get_entry_to_speak(user, sitting.pk)
    assert access.get_own_speech(user, asked["speech"]).entry == own
    theirs = services.ask_to_speak(deed_of(agenda), sitting, stranger)
    with pytest.raises(NotInTheRoom):
        access.get_own_speech(user, theirs["speech"])


def test_a_place_has_one_sign_in(agenda):
    point = point_of(agenda)
    first, second = device_of(agenda, point), device_of(agenda, point)
    first.refresh_from_db()
    assert not first.is_active
    assert access.get_point_of_device(second, point.pk) == point
    with pytest.raises(NotFound):
        access.get_point_of_device(first, point.pk)
    assert may_follow(second, streams.point(point.pk))
    assert not may_follow(sittings.secretary_of(agenda.sitting.body), streams.point(point.pk))
    assert may_follow(second, agenda.sitting.stream("room"))
    assert not may_follow(second, agenda.sitting.stream("members"))


def test_the_line_of_a_place_is_told_and_takes_its_persons_along(agenda):
    point = point_of(agenda)
    user, sitting = device_of(agenda, point), agenda.sitting
    ids = list(point.persons.values_list("entry_id", flat=True))
    meetings.set_presence(deed_of(agenda), sitting, ids, "online")
    with replaying(streams_of(agenda)) as replay:
        services.check_in_point(deed_of(agenda), point)
        services.check_in_point(deed_of(agenda), point)
    assert sitting.stream("secretariat") in replay.told("room.point_link_changed")
    heard = {(user.pk, presence.lease_of(streams.point(point.pk)))}
    presence.renew(heard)
    with replaying(streams_of(agenda)), clock.drive(timedelta(seconds=20)):
        presence.lapse_silent()
    assert where(point) == {"suspended"}
    assert ConferencePoint.objects.get(pk=point.pk).link == "lost"
    with replaying(streams_of(agenda)):
        presence.renew(heard)
    assert where(point) == {"online"}
    assert ConferencePoint.objects.get(pk=point.pk).link == "on"


def test_who_sits_at_a_connected_place_is_there_whatever_his_own_tablet_does(agenda):
    point, sitting = point_of(agenda), agenda.sitting
    ids = list(point.persons.values_list("entry_id", flat=True))
    meetings.set_presence(deed_of(agenda), sitting, ids, "online")
    services.check_in_point(deed_of(agenda), point)
    person = point.persons.first().entry.person
    presence.renew({(person.user.pk, presence.lease_of(sitting.stream(streams.MEMBERS)))})
    with clock.drive(timedelta(seconds=20)):
        presence.lapse_silent()
    assert where(point) == {"online"}


def test_the_desk_writes_the_places_and_their_page_shows_the_strip(agenda, client):
    sitting = agenda.sitting
    client.force_login(sittings.secretary_of(sitting.body))
    entry = sittings.member_entries(sitting)[3]
    client.post(reverse("room:add_point", args=[sitting.pk]), {"name": "Bình Định", "entries": [entry.pk]})
    point = ConferencePoint.objects.get()
    client.post(reverse("room:point_present", args=[sitting.pk, point.pk]))
    assert where(point) == {"online"}
    waiting, secret = services.request_display_code()
    client.post(reverse("room:point_sign_in", args=[sitting.pk, point.pk]), {"code": waiting.code})
    page = client.get(reverse("room:points", args=[sitting.pk])).content.decode()
    assert "Bình Định" in page and entry.post_title in page
    client.logout()
    client.cookies["display"] = secret
    shown = client.get(reverse("portal:display")).content.decode()
    assert "wall-point" in shown and str(point.pk) in shown
