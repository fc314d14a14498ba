"""Every address of copies, all sixteen personas."""

import uuid

import pytest
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.deeds import deed_of
from copies import making as makes
from copies import services
from tests import personas
from tests.access_of_copies import ROUTES, expected
from tests.factories import agendas, sittings
from tests.papers import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path):
    """Everybody around one published agenda, whose first paper has bytes."""
    made = personas.cast()
    agenda = agendas.published(made.sitting, items=2)
    row = agendas.items_of(agenda)[0].item_papers.select_related("version__pdf").get()
    with samples.pdf(tmp_path / "paper.pdf").open("rb") as stream:
        default_storage.save(row.version.pdf.storage_path, File(stream))
    deed = deed_of(made["member"], made.body)
    made.copy = services.issue_copy(deed, "download", version=row.version, sitting=made.sitting)
    made.row, made.item = row, row.item
    desk = sittings.deed_in(made.body)
    made.stub = services.add_stub(
        desk, row.item, number="12/BC", classification="secret", responsible="Vụ KTTH"
    )
    services.print_copies(desk, made.stub, 1)
    return made


def arguments(name, scene):
    """The ids an address is tried with."""
    row, copy = scene.row, scene.copy
    if ROUTES[name][0] == "copy":
        makes.make_paper(copy)
    return {
        "sitting": [scene.sitting.pk],
        "version": [row.version_id],
        "copy": [copy.pk],
        "body": [scene.body.pk],
        "item": [scene.sitting.pk],
        "stub": [scene.sitting.pk, scene.stub.pk],
        "paper_copy": [scene.sitting.pk, scene.stub.copies.get().pk],
        "paper": [scene.sitting.pk, row.pk],
    }[ROUTES[name][0]]


def ask(scene, name, method, persona):
    """What one persona gets; whatever it changed is undone."""
    client = Client()
    if scene.users[persona]:
        client.force_login(scene[persona])
    address = reverse(name, args=arguments(name, scene))
    with transaction.atomic():
        response = getattr(client, method.lower())(address, {"item": scene.item.pk})
        transaction.set_rollback(True)
    if response.status_code == 302 and "/sign-in/" in response["Location"]:
        return 401
    return 200 if response.status_code in (200, 302, 303, 409, 422) else response.status_code


@pytest.mark.parametrize(("name", "method"), [(name, way) for name, row in ROUTES.items() for way in row[1]])
def test_each_persona_gets_exactly_what_the_table_says(scene, name, method):
    came = {persona: ask(scene, name, method, persona) for persona in personas.NAMES}
    assert came == {persona: expected(name, method, persona) for persona in personas.NAMES}


def test_the_table_names_every_address():
    _prefix, sub = get_resolver().namespace_dict["copies"]
    assert {f"copies:{name}" for name in sub.reverse_dict if isinstance(name, str)} == set(ROUTES)


def test_a_hidden_sitting_answers_like_a_missing_one(scene, client):
    client.force_login(scene["other_agency"])
    answers = [client.get(reverse("copies:reading", args=[one])) for one in (scene.sitting.pk, uuid.uuid4())]
    assert [one.status_code for one in answers] == [404, 404]
    assert len(answers[0].content) == len(answers[1].content)
