"""Who is in which audience of a sitting. A change of roster or roles touches memberships only."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts import selectors as people
from accounts.access import SECRETARIAT_ROLES
from accounts.models import Mandate
from core.registries import WAITING_OUTSIDE, step_taken
from meetings import inner
from meetings.membership import gone
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

    During an internal part only those named for it are in any audience; the others wait outside. Who was named for a
    part reads its papers afterwards as long as any right to the sitting is left.

    The groups of items are the agenda's: it follows by the step "sync_audiences". The sitting is locked before
    anything is read, or who was just taken out would be put in again by a change that looked a moment earlier.
    """
    now = Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
    sitting.internal_part = now.internal_part
    wanted = _persons(sitting)
    everybody = set().union(*wanted.values())
    named = inner.named_now(sitting)
    if named is not None:
        wanted = {audience: persons & named for audience, persons in wanted.items()}
    groups = {sitting.stream(audience): persons for audience, persons in wanted.items()}
    groups[streams.waiting(sitting.pk)] = _waiting(sitting, everybody, named)
    groups |= _of_parts(sitting, everybody)
    users = people.users_of(set().union(everybody, *groups.values()))
    for name, persons in groups.items():
        audiences.replace(name, [users[p].pk for p in persons if p in users])
    step_taken("sync_audiences", sitting)


def _waiting(sitting: Sitting, everybody: set[UUID], named: set[UUID] | None) -> set[UUID]:
    """Who waits outside: to be called in, and during an internal part everybody who isn't named for it."""
    called: set[UUID] = set().union(*(ask(sitting) for ask in WAITING_OUTSIDE.all("of")))
    if named is None:
        return called - everybody
    return (everybody | set(_invited(sitting).values_list("person_id", flat=True))) - named


def _of_parts(sitting: Sitting, everybody: set[UUID]) -> dict[str, set[UUID]]:
    """Those named for each internal part so far, without who has no right to the sitting any more."""
    parts = sitting.internal_parts.prefetch_related("persons")
    persons = {part.stream: {row.person_id for row in part.persons.all()} for part in parts}
    if not persons:
        return {}
    welcome = everybody | set(_invited(sitting).values_list("person_id", flat=True))
    return {name: named & welcome for name, named in persons.items()}


def _invited(sitting: Sitting) -> QuerySet[RosterEntry]:
    return sitting.roster.filter(removed_at=None, role=Role.INVITEE)


def _persons(sitting: Sitting) -> dict[str, set[UUID]]:
    by_role: dict[str, set[UUID]] = {}
    entries = sitting.roster.filter(removed_at=None)
    left = set(entries.filter(gone(sitting)).values_list("person_id", flat=True))
    rows = entries.exclude(person__in=left)
    for person_id, role in rows.values_list("person_id", "role"):
        by_role.setdefault(role, set()).add(person_id)

    def of(*roles: str) -> set[UUID]:
        return set().union(*(by_role.get(role, set()) for role in roles))

    office = people.people_with_role(sitting.body, SECRETARIAT_ROLES, sitting.body.today())
    aides = people.agents_of(sitting.body, of(*READ_FOR), Mandate.Scope.READ, sitting.body.today())
    let_in = sitting.shown_at is not None and sitting.state != Sitting.State.CANCELLED
    return {
        streams.CHAIR: ({sitting.presider_id} - left) | of(Role.HELPER),
        streams.SECRETARIAT: office | of(Role.STAFF),
        streams.MEMBERS: of(Role.MEMBER, Role.SUBSTITUTE) if let_in else set(),
        streams.OBSERVERS: of(Role.STANDING_INVITEE) | aides if let_in else set(),
    }
