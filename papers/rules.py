"""Decisions about papers, from plain values."""

import logging
from collections.abc import Sequence

from core.deed import Deed
from papers.errors import (
    ClassificationTooHigh,
    NothingToRecognise,
    PaperIncomplete,
    PaperWithdrawn,
    ReasonMissing,
    StillBeingPrepared,
)
from papers.models import Classification, Paper, PaperVersion, classifications_up_to

log = logging.getLogger("ecabinet.ceiling")

# From here up nothing is kept by a browser and nothing is told in events (Law 117/2025/QH15).
STATE_SECRETS: Sequence[str] = (
    Classification.SECRET,
    Classification.TOP_SECRET,
    Classification.ABSOLUTE_SECRET,
)


def ensure_within_ceiling(classification: str, ceiling: str, deed: Deed | None = None) -> None:
    """Raise `ClassificationTooHigh` above what this installation may hold; every try stands in the log."""
    if classification not in classifications_up_to(ceiling):
        note_above_ceiling(classification, ceiling, deed)
        raise ClassificationTooHigh(classification=Classification(classification).label)


def note_above_ceiling(classification: str, ceiling: str, deed: Deed | None = None) -> None:
    """Write into the log that somebody tried to bring in more than this installation may hold, and who where known."""
    who = (deed.name, deed.actor_id, deed.way) if deed else ()
    log.warning("above the ceiling %s, refused: %s %s", ceiling, classification, who)


def ensure_titled(title: str) -> None:
    """Raise `PaperIncomplete` for an empty title."""
    if not title:
        raise PaperIncomplete(field="title")


def ensure_not_withdrawn(paper: Paper) -> None:
    """Raise `PaperWithdrawn`."""
    if paper.state == Paper.State.WITHDRAWN:
        raise PaperWithdrawn(title=paper.title)


def ensure_has_scans(version: PaperVersion, title: str) -> None:
    """Raise `StillBeingPrepared` before its pages are there, `NothingToRecognise` without a scanned page left."""
    if version.preparation in (PaperVersion.Preparation.WAITING, PaperVersion.Preparation.CONVERTING):
        raise StillBeingPrepared(title=title)
    if not version.is_readable or not version.pages_unsearchable:
        raise NothingToRecognise(title=title)


def ensure_reason(reason: str) -> None:
    """Raise `ReasonMissing` for an empty reason."""
    if not reason:
        raise ReasonMissing(field="reason")


def is_state_secret(classification: str) -> bool:
    """Is it a state secret (mật, tối mật, tuyệt mật)?"""
    return classification in STATE_SECRETS


def title_from_name(name: str) -> str:
    """A first title for a file: its name without the ending, underscores as spaces."""
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split())[:300]
