"""Events of dossiers on the secretariat's stream. No titles: a dossier may be about a secret."""

from dataclasses import dataclass
from typing import Any

from dossiers.models import Dossier
from realtime.events import Payload, event


def dossier_facts(dossier: Dossier) -> dict[str, Any]:
    """`{"state", "urgency", "number", "version"}`, as the desk shows them."""
    return {
        "state": dossier.state,
        "urgency": dossier.urgency,
        "number": dossier.number,
        "version": dossier.version,
    }


@dataclass(frozen=True, slots=True)
class DossierPatch(Payload):
    """`{dossier id: facts}`."""

    dossiers: dict[str, dict[str, Any]]

    def patch(self) -> dict[str, Any]:
        """Merges into the document's "dossiers"."""
        return {"dossiers": self.dossiers}


@event("dossier.submitted")
class DossierSubmitted(DossierPatch):
    """A ministry handed it in."""


@event("dossier.verified")
class DossierVerified(DossierPatch):
    """It is in order."""


@event("dossier.returned")
class DossierReturned(DossierPatch):
    """Back to the ministry, with reasons."""


@event("dossier.withdrawn")
class DossierWithdrawn(DossierPatch):
    """Taken back."""


@event("dossier.moved")
class DossierMoved(DossierPatch):
    """It came onto an agenda, or was concluded."""
