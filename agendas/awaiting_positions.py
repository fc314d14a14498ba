"""Which items still wait for a member's position: what he finds on his own device."""

from typing import Any

from agendas.models import Agenda, AgendaItem
from agendas.positions import asked_of, missing
from meetings.models import RosterEntry, Sitting


def items_awaiting_position(user: Any) -> list[tuple[Agenda, list[AgendaItem]]]:
    """Published agendas of sittings to come with the decisions this member said nothing of, nearest first."""
    if not getattr(user, "person_id", None):
        return []
    entries = RosterEntry.objects.filter(
        person=user.person_id,
        role=RosterEntry.Role.MEMBER,
        removed_at=None,
        sitting__state__in=(Sitting.State.CALLED, Sitting.State.OPEN, Sitting.State.SUSPENDED),
        sitting__agenda__state=Agenda.State.PUBLISHED,
    )
    found = []
    for entry in entries.select_related("sitting__body", "sitting__agenda").order_by("sitting__starts_at"):
        agenda = entry.sitting.agenda
        agenda.sitting = entry.sitting
        lacking = missing(agenda, asked_of(agenda), only=entry).get(entry.pk, [])
        if lacking:
            found.append((agenda, lacking))
    return found
