"""Who is in which audience of a sitting. A change of roster or roles touches memberships only."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts import selectors as people
from accounts.access import SECRETARIAT_ROLES
from accounts.models import Mandate, Seat
from core.registries import step_taken
from meetings.models import RosterEntry, Sitting
from realtime import audiences, streams

Role = RosterEntry.Role
# Whose aides may read along: those who themselves read the whole sitting.
READ_FOR = (Role.MEMBER, Role.SUBSTITUTE, Role.STANDING_INVITEE)


@transaction.atomic
def sync_audiences(sitting: Sitting) -> None:
    """Make the groups match roster and roles: the secretariat and the chair from the creation on, members and
    standing invitees once they are let in (`shown_at`). Who loses an audience loses it at once.

    An aide with a mandate to read observes: the agenda and the papers, no names in a vote, no minutes, no floor.

    The groups of items are the agenda's: it follows by the step "sync_audiences". The sitting is locked before
    anything is read, or who was just taken out would be put in again by a change that looked a moment earlier.
    """
    Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
    wanted = _persons(sitting)
    users = people.users_of(set().union(*wanted.values()))
    for audience, persons in wanted.items():
        audiences.replace(sitting.stream(audience), [users[p].pk for p in persons if p in users])
    step_taken("sync_audiences", sitting)


def _persons(sitting: Sitting) -> dict[str, set[UUID]]:
    by_role: dict[str, set[UUID]] = {}
    today = sitting.body.today()
    seated = Seat.objects.on(today).filter(body=sitting.body).values("person")
    gone = Q(role=Role.MEMBER, seat__valid_to__lte=today) & ~Q(person__in=seated)  # no member any more
    rows = sitting.roster.filter(removed_at=None).exclude(gone)
    for person_id, role in rows.values_list("person_id", "role"):
        by_role.setdefault(role, set()).add(person_id)

    def of(*roles: str) -> set[UUID]:
        return set().union(*(by_role.get(role, set()) for role in roles))

    office = people.people_with_role(sitting.body, SECRETARIAT_ROLES, sitting.body.today())
    aides = people.agents_of(sitting.body, of(*READ_FOR), Mandate.Scope.READ, sitting.body.today())
    let_in = sitting.shown_at is not None and sitting.state != Sitting.State.CANCELLED
    return {
        streams.CHAIR: {sitting.presider_id} | of(Role.HELPER),
        streams.SECRETARIAT: office | of(Role.STAFF),
        streams.MEMBERS: of(Role.MEMBER, Role.SUBSTITUTE) if let_in else set(),
        streams.OBSERVERS: of(Role.STANDING_INVITEE) | aides if let_in else set(),
    }
