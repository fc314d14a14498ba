"""The clock of a body can be put elsewhere; what happened keeps the time it was shown with."""

from datetime import timedelta

from accounts.models import CLOCK_FIELDS, Body
from core import clock
from core.models import Versioned
from tests.factories import people, sittings


def test_a_moment_keeps_its_shown_time_however_often_the_clock_is_put_elsewhere(db):
    body = people.body(clock_offset=timedelta(days=-2245))
    happened = clock.real()
    shown = body.time_of(happened)
    assert shown == happened - timedelta(days=2245)
    for place in (clock.hanoi(2020, 10, 2, 7, 30), clock.hanoi(2020, 10, 2, 7, 12), clock.hanoi(2021, 1, 1)):
        body.put_clock_to(place)
        body.save(update_fields=CLOCK_FIELDS)
        body = Body.objects.get(pk=body.pk)
        assert timedelta() <= body.now() - place < timedelta(seconds=5)
        assert timedelta() <= body.time_of(clock.real()) - place < timedelta(seconds=5)
        assert body.time_of(happened) == shown


def test_an_edited_row_tells_its_last_edit_on_the_clock_of_its_body(db):
    sitting = sittings.sitting(body=people.government(clock_offset=timedelta(days=-2245)))
    assert sitting.edited_as_shown() == sitting.edited_at - timedelta(days=2245)


def test_every_edited_row_of_a_body_names_the_way_to_it():
    """Papers, private notes, marks and drafts of rule sets belong to no body: theirs is the true clock."""
    without = {model.__name__ for model in _models() if not model.clock_of}
    assert without == {"Paper", "Note", "Mark", "RuleSetDraft"}


def _models() -> list[type[Versioned]]:
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, Versioned)]
