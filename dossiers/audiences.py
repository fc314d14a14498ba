"""Who is in the audiences of a body around its dossiers: groups that papers are granted to.

`body:<id>:secretariat`, and `body:<id>:from:<organisation>` for the officers who hand in an organisation's matters.
"""

from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction

from accounts import selectors as people
from accounts.access import SECRETARIAT_ROLES
from accounts.models import Body, BodyRole
from realtime import audiences, streams


def of_organisation(body_id: UUID, organisation_id: UUID) -> str:
    """The audience of an organisation's officers in a body."""
    return f"body:{body_id}:from:{organisation_id}"


@transaction.atomic
def sync_audiences(body: Body) -> None:
    """Make the groups match the roles of the body's own today; who lost a role loses the papers at once.

    The body is locked before anything is read: see `meetings.audiences.sync_audiences`.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    day = body.today()
    wanted: dict[str, set[UUID]] = {
        streams.body(body.pk): people.people_with_role(body, SECRETARIAT_ROLES, day)
    }
    rows = BodyRole.objects.on(day).filter(
        body=body, role=BodyRole.Role.SUBMITTER, organisation__isnull=False
    )
    for organisation_id, person_id in rows.values_list("organisation_id", "person_id"):
        wanted.setdefault(of_organisation(body.pk, organisation_id), set()).add(person_id)
    for name in Group.objects.filter(name__startswith=f"body:{body.pk}:from:").values_list("name", flat=True):
        wanted.setdefault(name, set())
    users = people.users_of(set().union(*wanted.values()))
    for name, persons in wanted.items():
        audiences.replace(name, [users[person].pk for person in persons if person in users])
