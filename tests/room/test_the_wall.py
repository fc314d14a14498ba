"""What is put on the wall: seen first, a draft never, and what was put on gives way to the course of the sitting."""

import pytest
from django.urls import reverse

from agendas import services as agenda_services
from room import services
from room.errors import NotForTheWall
from room.models import RoomState
from tests.factories import agendas, sittings
from tests.replay import replaying
from tests.room.test_replay import deed_of, streams_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    made = agendas.in_session(items=3)
    agenda_services.start_item(deed_of(made), agendas.items_of(made)[0])
    return made


def test_a_published_item_is_put_on_until_the_sitting_turns_to_another(agenda):
    first, second, third = agendas.items_of(agenda)
    with replaying(streams_of(agenda)) as replay:
        shown = services.set_display(deed_of(agenda), agenda.sitting, "item", item_id=third.pk)
    assert shown["item"] == str(third.pk)
    assert agenda.sitting.stream("room") in replay.told("room.display_set")
    with replaying(streams_of(agenda)):
        agenda_services.end_item(deed_of(agenda), first, "agreed")
    assert RoomState.objects.get(sitting=agenda.sitting).display_item is None
    with replaying(streams_of(agenda)):
        agenda_services.start_item(deed_of(agenda), second)


def test_a_draft_is_refused_with_a_sentence(agenda):
    item = agendas.items_of(agenda)[2]
    item.published_at = None
    item.save()
    with pytest.raises(NotForTheWall) as refusal:
        services.set_display(deed_of(agenda), agenda.sitting, "item", item_id=item.pk)
    assert "chưa được công bố" in refusal.value.message
    stranger = agendas.items_of(agendas.published(items=1))[0]
    for other in (stranger.pk, "nonsense"):
        with pytest.raises(NotForTheWall):
            services.set_display(deed_of(agenda), agenda.sitting, "item", item_id=other)


def test_what_others_keep_from_the_wall_is_refused(agenda, monkeypatch):
    from core.registries import STEP_CHECKS

    def keep(_sitting, _item):
        raise NotForTheWall

    monkeypatch.setitem(STEP_CHECKS._entries, "put_on_display", [keep])
    with pytest.raises(NotForTheWall):
        services.set_display(deed_of(agenda), agenda.sitting, "item", item_id=agendas.items_of(agenda)[1].pk)


def test_the_preview_is_the_walls_own_page_of_the_rooms_own_stream(agenda, client):
    client.force_login(sittings.secretary_of(agenda.sitting.body))
    address = reverse("portal:preview", args=[agenda.sitting.pk])
    response = client.get(address, {"mode": "message", "message": "Tạm nghỉ đến 10 giờ 30"})
    shown = response.content.decode()
    assert "portal/room/display.html" in [template.name for template in response.templates]
    assert response.context["page"]["preview"] == {"mode": "message", "message": "Tạm nghỉ đến 10 giờ 30"}
    assert agenda.sitting.stream("room") in shown
    assert agenda.sitting.stream("secretariat") not in shown
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
