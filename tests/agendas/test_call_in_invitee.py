"""Invitees wait outside, are called in for their item, and are out again when it ends."""

import pytest
from django.urls import reverse

from agendas import services
from agendas.errors import AlreadyEnded
from agendas.outside import waiting_of
from core.errors import NotFound
from meetings import services as meetings
from meetings.models import RosterEntry
from papers.access import get_paper
from realtime import audiences, streams
from realtime.selectors import may_follow
from tests.factories import agendas as making
from tests.factories import people, sittings
from tests.replay import replaying

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    """A sitting that calls in its invitees, in session, with one for the second item."""
    agenda = making.published(sittings.called_sitting(people.government(5)), items=3)
    sitting, deed = agenda.sitting, sittings.deed_in(agenda.sitting.body)
    guest = people.user()
    entry = meetings.add_to_roster(deed, sitting, guest.person, RosterEntry.Role.INVITEE)
    first, second, _third = making.items_of(agenda)
    services.set_invitees(deed, second, [entry.pk])
    meetings.let_invitees_wait(deed, sitting, True)
    assert may_follow(guest, second.stream)  # before the opening the papers are read at home
    agenda.sitting.refresh_from_db()
    agenda = making.open_now(agenda)
    services.start_item(deed, first)
    return {
        "deed": deed,
        "sitting": agenda.sitting,
        "first": first,
        "item": second,
        "guest": guest,
        "row": second.invitees.get(),
    }


def reads(hall):
    """Does the invitee read the item's paper and follow the item?"""
    paper = hall["item"].item_papers.get().paper_id
    try:
        get_paper(hall["guest"], paper)
    except NotFound:
        return False
    return may_follow(hall["guest"], hall["item"].stream)


def waits(hall):
    """Is the invitee among those outside?"""
    return audiences.is_in(hall["guest"], streams.waiting(hall["sitting"].pk))


def test_from_the_opening_on_an_invitee_waits_outside_and_learns_numbers_only(hall, client):
    assert waits(hall) and not reads(hall)
    assert list(waiting_of(hall["sitting"])) == [hall["row"]]
    client.force_login(hall["guest"])
    words = client.get(reverse("portal:sitting", args=[hall["sitting"].pk])).content.decode()
    assert "Kính mời đại biểu chờ" in words and hall["item"].title in words
    assert hall["first"].title not in words and '"item": "1"' in words


def test_called_in_he_follows_his_item_until_it_ends(hall):
    services.call_in_invitee(hall["deed"], hall["row"])
    assert reads(hall) and not waits(hall)
    assert not may_follow(hall["guest"], hall["first"].stream)
    assert not may_follow(hall["guest"], hall["sitting"].stream(streams.MEMBERS))
    services.end_item(hall["deed"], hall["first"], "agreed")
    services.start_item(hall["deed"], hall["item"])
    assert reads(hall)
    services.end_item(hall["deed"], hall["item"], "opinions_given")
    assert not reads(hall) and not waits(hall)
    with pytest.raises(AlreadyEnded):
        services.call_in_invitee(hall["deed"], hall["row"])


def test_those_outside_are_told_how_far_the_sitting_is(hall):
    stream = streams.waiting(hall["sitting"].pk)
    with replaying([stream]) as told:
        services.end_item(hall["deed"], hall["first"], "agreed")
        services.start_item(hall["deed"], hall["item"])
    assert told.types[stream] == ["sitting.progress_told"] * 2


def test_calling_in_is_one_press_on_the_waiting_list(hall, client):
    client.force_login(sittings.secretary_of(hall["sitting"].body))
    page = client.get(reverse("agendas:invitees_waiting", args=[hall["sitting"].pk])).content.decode()
    assert hall["row"].entry.name in page and "Mời vào" in page
    address = reverse("agendas:call_in_invitee", args=[hall["sitting"].pk])
    client.post(address, {"item": hall["item"].pk, "entry": hall["row"].entry_id})
    assert reads(hall)
    assert not list(waiting_of(hall["sitting"]))


def test_without_the_choice_invitees_follow_their_item_as_before(hall):
    meetings.let_invitees_wait(hall["deed"], hall["sitting"], False)
    assert reads(hall) and not waits(hall)


def test_in_an_internal_part_an_invitee_who_was_called_in_waits_again(hall):
    services.call_in_invitee(hall["deed"], hall["row"])
    sitting = meetings.start_internal_part(hall["deed"], hall["sitting"])
    assert waits(hall) and not reads(hall)
    meetings.end_internal_part(hall["deed"], sitting)
    assert reads(hall) and not waits(hall)
