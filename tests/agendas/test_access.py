"""Who gets where: every persona at every page of the agenda, the room and notes."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from annotations.services import save_note
from tests.factories import agendas, sittings
from tests.personas import NAMES, cast

pytestmark = pytest.mark.django_db

# What a signed-in person gets: 200 where the work is, 403 where the sitting shows but the work is another's,
# 404 where nothing shows.
DESK = {"chair": 200, "secretariat_lead": 200, "clerk": 200, "teller": 200}
SEES = {"deputy", "member", "substitute", "observer", *DESK}


def expected(name: str, page: str) -> int:
    if name == "anonymous":
        return 302
    if name not in SEES:
        return 404
    if page == "approve":
        return 200 if name == "chair" else 403
    if page == "scripts":
        return 200 if name == "chair" else 403
    if page in ("add", "late"):
        return 200 if name in ("chair", "secretariat_lead") else 403
    return DESK.get(name, 403)


@pytest.fixture
def scene():
    made = cast()
    agenda = agendas.published(made.sitting, items=1)
    return made, agenda, agendas.items_of(agenda)[0]


@pytest.mark.parametrize("page", ["workspace", "add", "late", "approve", "scripts", "item", "displays"])
def test_pages(scene, page):
    made, agenda, item = scene
    target = item.pk if page == "item" else agenda.sitting_id
    address = reverse("room:displays" if page == "displays" else f"agendas:{page}", args=[target])
    got = {}
    for name in NAMES:
        client = Client()
        if made.users[name] is not None:
            client.force_login(made.users[name])
        got[name] = client.get(address).status_code
    assert got == {name: expected(name, page) for name in NAMES}


def test_what_doesnt_show_answers_like_what_isnt_there(scene):
    made, agenda, _item = scene
    client = Client()
    client.force_login(made["other_agency"])
    hidden = client.get(reverse("agendas:workspace", args=[agenda.sitting_id]))
    missing = client.get(reverse("agendas:workspace", args=[uuid.uuid4()]))
    assert hidden.status_code == missing.status_code == 404
    strip = str(agenda.sitting_id).encode()
    assert strip not in hidden.content


def test_a_note_is_its_owners_alone(scene):
    made, _agenda, item = scene
    deed = sittings.deed_in(made.body, made["member"])
    note = save_note(deed, uuid.uuid4(), "agenda_item", item.pk, "riêng tôi")
    got = {}
    for name in ("member", "chair", "secretariat_lead", "delegate", "other_agency"):
        client = Client()
        client.force_login(made[name])
        got[name] = client.get(reverse("annotations:note", args=[note["id"]])).status_code
    assert got == {
        "member": 200,
        "chair": 404,
        "secretariat_lead": 404,
        "delegate": 404,
        "other_agency": 404,
    }
