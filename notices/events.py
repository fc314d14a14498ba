"""What reaches a person's own stream about notices."""

from dataclasses import dataclass
from typing import Any

from realtime.events import Payload, event


@dataclass(frozen=True, slots=True)
class NoticePatch(Payload):
    """Lines waiting for the person, keyed by batch; a read one is None."""

    notices: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Only the lines that changed."""
        return {"notices": self.notices}


@event("notice.sent")
class NoticeSent(NoticePatch):
    """A new line. The same facts for everybody of the batch, so that a thousand readers cost one body."""


@event("notice.read")
class NoticeRead(NoticePatch):
    """The person has read lines."""


def line_facts(kind: str, url: str, facts: dict[str, Any]) -> dict[str, Any]:
    """What the stream says of one line: language-free, without what only one recipient may know."""
    return {"kind": kind, "url": url, "title": str(facts.get("title", ""))}
