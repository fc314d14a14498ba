"""Sixteen personas knock at every address of the minutes."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from meetings import services as meetings
from minutes import services
from minutes.models import ConclusionNotice, Minutes
from tests import personas
from tests.access_of_minutes import READ_WHEN_APPROVED, ROUTES, SEES
from tests.factories import sittings

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    """The sixteen around a sitting that has just been opened."""
    made = personas.cast()
    deed = sittings.deed_in(made.body, made["secretariat_lead"])
    present = [row.pk for row in sittings.member_entries(made.sitting)[:4]]
    meetings.set_presence(deed, made.sitting, present, "on_site")
    meetings.open_sitting(deed, made.sitting)
    ConclusionNotice.objects.create(
        sitting=made.sitting, text="Kết luận.", recipients="Như trên", due_on=made.sitting.day
    )
    return made


def answers(cast, name, method):
    """`{persona: status}` of one address."""
    minutes = Minutes.objects.get(sitting=cast.sitting)
    of_block = "block" in name and name != "minutes:add_block"
    argument = minutes.blocks.get(key="opening").pk if of_block else cast.sitting.pk
    found = {}
    for persona, user in cast.users.items():
        client = Client()
        if user is not None:
            client.force_login(user)
        arguments = [argument, 1] if "annex" in name else [argument]
        found[persona] = client.generic(method, reverse(name, args=arguments)).status_code
    return found


def test_every_address_of_the_minutes_is_declared():
    names = {f"minutes:{name}" for name in get_resolver("minutes.urls").reverse_dict if isinstance(name, str)}
    assert names == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_only_the_declared_come_in(cast, name):
    subject, methods = ROUTES[name]
    for method, let_in in methods.items():
        for persona, status in answers(cast, name, method).items():
            if persona == "anonymous":
                assert status == 302
            elif persona in let_in:
                assert status in (200, 302, 422), (persona, status)
            else:
                assert status == (403 if persona in SEES[subject] else 404), (persona, status)


def test_members_and_substitutes_read_the_files_once_approved(cast):
    deed = sittings.deed_in(cast.body, cast["secretariat_lead"])
    meetings.close_sitting(deed, cast.sitting)
    minutes = Minutes.objects.get(sitting=cast.sitting)
    services.approve_minutes(deed, minutes, "A", "B", cast.body.today())
    found = answers(cast, "minutes:pdf", "GET")
    assert {persona for persona, status in found.items() if status == 200} == READ_WHEN_APPROVED
