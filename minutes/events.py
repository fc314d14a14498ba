"""What is told of minutes: merge patches without any text, which is fetched with the page."""

from dataclasses import dataclass
from typing import Any

from realtime.events import Payload, event


@dataclass(frozen=True)
class _MinutesTold(Payload):
    """The "minutes" block of a sitting's document, or a part of it."""

    minutes: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on the document of an audience of the sitting."""
        return {"minutes": self.minutes}


@event("minutes.filled")
class MinutesFilled(_MinutesTold):
    """Blocks were made or refilled from the record: for the secretariat."""


@event("minutes.edited")
class MinutesEdited(_MinutesTold):
    """The secretary edited, restored, added or removed a block: for the secretariat."""


@event("minutes.approved")
class MinutesWereApproved(_MinutesTold):
    """Approved by name and date: for the secretariat and the members."""


@event("minutes.issued")
class MinutesIssued(_MinutesTold):
    """The approved minutes can be read as a paper: for the secretariat and the members."""
