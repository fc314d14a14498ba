"""Who does a thing, for whom, and by which way: the first argument of every service.

Plain ids and printed names only: this module knows nothing of accounts, and the record stays readable after the
person has left office.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

# Of an idempotency key, in characters.
LONGEST_KEY = 64
WEB, SOCKET, JOB, COMMAND, DESK = "web", "socket", "job", "command", "desk"


def key_of(sent: str) -> str:
    """The one spelling of a key a form came with, as over the socket; what no client of ours would make is none."""
    try:
        return str(UUID(sent)) if len(sent) <= LONGEST_KEY else ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of one person, as it will stand in the record."""

    actor_id: int | None
    person_id: UUID | None
    name: str
    post: str = ""
    seat_id: UUID | None = None
    mandate_id: UUID | None = None
    on_behalf_of: str = ""
    way: str = WEB
    key: str = ""

    def with_key(self, key: str) -> "Deed":
        """The same deed under an idempotency key given by the client."""
        return replace(self, key=key)

    def by_way(self, way: str) -> "Deed":
        """The same deed, come by another way (`WEB`, `SOCKET`, `JOB`, `COMMAND`, `DESK`)."""
        return replace(self, way=way)

    def as_facts(self) -> dict[str, Any]:
        """What the audit record keeps of the doer."""
        facts = {
            "actor": self.actor_id,
            "person": str(self.person_id) if self.person_id else None,
            "name": self.name,
            "post": self.post,
            "seat": str(self.seat_id) if self.seat_id else None,
            "mandate": str(self.mandate_id) if self.mandate_id else None,
            "on_behalf_of": self.on_behalf_of,
            "way": self.way,
        }
        return {name: value for name, value in facts.items() if value not in (None, "")}


def by_system(what: str) -> Deed:
    """A deed of the product itself, such as a job; `what` names it."""
    return Deed(actor_id=None, person_id=None, name=what, way=JOB)
