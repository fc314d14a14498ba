"""What a page leaves behind, and what the record tells whom and when."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import BodyRole
from tests.factories import agendas, people, polls
from voting import services as voting

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def record_of(body) -> str:
    auditor = people.staff(body, BodyRole.Role.AUDITOR)
    return signed_in(auditor).get(reverse("portal:record")).content.decode()


def test_no_browser_keeps_a_page_made_for_one_person():
    agenda = agendas.published(items=1)
    member = signed_in(people.members_of(agenda.sitting.body)[2])
    addresses = (
        reverse("portal:home"),
        reverse("portal:sitting", args=[agenda.sitting_id]),
        reverse("portal:search") + "?q=nghi",
        reverse("notices:list"),
        reverse("accounts:preferences"),
        reverse("meetings:reply", args=[agenda.sitting_id]),
    )
    for address in addresses:
        answer = member.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], address


def test_what_is_the_same_for_everybody_may_be_kept():
    member = signed_in(people.user())
    assert not member.get(reverse("javascript-catalog")).has_header("Cache-Control")


def test_the_record_says_nothing_of_an_outcome_before_it_is_announced():
    poll = polls.closed(dict.fromkeys(range(5), "for_"))
    sentence = poll.outcome["sentence"]
    assert sentence not in record_of(poll.sitting.body)
    voting.announce_result(polls.secretary(poll.sitting), poll)
    assert sentence in record_of(poll.sitting.body)


def test_the_record_of_one_body_is_not_shown_to_who_checks_another():
    agenda = agendas.published(items=1)
    secret = agendas.items_of(agenda)[0].title
    assert secret in record_of(agenda.sitting.body)
    elsewhere = record_of(people.government(3))
    assert secret not in elsewhere
    assert agenda.sitting.title not in elsewhere
    assert "đều nguyên vẹn" in elsewhere
