"""Events of a sitting and of its roster: merge patches on the documents of its streams (`facts.py` has the shape)."""

from dataclasses import dataclass
from typing import Any

from realtime.events import Payload, event


@dataclass(frozen=True, slots=True)
class SittingPatch(Payload):
    """The whole "sitting" block, for a step that may touch any of it."""

    sitting: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """The block replaces itself name by name."""
        return {"sitting": self.sitting}


@event("sitting.edited")
class SittingEdited(SittingPatch):
    """Title, time, place, presider or kind changed."""


@event("sitting.called")
class SittingCalled(SittingPatch):
    """The invitations went out."""


@event("sitting.cancelled")
class SittingCancelled(SittingPatch):
    """It won't be held."""


@event("sitting.opened")
class SittingOpened(SittingPatch):
    """The presider opened it."""


@event("sitting.suspended")
class SittingSuspended(SittingPatch):
    """Recess; `continues_at` says until when, if known."""


@event("sitting.continued")
class SittingContinued(SittingPatch):
    """The recess is over."""


@event("sitting.closed")
class SittingClosed(SittingPatch):
    """It is over."""


@event("sitting.resumed")
class SittingResumed(SittingPatch):
    """Opened again within ten minutes of a closing by mistake."""


@event("sitting.chair_handed_over")
class ChairHandedOver(SittingPatch):
    """Somebody else presides from now on."""


@event("sitting.chair_returned")
class ChairReturned(SittingPatch):
    """The head of the body presides again."""


@dataclass(frozen=True, slots=True)
class RosterPatch(Payload):
    """Seats and, for the desk, the others; a person taken off is None. Quorum and totals follow."""

    seats: dict[str, Any]
    invitees: dict[str, Any]
    totals: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Only what is there; an audience that may not see invitees gets a payload without them."""
        made = {"seats": self.seats, "invitees": self.invitees, "sitting": self.totals}
        return {name: block for name, block in made.items() if block}


@event("roster.changed")
class RosterChanged(RosterPatch):
    """People came on the roster or were taken off it."""


@event("invitation.replied")
class InvitationReplied(RosterPatch):
    """A reply came in, or leave was approved; a substitute may come or go with it."""


@event("presence.changed")
class PresenceChanged(RosterPatch):
    """Somebody came, joined online, left, or the connection was lost or came back."""


@event("sitting.link_changed")
@dataclass(frozen=True, slots=True)
class LinkChanged(Payload):
    """A side of the sitting fell silent together, or came back (then None)."""

    link: dict[str, Any] | None

    def patch(self) -> dict[str, Any]:
        """The whole block, or its end."""
        return {"link": self.link}


@event("pass.changed")
@dataclass(frozen=True, slots=True)
class PassesChanged(Payload):
    """A guest's link or a seat code was issued, used, mistyped or ended: numbers only, whose it is tells the page."""

    passes: dict[str, int]

    def patch(self) -> dict[str, Any]:
        """All the numbers."""
        return {"passes": self.passes}


@dataclass(frozen=True, slots=True)
class InternalPartTold(Payload):
    """What an internal part makes of a stream's document."""

    change: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """As it was worked out for the stream."""
        return self.change


@event("sitting.internal_part_started")
class InternalPartStarted(InternalPartTold):
    """Only the named stay; the wall goes neutral."""


@event("sitting.internal_part_ended")
class InternalPartEnded(InternalPartTold):
    """Everybody comes back; what belongs to the part goes out of every common document."""


@event("sitting.admitted_inside")
class AdmittedInside(InternalPartTold):
    """One more is named."""
