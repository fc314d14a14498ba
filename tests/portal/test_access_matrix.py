"""Every address of the portal and the streams, all sixteen personas: no leak, no wrong refusal."""

import json
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from agendas.models import ItemPaper
from agendas.services.papers import publish_papers
from realtime import streams
from tests import personas
from tests.access_codes import code_for
from tests.access_of_pages import OPEN_TO_ALL, ROUTES, SEES
from tests.factories import agendas

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Everybody around one published agenda."""
    made = personas.cast()
    agenda = agendas.published(made.sitting, items=2)
    row = ItemPaper.objects.filter(item__agenda=agenda).order_by("item__order").first()
    row.version = agendas.version(row.paper)  # one of them was replaced
    row.save()
    publish_papers([row.item], {row.item_id: [row]}, agenda)
    return made


def arguments(name, scene):
    """The id an address is tried with."""
    rows = ItemPaper.objects.filter(item__agenda__sitting=scene.sitting)
    row = rows.order_by("item__order").first()
    return {
        "sitting": [scene.sitting.pk],
        "paper": [row.paper_id],
        "paper of two versions": [row.paper_id],
        "own saved search": [uuid.uuid4()],
        "presenter": [row.item.presenter_id],
        "streams": [streams.sitting(scene.sitting.pk, streams.MEMBERS)],
    }.get(ROUTES[name][0], [])


def expected(name, method, persona):
    """200 for those let in; 403 for those who see the subject; 404 for the others; 401 to sign in."""
    subject, methods = ROUTES[name]
    return code_for(persona, methods[method], SEES[subject])


def ask(scene, name, method, persona):
    """What one persona gets; whatever it changed is undone."""
    client = Client()
    if scene.users[persona]:
        client.force_login(scene[persona])
    address = reverse(name, args=arguments(name, scene))
    with transaction.atomic():
        if method == "GET":
            response = client.get(address)
        else:
            response = client.post(address, json.dumps({}), content_type="application/json")
        transaction.set_rollback(True)
    if response.status_code == 302 and "/sign-in/" in response["Location"]:
        return 401
    return 200 if response.status_code in (200, 204, 302, 400) else response.status_code


@pytest.mark.parametrize(("name", "method"), [(name, way) for name, row in ROUTES.items() for way in row[1]])
def test_each_persona_gets_exactly_what_the_table_says(scene, name, method):
    came = {persona: ask(scene, name, method, persona) for persona in personas.NAMES}
    assert came == {persona: expected(name, method, persona) for persona in personas.NAMES}


def test_what_is_open_to_all_is_open_without_sign_in(scene, client):
    for name in OPEN_TO_ALL - {"demo:sign_in", "portal:worker"}:
        assert client.get(reverse(name)).status_code == 200, name


def test_a_hidden_sitting_answers_like_a_missing_one(scene):
    client = Client()
    client.force_login(scene["other_agency"])
    hidden = client.get(reverse("portal:sitting", args=[scene.sitting.pk]))
    missing = client.get(reverse("portal:sitting", args=[uuid.uuid4()]))
    assert hidden.status_code == missing.status_code == 404
    assert str(scene.sitting.pk).encode() not in hidden.content
    assert len(hidden.content) == len(missing.content)
