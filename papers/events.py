"""Events of papers: how far a version is. No titles: a classified title is in no event."""

from dataclasses import dataclass
from typing import Any

from papers.models import PaperVersion
from realtime.events import Payload, event


def preparation_facts(version: PaperVersion) -> dict[str, Any]:
    """`{"paper", "number", "state", "done", "pages", "note", "scanned", "recognised", "recognition"}` of one version,
    as pages and events show it.
    """
    return {
        "paper": str(version.paper_id),
        "number": version.number,
        "state": version.preparation,
        "done": version.pages_done,
        "pages": version.page_count,
        "note": version.preparation_note,
        "scanned": version.scanned_pages,
        "recognised": version.recognised_pages,
        "recognition": version.recognition,
    }


@dataclass(frozen=True, slots=True)
class PreparationMoved(Payload):
    """A version is being converted or read, is ready, or couldn't be; `{version id: facts}`."""

    versions: dict[str, dict[str, Any]]

    def patch(self) -> dict[str, Any]:
        """Merges into the document's "preparing"."""
        return {"preparing": self.versions}


@event("paper.version_added")
class VersionAdded(PreparationMoved):
    """A file came in as a new version and waits for conversion."""


@event("paper.preparation_moved")
class PreparationProgressed(PreparationMoved):
    """Some pages more."""


@event("paper.version_ready")
class VersionReady(PreparationMoved):
    """It can be read (whole or as a quick view), or `state` says that it couldn't be made readable."""


@event("paper.recognition_moved")
class RecognitionMoved(PreparationMoved):
    """The recognition of scanned pages was asked for, some pages more are recognised, or it is over."""
