"""Until when a reader has seen the changes of an agenda: his own, never back, never ahead, told to nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agendas import services
from agendas.models import Agenda, SittingVisit
from audit.models import AuditRecord
from realtime.models import Event
from tests.factories import agendas, people
from tests.factories.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda() -> Agenda:
    """Published."""
    return agendas.published(items=2)


def member(agenda: Agenda, at: int = 2) -> User:
    """One of the body's members."""
    return people.members_of(agenda.sitting.body)[at]


def test_the_first_visit_is_remembered_and_later_ones_move_nothing(agenda: Agenda) -> None:
    user = member(agenda)
    first = services.note_visit(user, agenda.sitting)
    assert services.note_visit(user, agenda.sitting) == first
    assert SittingVisit.objects.count() == 1
    assert queries_of(lambda: services.note_visit(user, agenda.sitting)) <= 3


def test_seen_goes_forward_only_and_not_beyond_now(agenda: Agenda) -> None:
    user, sitting = member(agenda), agenda.sitting
    first = services.note_visit(user, sitting)
    assert services.mark_seen(user, sitting, first - timedelta(days=1)) == first
    later = services.mark_seen(user, sitting, first + timedelta(days=30))
    assert first < later <= sitting.body.now()


def test_by_the_address_it_is_ones_own_row_and_nobody_hears_of_it(agenda: Agenda) -> None:
    user, other = member(agenda), member(agenda, 3)
    services.note_visit(other, agenda.sitting)
    told, recorded = Event.objects.count(), AuditRecord.objects.count()
    client = Client()
    client.force_login(user)
    for until in ("", "gestern", "2020-02-30T00:00:00Z", agenda.sitting.body.now().isoformat()):
        assert (
            client.post(reverse("agendas:seen", args=[agenda.sitting_id]), {"until": until}).status_code
            == 200
        )
    assert SittingVisit.objects.filter(user=user).count() == 1
    assert (Event.objects.count(), AuditRecord.objects.count()) == (told, recorded)


def test_who_isnt_of_the_sitting_finds_nothing(agenda: Agenda) -> None:
    client = Client()
    client.force_login(people.user())
    assert client.post(reverse("agendas:seen", args=[agenda.sitting_id])).status_code == 404
    assert not SittingVisit.objects.exists()
