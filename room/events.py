"""What is told from the room: the page shown, who asks for the floor and has it, what the wall shows."""

from dataclasses import dataclass, field
from typing import Any

from realtime.events import Payload, event


@event("room.page_shown")
@dataclass(frozen=True)
class PageShown(Payload):
    """The presider turned to a page (None: shows none any more)."""

    paper: dict[str, Any] | None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the room's part."""
        return {"room": {"paper": self.paper}}


@dataclass(frozen=True)
class _SpeakersTold(Payload):
    """Facts of some speakers; null takes one off the list."""

    speakers: dict[str, Any] = field(default_factory=dict)

    def patch(self) -> dict[str, Any]:
        """Merge patch on the room's part."""
        return {"room": {"speakers": self.speakers}}


@event("room.speech_asked")
class SpeechAsked(_SpeakersTold):
    """Somebody asked for the floor."""


@event("room.request_withdrawn")
class RequestWithdrawn(_SpeakersTold):
    """Somebody no longer asks for the floor."""


@event("room.speakers_reordered")
class SpeakersReordered(_SpeakersTold):
    """The queue was put in another order."""


@event("room.speaker_called")
class SpeakerCalled(_SpeakersTold):
    """Somebody has the floor."""


@event("room.speech_ended")
@dataclass(frozen=True)
class SpeechEnded(_SpeakersTold):
    """The floor is free; with it, how long that person has spoken on the item."""

    spoken: dict[str, Any] = field(default_factory=dict)

    def patch(self) -> dict[str, Any]:
        """Merge patch on the room's part."""
        return {"room": {"speakers": self.speakers, "spoken": self.spoken}}


@event("room.speech_paused")
class SpeechPaused(_SpeakersTold):
    """The speaker's time stands still."""


@event("room.speech_resumed")
class SpeechResumed(_SpeakersTold):
    """The speaker's time runs on."""


@event("room.speech_extended")
class SpeechExtended(_SpeakersTold):
    """The speaker has more time."""


@event("room.queue_cleared")
class QueueCleared(SpeechEnded):
    """The item ended, and with it everything asked for on it and the times spoken."""


@event("room.floor_told")
class FloorTold(SpeechEnded):
    """An item is before the sitting: who waits, and what was spoken on it before."""


@event("room.points_told")
@dataclass(frozen=True)
class PointsTold(Payload):
    """Conference points and who sits there; null takes one away."""

    points: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on the room's part."""
        return {"room": {"points": self.points}}


@event("room.point_link_changed")
@dataclass(frozen=True)
class PointLinkChanged(Payload):
    """A conference point is connected, or its line broke."""

    links: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on the room's part."""
        return {"room": {"links": self.links}}


@event("room.display_set")
@dataclass(frozen=True)
class DisplaySet(Payload):
    """What the wall shows now."""

    mode: str
    message: str | None
    item: str | None = None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the room's part."""
        return {"room": {"display": {"mode": self.mode, "message": self.message, "item": self.item}}}


@dataclass(frozen=True)
class _FunctionsTold(Payload):
    """Holders of functions of the desk; null where nobody holds one."""

    functions: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on the desk's own part."""
        return {"desk": self.functions}


@event("room.function_taken")
class FunctionTaken(_FunctionsTold):
    """Somebody at the desk holds a function from now on."""


@event("room.function_released")
class FunctionReleased(_FunctionsTold):
    """The holder fell silent; the function is free."""


@event("room.line_sent")
@dataclass(frozen=True)
class LineSent(Payload):
    """A one-line note, on the streams of sender and receivers only."""

    lines: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on the person's document."""
        return {"lines": self.lines}


@event("room.lines_put_away")
class LinesPutAway(LineSent):
    """The sitting is closed: its notes are gone from every page."""
