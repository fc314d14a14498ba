"""What a page offers, it gives: no link leads to a refusal, before, during and after a sitting.

The demonstration is crawled in `tests/demo/test_load.py`; here the states it doesn't stand in.
"""

import pytest

from accounts.access import SECRETARIAT_ROLES
from agendas import services as agendas_of
from meetings import services as meetings
from meetings.audiences import sync_audiences
from tests import links
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db


def running():
    """A sitting going on."""
    return agendas.in_session(items=2).sitting


def suspended():
    """A sitting in recess."""
    sitting = running()
    return meetings.suspend_sitting(sittings.deed_in(sitting.body), sitting)


def closed():
    """A closed sitting, its minutes not approved yet."""
    agenda = agendas.in_session(items=1)
    deed = sittings.deed_in(agenda.sitting.body)
    item = agenda.items.get()
    agendas_of.start_item(deed, item)
    item.refresh_from_db()
    agendas_of.end_item(deed, item, "noted")
    return meetings.close_sitting(deed, agenda.sitting)


def draft():
    """A sitting in preparation with an agenda nobody approved."""
    return agendas.draft(sittings.sitting(), items=2).sitting


@pytest.mark.parametrize("state", [draft, running, suspended, closed])
def test_nobody_is_offered_a_link_and_then_refused(state):
    sitting = state()
    staff = {role: people.staff(sitting.body, role) for role in SECRETARIAT_ROLES}
    sync_audiences(sitting)
    members = people.members_of(sitting.body)
    viewers = {**staff, "head": members[0], "member": members[2]}
    refused = {name: links.refused_to(user)[0] for name, user in viewers.items()}
    assert not any(refused.values()), refused
