"""The sixteen roles every address is tried with, cast around one sitting.

`cast()` makes them; `Cast.users[name]` is a user, or None for the anonymous one. A role that has no part
in the body (other agency, interchange) really has none: the matrix checks that nothing shows to it.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from accounts.models import Body, BodyRole, Clearance, Mandate, User
from core import clock
from meetings import services
from meetings.models import RosterEntry, Sitting
from tests.factories import people, sittings

Role = BodyRole.Role
NAMES = (
    "chair",
    "deputy",
    "member",
    "substitute",
    "delegate",
    "secretariat_lead",
    "clerk",
    "drafter",
    "observer",
    "teller",
    "clearance_admin",
    "system_admin",
    "interchange",
    "other_agency",
    "revoked",
    "anonymous",
)


@dataclass
class Cast:
    """One called sitting of a body of five, and everybody around it."""

    body: Body
    sitting: Sitting
    users: dict[str, User | None] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        """The user of a role; raises KeyError for an unknown name, AssertionError for nobody."""
        found = self.users[name]
        assert found is not None, f"{name} has no account"
        return found


def cast(members: int = 5) -> Cast:
    """Make the sixteen. The fifth member asked leave and sends the substitute."""
    body = people.government(max(members, 5))
    chair, deputy, member, _fourth, absent = people.members_of(body)[:5]
    lead = people.staff(body, Role.SECRETARIAT_LEAD)
    clerk = people.staff(body, Role.RECORDS_CLERK)
    drafter = people.staff(body, Role.SUBMITTER, organisation=people.organisation())
    teller = people.staff(body, Role.MINUTES)
    system_admin = people.staff(body, Role.ADMINISTRATOR)
    clearance_admin = people.staff(body, Role.AUDITOR)
    substitute, delegate, observer, other = (people.user() for _number in range(4))
    today = body.today()
    for scope in (Mandate.Scope.PREPARE, Mandate.Scope.READ):
        people.mandate(body, member, delegate, scope)
    Clearance.objects.create(person=clearance_admin.person, level="internal", valid_from=people.FOUNDED)
    revoked = people.user()
    people.role(body, Role.CONDUCT, revoked.person, valid_to=today - timedelta(days=1))
    made = sittings.sitting(body)
    deed = sittings.deed_in(body)
    services.add_to_roster(
        deed, made, observer.person, RosterEntry.Role.STANDING_INVITEE, post_title="Chủ tịch nước"
    )
    made = services.call_sitting(deed, made)
    services.reply_to_invitation(
        sittings.deed_in(body, absent),
        sittings.entry_of(made, absent),
        RosterEntry.Mode.SUBSTITUTED,
        reason="Đi công tác nước ngoài",
        substitute=substitute.person,
        substitute_post="Thứ trưởng",
    )
    users = {
        "chair": chair,
        "deputy": deputy,
        "member": member,
        "substitute": substitute,
        "delegate": delegate,
        "secretariat_lead": lead,
        "clerk": clerk,
        "drafter": drafter,
        "observer": observer,
        "teller": teller,
        "clearance_admin": clearance_admin,
        "system_admin": system_admin,
        "interchange": people.user(username=f"truc-lien-thong-{clock.real():%f}"),
        "other_agency": other,
        "revoked": revoked,
        "anonymous": None,
    }
    return Cast(body=body, sitting=made, users=users)
