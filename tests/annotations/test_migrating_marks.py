"""Marks of before the annotation became the stored form: written as annotations, and back, each as it was."""

import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.annotations.drawing import ink_target
from tests.annotations.test_w3c import WORDS, ensure_valid
from tests.factories import agendas
from tests.factories.people import members_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
COLUMNS = ("kind", "colour", "body", "target")
PLACE = ("state", "page", "start", "words", "is_by_hand", "target")
INK = {**WORDS, "strokes": [[1.5, 2.0, 3.25, 4.0]], "box": [1.0, 2.0, 3.0, 4.0]}


def tables(name: str) -> Any:
    """The tables as of a migration."""
    state = MigrationExecutor(connection).loader.project_state(("annotations", name))
    return state.apps.get_model("annotations", "Mark"), state.apps.get_model("annotations", "MarkPlacement")


def to(name: str) -> None:
    """Go to that migration, as who runs the house does."""
    call_command("migrate", "annotations", name, verbosity=0)


@pytest.fixture
def back_afterwards():
    """The tables as they are now for whoever comes next."""
    yield
    call_command("migrate", "annotations", verbosity=0)


def test_every_mark_becomes_an_annotation_and_again_what_it_was(back_afterwards):
    agenda = agendas.published(items=1)
    version = agendas.items_of(agenda)[0].item_papers.get().version
    later = agendas.version(version.paper, pages=2)
    owner = members_of(agenda.sitting.body)[2]
    to("0002_marks")
    marks, placements = tables("0002_marks")

    def mark(kind: str, target: dict[str, Any], body: str = "") -> Any:
        values = {"kind": kind, "colour": "red", "body": body, "target": target}
        return marks.objects.create(pk=uuid.uuid4(), owner_id=owner.pk, made_on_id=version.pk, **values)

    first, ink = mark("highlight", WORDS, "Hỏi thêm"), mark("ink", INK)
    bare = mark("ink", {**ink_target(2), "box": None})
    by_hand = {"page": 2, "start": 5, "quote": "kinh phí", "prefix": "trí ", "suffix": ""}
    values = {"state": "placed", "page": 2, "start": 5, "words": "kinh phí", "is_by_hand": True}
    placements.objects.create(mark=first, version_id=later.pk, target=by_hand, **values)
    placements.objects.create(
        mark=ink, version_id=later.pk, state="moved", page=1, start=7, words="bố trí kinh phí"
    )
    placements.objects.create(mark=bare, version_id=later.pk, state="orphaned")
    before = sorted(marks.objects.values_list("pk", *COLUMNS), key=str)
    placed = sorted(placements.objects.values_list("pk", *PLACE), key=str)

    to("0005_the_annotation_alone")
    marks, placements = tables("0005_the_annotation_alone")
    for annotation in marks.objects.values_list("annotation", flat=True):
        ensure_valid(annotation, version.pk)
    assert marks.objects.get(pk=first.pk).annotation["body"]["value"] == "Hỏi thêm"
    found = placements.objects.get(mark_id=ink.pk).target
    assert found["source"] == f"urn:uuid:{later.pk}"
    assert found["selector"][1]["exact"] == "bố trí kinh phí" and found["selector"][2]["start"] == 7
    assert placements.objects.get(mark_id=bare.pk).target is None

    to("0002_marks")
    marks, placements = tables("0002_marks")
    assert sorted(marks.objects.values_list("pk", *COLUMNS), key=str) == before
    assert sorted(placements.objects.values_list("pk", *PLACE), key=str) == placed
