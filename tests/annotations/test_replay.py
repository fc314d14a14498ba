"""The one event of notes, replayed on the owner's stream."""

import uuid

import pytest

from annotations.services import save_note
from realtime import streams
from realtime.models import Event
from tests.factories import agendas, sittings
from tests.factories.people import members_of
from tests.replay import replaying

pytestmark = pytest.mark.django_db


def test_note_saved_reaches_the_owners_devices_without_the_text():
    agenda = agendas.published(items=1)
    [item] = agendas.items_of(agenda)
    member = members_of(agenda.sitting.body)[2]
    deed = sittings.deed_in(agenda.sitting.body, member)
    own = streams.person(member.person_id)
    with replaying([own]) as replay:
        save_note(deed, uuid.uuid4(), "agenda_item", item.pk, "ghi chú riêng")
    assert replay.told("annotations.note_saved") == {own}
    assert "ghi chú riêng" not in str(Event.objects.get(type="annotations.note_saved").body)
