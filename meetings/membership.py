"""Who counts among all members right now: persons with a seat of today, by the sitting's rule set.

A seat that ended stays on the roster (the person was there, and the minutes say so) but counts no longer, in the
quorum as in the next vote; one that began is added while the sitting goes on (`services.follow_seats`).
"""

from datetime import date

from django.db.models import Q

from accounts.models import Seat
from core import clock
from meetings.models import RosterEntry, Sitting
from regulations.parameters import RuleParameters
from regulations.selectors import parameters_for

MEMBER = Q(role=RosterEntry.Role.MEMBER, removed_at=None)


def day_of(sitting: Sitting) -> date:
    """The day by whose seats members are counted: today while it is held, its own before, its last one after."""
    if sitting.closed_at is not None:
        return clock.local_day(sitting.closed_at)
    return sitting.body.today() if sitting.opened_at is not None else sitting.day


def rules_of(sitting: Sitting) -> RuleParameters:
    """The parameters of the sitting's rule set, read once for one row in hand."""
    known: dict[str, RuleParameters] = sitting.__dict__.setdefault("_rules_known", {})
    if sitting.rule_set not in known:
        known[sitting.rule_set] = parameters_for(sitting.rule_set)
    return known[sitting.rule_set]


def gone(sitting: Sitting) -> Q:
    """The entries of those who are members no more: their seat has ended, and they hold no other one today. They stay
    on the roster, because they were there, and have no right by it, nor has who came in their place.
    """
    day = sitting.body.today()
    seated = Seat.objects.on(day).filter(body=sitting.body_id).values("person")
    ended = Q(role=RosterEntry.Role.MEMBER, seat__valid_to__lte=day) & ~Q(person__in=seated)
    principal = Q(
        role=RosterEntry.Role.SUBSTITUTE,
        substitute_for__role=RosterEntry.Role.MEMBER,
        substitute_for__seat__valid_to__lte=day,
    )
    return ended | (principal & ~Q(substitute_for__person__in=seated))


def counted(sitting: Sitting) -> Q:
    """The entries of those who count in N."""
    day = day_of(sitting)
    still = Q(seat__valid_to__isnull=True) | Q(seat__valid_to__gt=day)
    found = MEMBER & Q(seat__can_vote=True) & still
    if rules_of(sitting).acting_minister == "not_counted":
        found &= Q(seat__is_acting=False)
    return found
