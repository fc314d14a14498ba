"""Reads of sittings and rosters for a viewer."""

from django.db.models import Count, Q, QuerySet

from meetings.models import Presence, RosterEntry, Sitting
from regulations import rules as law
from regulations.rules import QuorumResult
from regulations.selectors import parameters_for

_MEMBER = Q(role=RosterEntry.Role.MEMBER, removed_at=None)


def roster(sitting: Sitting) -> QuerySet[RosterEntry]:
    """Everybody on the roster now, in order, with seat and presence joined."""
    return sitting.roster.filter(removed_at=None).select_related("seat", "presence").order_by("order", "name")


def members(sitting: Sitting) -> QuerySet[RosterEntry]:
    """The members' entries, by precedence."""
    return roster(sitting).filter(_MEMBER)


def members_present(sitting: Sitting) -> QuerySet[RosterEntry]:
    """The members who are in the room or online right now (a suspended connection isn't present)."""
    return members(sitting).filter(
        presence__where__in=[Presence.Where.ON_SITE, Presence.Where.ONLINE], seat__can_vote=True
    )


def members_total(sitting: Sitting) -> int:
    """All members who count: persons, present or not."""
    return sitting.roster.filter(_MEMBER, seat__can_vote=True).count()


def quorum_now(sitting: Sitting) -> QuorumResult | None:
    """Those present against those needed, by the sitting's rule set; None where none is asked for."""
    if not sitting.has_vote:
        return None
    where = Presence.Where
    counts = sitting.roster.filter(_MEMBER, seat__can_vote=True).aggregate(
        total=Count("pk"),
        on_site=Count("pk", filter=Q(presence__where=where.ON_SITE)),
        online=Count("pk", filter=Q(presence__where=where.ONLINE)),
    )
    if not counts["total"]:
        return None
    return law.quorum(
        parameters_for(sitting.rule_set),
        total_members=counts["total"],
        on_site=counts["on_site"],
        online=counts["online"],
    )
