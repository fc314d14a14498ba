"""Decisions about papers, from plain values."""

from collections.abc import Sequence

from papers.errors import ClassificationTooHigh, PaperIncomplete, PaperWithdrawn, ReasonMissing
from papers.models import Classification, Paper, classifications_up_to

# From here up nothing is kept by a browser and nothing is told in events (Law 117/2025/QH15).
STATE_SECRETS: Sequence[str] = (
    Classification.SECRET,
    Classification.TOP_SECRET,
    Classification.ABSOLUTE_SECRET,
)


def ensure_within_ceiling(classification: str, ceiling: str) -> None:
    """Raise `ClassificationTooHigh` above what this installation may hold."""
    if classification not in classifications_up_to(ceiling):
        raise ClassificationTooHigh(classification=Classification(classification).label)


def ensure_titled(title: str) -> None:
    """Raise `PaperIncomplete` for an empty title."""
    if not title:
        raise PaperIncomplete(field="title")


def ensure_not_withdrawn(paper: Paper) -> None:
    """Raise `PaperWithdrawn`."""
    if paper.state == Paper.State.WITHDRAWN:
        raise PaperWithdrawn(title=paper.title)


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
