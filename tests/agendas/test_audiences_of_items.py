"""Who has left a sitting, or was invited to one that is called off, reads nothing of its items any more."""

import pytest

from agendas import services
from agendas.models import AgendaItem
from meetings import services as meetings
from papers.models import Paper
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db


def invited():
    """A guest of the first item of a published agenda: (user, roster entry, item)."""
    agenda = agendas.draft(items=2)
    deed = sittings.deed_in(agenda.sitting.body)
    guest = people.user()
    entry = meetings.add_to_roster(deed, agenda.sitting, guest.person, "invitee", post_title="Chủ tịch")
    item = agendas.items_of(agenda)[0]
    services.set_invitees(deed, item, [entry.pk])
    agendas.approve(agenda)
    services.publish_agenda(deed, agenda)
    assert AgendaItem.objects.visible_to(guest).get() == item
    assert Paper.objects.visible_to(guest).exists()
    guest.refresh_from_db()
    return guest, entry, item


def sees_nothing(user) -> bool:
    return not (AgendaItem.objects.visible_to(user).exists() or Paper.objects.visible_to(user).exists())


def test_an_invitee_taken_off_the_roster_leaves_the_item_and_its_papers_at_once():
    guest, entry, item = invited()
    epoch = guest.epoch
    meetings.remove_from_roster(sittings.deed_in(item.agenda.sitting.body), entry)
    guest.refresh_from_db()
    assert sees_nothing(guest)
    assert guest.epoch == epoch + 1


def test_a_sitting_called_off_shows_its_items_to_no_invitee():
    guest, _entry, item = invited()
    meetings.cancel_sitting(sittings.deed_in(item.agenda.sitting.body), item.agenda.sitting, "Hoãn họp")
    assert sees_nothing(guest)


def test_an_invitee_who_gets_an_account_later_is_let_in_with_the_next_change_of_the_roster():
    guest, _entry, item = invited()
    guest.groups.clear()
    body = item.agenda.sitting.body
    meetings.add_to_roster(
        sittings.deed_in(body), item.agenda.sitting, people.person(), "standing_invitee", post_title="Khách"
    )
    assert AgendaItem.objects.visible_to(guest).get() == item
