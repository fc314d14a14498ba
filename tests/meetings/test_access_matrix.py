"""Every address of accounts and meetings, each method, all sixteen personas: no leak, no wrong refusal."""

import re

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from accounts.models import BodyRole, Mandate, Seat
from meetings import services
from meetings.models import RosterEntry
from notices.models import Notice
from regulations.models import Holiday
from tests import personas
from tests.access_of_people_and_sittings import OPEN_TO_ALL, ROUTES, expected
from tests.factories import people, sittings
from tests.regulations import drafts

pytestmark = pytest.mark.django_db


def arguments(name, cast):
    """The ids an address is tried with."""
    entry = sittings.member_entries(cast.sitting)[2]
    by_subject = {"sitting": [cast.sitting.pk], "body": [cast.body.pk], "invitation": [cast.sitting.pk]}
    more = {
        "meetings:entry": [entry.pk],
        "meetings:remove_entry": [entry.pk],
        "meetings:approve_leave": [entry.pk],
        "meetings:letter": [entry.pk],
        "meetings:issue_pass": [entry.pk],
        "meetings:end_pass": [pass_in(cast, entry).pk],
        "notices:follow": [Notice.objects.filter(user=cast["member"]).first().pk],
        "accounts:end_seat": [Seat.objects.filter(body=cast.body).first().pk],
        "accounts:end_role": [BodyRole.objects.filter(body=cast.body, role="records_clerk").first().pk],
        "accounts:end_mandate": [Mandate.objects.first().pk],
        "accounts:person": [cast["deputy"].person_id],
        "accounts:end_post": [cast_post(cast).pk],
        "accounts:remove_holiday": [Holiday.objects.order_by("-day").first().pk],
        "accounts:rule_set": ["R2026"],
        "accounts:draft_rule_set": ["R2026"],
        "accounts:rule_set_draft": [drafts.waiting().pk],
        "accounts:edit_rule_set_draft": [drafts.waiting().pk],
        "accounts:confirm_rule_set": [drafts.waiting().pk],
        "accounts:withdraw_rule_set_draft": [drafts.waiting().pk],
        "accounts:close_account": [cast["deputy"].pk],
    }
    return [*by_subject.get(ROUTES[name][0], []), *more.get(name, [])]


def cast_post(cast):
    """A post the deputy holds."""
    person = cast["deputy"].person
    return person.holdings.first() or people.post(person, "Trưởng ban", people.organisation())


def pass_in(cast, entry):
    """A seat code of a member."""
    return entry.passes.first() or services.issue_pass(sittings.deed_in(cast.body), entry, "seat").row


def what_came(response):
    """The answer as the table names it."""
    if response.status_code == 302 and "/sign-in/" in response["Location"]:
        return 401
    return 200 if response.status_code in (200, 204, 302) else response.status_code


def ask(client, cast, persona, name, method):
    """What one persona gets; whatever the request changed is undone."""
    address = reverse(name, args=arguments(name, cast))
    with transaction.atomic():
        client.logout()
        if cast.users[persona]:
            client.force_login(cast[persona])
        response = client.get(address) if method == "GET" else client.post(address, {})
        transaction.set_rollback(True)
    return what_came(response)


def test_each_persona_gets_exactly_what_the_table_says(client):
    cast = personas.cast()
    cells = [
        (name, way, one) for name, (_s, ways) in ROUTES.items() for way in ways for one in personas.NAMES
    ]
    came = {(name, way, one): ask(client, cast, one, name, way) for name, way, one in cells}
    wrong = {cell: came[cell] for cell in cells if came[cell] != expected(*cell)}
    assert wrong == {} and len(cells) > 600


def test_the_table_names_every_address_and_no_method_is_forgotten(client):
    resolver = get_resolver()
    known = set()
    for app in ("accounts", "meetings", "entry", "notices"):
        _prefix, sub = resolver.namespace_dict[app]
        known |= {f"{app}:{name}" for name in sub.reverse_dict if isinstance(name, str)}
    assert known == set(ROUTES) | OPEN_TO_ALL


def test_a_hidden_sitting_answers_like_a_missing_one(client):
    cast = personas.cast()
    client.force_login(cast["other_agency"])
    missing = "00000000-0000-4000-8000-000000000000"
    for name in ("meetings:roster", "meetings:invitations", "meetings:reply", "meetings:edit"):
        hidden, absent = (client.get(reverse(name, args=[one])) for one in (cast.sitting.pk, missing))
        assert hidden.status_code == absent.status_code == 404
        assert _without_nonces(hidden) == _without_nonces(absent)


def test_a_substitute_replies_to_nothing_and_an_invitee_sees_only_the_own_invitation(client):
    cast = personas.cast()
    client.force_login(cast["substitute"])
    address = reverse("meetings:reply", args=[cast.sitting.pk])
    text = client.post(address, {"mode": "on_site", "version": 1}).content.decode()
    assert "Chưa có giấy mời" in text or "được phát biểu, không được biểu quyết" in text
    entry = RosterEntry.objects.get(sitting=cast.sitting, person=cast["substitute"].person)
    assert entry.mode == "unknown"


def _without_nonces(response):
    text = response.content.decode()
    text = re.sub(r'nonce="[^"]*"', "", text)
    return re.sub(r'(csrf-token" content=|csrfmiddlewaretoken" value=)"[^"]*"', "", text)
