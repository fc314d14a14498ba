"""By whose mandate somebody speaks in the sitting."""

from accounts.models import Mandate
from meetings.models import RosterEntry
from meetings.rules import PRESENT


def principal_of(entry: RosterEntry) -> str:
    """The post of the absent member who gave `entry` a mandate to speak that holds today; empty if there is none.

    A member who is here speaks for himself. Of several principals it is the first by precedence.
    """
    body = entry.sitting.body
    held = Mandate.objects.on(body.today()).filter(
        body=body, agent=entry.person_id, scope=Mandate.Scope.SPEAK
    )
    principals = entry.sitting.roster.filter(
        removed_at=None, role=RosterEntry.Role.MEMBER, person__in=held.values("principal")
    )
    absent = principals.exclude(presence__where__in=PRESENT).order_by("order", "name")
    return absent.values_list("post_title", flat=True).first() or ""
