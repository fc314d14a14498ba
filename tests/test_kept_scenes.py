"""A scene that is written again is the scene that was worked out; where it might not be, it is worked out anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils.translation import override

from accounts.models import Body
from agendas import services
from audit.models import AuditRecord
from core import clock
from search.models import Change
from tests.factories import agendas, kept, people, polls, sittings

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def all_rows():
    """Every row of every table as it is stored, but for what the database itself puts down: when a trigger noted a
    change, and in which order those of one statement.
    """
    own = {Change: {"id", "at"}}
    names = {
        model: [
            field.attname for field in model._meta.concrete_fields if field.attname not in own.get(model, ())
        ]
        for model in apps.get_models()
        if model._meta.managed
    }
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list(*columns)))
        for model, columns in names.items()
    }


@contextmanager
def another_test() -> Iterator[None]:
    """What is done inside is undone, and the next test begins."""
    kept.begin(may_keep=True)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    kept.begin(may_keep=True)


@pytest.mark.parametrize(
    "scene",
    [
        lambda: agendas.published(items=2),
        lambda: polls.announced({0: "for_", 1: "for_", 2: "against"}, members=5),
        lambda: agendas.published(sittings.called_sitting(people.government(4)), items=1),
    ],
    ids=["agenda", "vote", "scene of scenes"],
)
def test_every_row_is_the_same_and_nothing_is_asked(scene):
    kept.forget()
    with another_test():
        first = scene()
        told = all_rows()
    with CaptureQueriesContext(connection) as queries:
        second = scene()
    assert all_rows() == told and second == first
    # PostgreSQL gets all of it in one go, which begins with where its sequences stood.
    starts = [query["sql"].removeprefix("SELECT setval(") for query in queries]
    assert starts and not [start for start in starts if start.startswith("SELECT ")]


def test_the_sitting_goes_on_from_a_scene_written_again():
    with another_test():
        agendas.in_session(items=2)
    agenda = agendas.in_session(items=2)
    last = AuditRecord.objects.count()
    item = agendas.items_of(agenda)[0]
    assert services.start_item(sittings.deed_in(agenda.sitting.body), item)["state"] == "current"
    assert AuditRecord.objects.count() == last + 1


@pytest.mark.parametrize("change", ["row", "clock", "setting", "age", "undone", "none"])
def test_it_is_worked_out_anew_where_it_might_be_another(change):
    kept.forget()
    with another_test():
        first = agendas.draft(items=1)
    with clock.drive(timedelta(days=1 if change == "clock" else 0)):
        if change == "row":
            Body.objects.update(name="Chính phủ")
        if change == "undone":
            with transaction.atomic():
                people.government(3)
                transaction.set_rollback(True)
        if change == "age":
            for scene in kept._scenes.values():
                scene.at -= kept.SECONDS + 1
        with override_settings(**({"UPLOAD_LIMIT_MIB": 7} if change == "setting" else {})):
            second = agendas.draft(items=1)
    assert (second.pk == first.pk) is (change == "none")


def test_another_language_and_other_words_are_other_scenes():
    kept.forget()
    with another_test():
        first = agendas.draft(items=1)
    with another_test(), override("en"):
        assert agendas.draft(items=1).pk != first.pk
    with another_test():
        assert agendas.draft(items=2).pk != first.pk
    assert agendas.draft(items=1).pk == first.pk
