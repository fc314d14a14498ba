"""What is told of recording: the same facts to everybody in the room, null once nothing is recorded."""

from dataclasses import dataclass
from typing import Any

from realtime.events import Payload, event


@dataclass(frozen=True)
class _RecordingTold(Payload):
    """Facts of the live recording."""

    recording: dict[str, Any] | None

    def patch(self) -> dict[str, Any]:
        """Merge patch on the sitting's document."""
        return {"recording": self.recording}


@event("recordings.ordered")
class RecordingOrdered(_RecordingTold):
    """The presider ordered the sitting to be recorded."""


@event("recordings.begun")
class RecordingBegun(_RecordingTold):
    """The desk's device takes the sound from now on."""


@event("recordings.paused")
class RecordingPaused(_RecordingTold):
    """Nothing is recorded for a while."""


@event("recordings.continued")
class RecordingContinued(_RecordingTold):
    """It is recorded again."""


@event("recordings.stopped")
class RecordingStopped(_RecordingTold):
    """Nothing is recorded any more."""


@event("recordings.item_told")
class ItemTold(_RecordingTold):
    """An item's turn begins or ends: its invitees learn whether the room is recorded, then nothing more of it."""
