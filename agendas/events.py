"""What is told when an agenda changes. `items` maps item ids to facts (null: not there any more)."""

from dataclasses import dataclass, field
from typing import Any

from realtime.events import Payload, event


@dataclass(frozen=True)
class _ItemsTold(Payload):
    """Facts of some items; `agenda`, `room`, `sitting` and `lines` are the small parts that go with them."""

    items: dict[str, Any] = field(default_factory=dict)
    agenda: dict[str, Any] | None = None
    room: dict[str, Any] | None = None
    clears_room: bool = False
    sitting: dict[str, Any] | None = None
    lines: dict[str, Any] | None = None

    def patch(self) -> dict[str, Any]:
        """Merge patch on a sitting's or an item's document."""
        told: dict[str, Any] = {"items": self.items}
        if self.agenda is not None:
            told["agenda"] = self.agenda
        if self.room is not None or self.clears_room:
            told["room"] = self.room
        if self.sitting is not None:
            told["sitting"] = self.sitting
        if self.lines:
            told["lines"] = self.lines
        return told


@event("agenda.published")
class AgendaWasPublished(_ItemsTold):
    """The agenda went out: all its items, and the revision."""


@event("agenda.items_changed")
class ItemsChanged(_ItemsTold):
    """Items were added, edited, put in another order or removed."""


@event("agenda.late_item_inserted")
class LateItemInserted(_ItemsTold):
    """An item came after publication."""


@event("agenda.item_withdrawn")
class ItemWithdrawn(_ItemsTold):
    """An item was struck through, with the reason."""


@event("agenda.paper_replaced")
class PaperReplaced(_ItemsTold):
    """A published paper has a new version."""


@event("agenda.paper_handed_out")
class PaperHandedOut(_ItemsTold):
    """A paper came after publication."""


@event("agenda.paper_recalled")
class PaperWasRecalled(_ItemsTold):
    """A paper was taken back from its readers; devices forget its pages."""


@event("agenda.item_started")
class ItemStarted(_ItemsTold):
    """The sitting turned to an item."""


@event("agenda.item_ended")
class ItemEnded(_ItemsTold):
    """An item has its ending; nothing is before the sitting now."""


@event("agenda.item_resumed")
class ItemResumed(_ItemsTold):
    """A wrongly ended item is discussed again."""


@event("agenda.conclusion_recorded")
@dataclass(frozen=True)
class ConclusionRecorded(Payload):
    """The presider's conclusion was written down: for the desk and the chair."""

    item: str
    text: str
    version: int

    def patch(self) -> dict[str, Any]:
        """Merge patch on the secretariat's and the chair's document."""
        return {"conclusions": {self.item: {"text": self.text, "version": self.version}}}


@event("agenda.approval_changed")
@dataclass(frozen=True)
class ApprovalChanged(Payload):
    """The draft was approved, or an edit made the approval void: for the desk."""

    state: str
    approved_by: str | None
    approved_at: str | None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the secretariat's document."""
        return {
            "agenda": {
                "state": self.state,
                "approved_by": self.approved_by,
                "approved_at": self.approved_at,
            }
        }


@event("agenda.script_written")
@dataclass(frozen=True)
class ScriptWritten(Payload):
    """The presider's script of an item changed: for the chair only."""

    item: str
    script: dict[str, Any] | None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the chair's document."""
        return {"scripts": {self.item: self.script}}


@event("agenda.sitting_told")
@dataclass(frozen=True)
class SittingTold(Payload):
    """The course of the sitting, as far as the invitees of one item follow it."""

    sitting: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on an item's document."""
        return {"sitting": self.sitting}


@event("sitting.progress_told")
@dataclass(frozen=True, slots=True)
class ProgressTold(Payload):
    """For those who wait outside: which number is before the sitting, of how many."""

    items: int
    item: str | None

    def patch(self) -> dict[str, Any]:
        """Numbers, never a title."""
        return {"progress": {"items": self.items, "item": self.item}}


@dataclass(frozen=True)
class _PositionsTold(Payload):
    """Positions of members by item, whether it is apart, and the line of what that changed."""

    positions: dict[str, Any]
    lines: dict[str, Any] = field(default_factory=dict)

    def patch(self) -> dict[str, Any]:
        """Merge patch on the chair's, the secretariat's and, once open, the members' document."""
        told: dict[str, Any] = {"positions": self.positions}
        return {**told, "lines": self.lines} if self.lines else told


@event("agenda.position_stated")
class PositionStated(_PositionsTold):
    """A member stated a position, or another one."""


@event("agenda.position_withdrawn")
class PositionWithdrawn(_PositionsTold):
    """A member took a position back, or left the roster."""


@event("agenda.positions_opened")
class PositionsOpened(_PositionsTold):
    """The sitting opened: the members see what was stated before it."""


@event("agenda.block_changed")
class BlockChanged(_PositionsTold):
    """An item was taken out of the block to be discussed by itself, or put back."""


@event("agenda.own_positions_told")
@dataclass(frozen=True)
class OwnPositionsTold(Payload):
    """The member's own positions, on whatever device; None where none is left."""

    positions: dict[str, Any] | None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the person's document."""
        return {"own_positions": self.positions}


@event("agenda.speaking_note_written")
@dataclass(frozen=True)
class SpeakingNoteWritten(Payload):
    """An aide wrote what the principal may say on an item: for the principal's own devices only."""

    item: str
    note: dict[str, Any] | None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the person's document; an emptied note goes."""
        return {"speaking_notes": {self.item: self.note}}


@event("agenda.absent_opinion_recorded")
@dataclass(frozen=True)
class AbsentOpinionRecorded(Payload):
    """What a substitute stated for an absent member: for the members, the chair and the desk."""

    item: str
    substitute: str
    opinion: dict[str, Any] | None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the sitting's document; an emptied one goes."""
        return {"opinions": {self.item: {self.substitute: self.opinion}}}
