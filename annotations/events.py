"""Told to the owner only, on every device of the owner."""

from dataclasses import dataclass
from typing import Any

from realtime.events import Payload, event


@event("annotations.note_saved")
@dataclass(frozen=True)
class NoteSaved(Payload):
    """A private note was written."""

    target: str
    note: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on the person's document, keyed by what the note is on."""
        return {"notes": {self.target: self.note}}


@event("annotations.marks_changed")
@dataclass(frozen=True)
class MarksChanged(Payload):
    """The owner's marks on a paper changed; `count` is another one after every change, the marks are fetched."""

    paper: str
    count: int

    def patch(self) -> dict[str, Any]:
        """Merge patch on the person's document, keyed by the paper."""
        return {"marks": {self.paper: self.count}}
