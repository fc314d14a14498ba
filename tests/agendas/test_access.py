"""Every address of agendas, the room and notes, each method, all sixteen personas: no leak, no wrong refusal."""

import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from agendas.models import Agenda, AgendaItem
from annotations.services import save_note
from room import services as room
from tests.access_of_agendas_room_and_notes import ROUTES, expected
from tests.factories import agendas, sittings
from tests.personas import NAMES, Cast, cast

pytestmark = pytest.mark.django_db
OF_POINTS = ("seat_at_point", "point_present", "point_sign_in", "remove_point")


@dataclass
class Scene:
    """A published agenda with one item, a paired screen, a member's note."""

    cast: Cast
    agenda: Agenda
    item: AgendaItem
    display: uuid.UUID
    point: uuid.UUID
    note: str

    def address(self, name: str) -> str:
        """The address of a route in this scene."""
        sitting, item = self.agenda.sitting_id, self.item.pk
        paper = self.item.item_papers.get().paper_id
        arguments = {
            "agendas:undo": [sitting, self.agenda.changes.first().pk],
            "agendas:revision": [sitting, 1],
            "agendas:detach_paper": [item, paper],
            "agendas:replace_paper": [item, paper],
            "agendas:recall_paper": [item, paper],
            "room:unpair_display": [sitting, self.display],
            "annotations:note": [self.note],
            "annotations:marks": [self.item.item_papers.get().version_id],
            "annotations:readers": [self.item.item_papers.get().version_id],
            **{f"room:{verb}": [sitting, self.point] for verb in OF_POINTS},
        }
        of_items = {
            "item", "row", "move", "remove", "withdraw", "invitees", "recusals", "attach_paper", "write_script",
            "write_speaking_note",
            "take_item_apart", "put_item_back",
            "record_absent_opinion",
        }  # fmt: skip
        default = [item] if name.partition(":")[2] in of_items else [sitting]
        return reverse(name, args=arguments.get(name, default))


@pytest.fixture
def scene() -> Scene:
    made = cast()
    agenda = agendas.published(made.sitting, items=1)
    [item] = agendas.items_of(agenda)
    waiting, _secret = room.request_display_code()
    room.pair_display(sittings.deed_in(made.body), agenda.sitting, waiting.code)
    point = room.add_point(sittings.deed_in(made.body), agenda.sitting, "Bình Định")
    deed = sittings.deed_in(made.body, made["member"])
    note = save_note(deed, uuid.uuid4(), "agenda_item", item.pk, "riêng tôi")
    return Scene(made, agenda, item, waiting.pk, point.pk, note["id"])


def status(client: Client, method: str, address: str) -> int:
    """What comes back; whatever the request did is undone, so that the next persona finds the same scene."""
    with transaction.atomic():
        answer = client.generic(method, address, headers={"Accept": "application/json"})
        transaction.set_rollback(True)
    return 200 if answer.status_code in (200, 302, 422) else answer.status_code


def test_everybody_gets_where_the_table_says_and_nowhere_else(scene: Scene) -> None:
    wrong = []
    for persona in NAMES:
        client = Client()
        if scene.cast.users[persona] is not None:
            client.force_login(scene.cast.users[persona])
        for name, (_subject, methods) in ROUTES.items():
            for method in methods:
                got = status(client, method, scene.address(name))
                if got != expected(name, method, persona):
                    wrong.append((persona, method, name, got, expected(name, method, persona)))
    assert wrong == []


def test_what_doesnt_show_answers_like_what_isnt_there(scene: Scene) -> None:
    client = Client()
    client.force_login(scene.cast["other_agency"])
    program = {"Accept": "application/json"}  # a page differs by its form token
    hidden = client.get(reverse("agendas:workspace", args=[scene.agenda.sitting_id]), headers=program)
    missing = client.get(reverse("agendas:workspace", args=[uuid.uuid4()]), headers=program)
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
