"""Two people at the same moment: one outcome, and a clear sentence for the other."""

import threading

import pytest
from django.db import connection

from agendas import services
from agendas.errors import AlreadyEnded, AlreadyPublished, AnotherItemCurrent
from agendas.models import AgendaItem, AgendaRevision
from core.errors import DomainError
from tests.factories import agendas, sittings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def at_once(*acts):
    """Run the acts in threads that start together: what each answered or refused."""
    said: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place, act):
        start.wait()
        try:
            said[place] = act()
        except DomainError as refusal:
            said[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def kinds(said):
    return sorted(type(one).__name__ for one in said)


def test_publishing_twice_at_once_publishes_once():
    agenda = agendas.approved(items=2)
    deed = sittings.deed_in(agenda.sitting.body)
    said = at_once(*[lambda: services.publish_agenda(deed, agenda)] * 2)
    assert kinds(said) == [AlreadyPublished.__name__, "dict"]
    assert AgendaRevision.objects.filter(agenda=agenda).count() == 1


def test_ending_twice_at_once_keeps_one_ending():
    agenda = agendas.in_session(items=1)
    [item] = agendas.items_of(agenda)
    deed = sittings.deed_in(agenda.sitting.body)
    services.start_item(deed, item)
    said = at_once(
        lambda: services.end_item(deed, item, "agreed"), lambda: services.end_item(deed, item, "postponed")
    )
    assert kinds(said) == [AlreadyEnded.__name__, "dict"]
    [kept] = [one["ending"] for one in said if isinstance(one, dict)]
    assert AgendaItem.objects.get(pk=item.pk).ending == kept


def test_two_items_started_at_once_leave_one_before_the_sitting():
    agenda = agendas.in_session(items=2)
    deed = sittings.deed_in(agenda.sitting.body)
    acts = [lambda item=item: services.start_item(deed, item) for item in agendas.items_of(agenda)]
    assert kinds(at_once(*acts)) == [AnotherItemCurrent.__name__, "dict"]
    assert AgendaItem.objects.filter(agenda=agenda, state="current").count() == 1
