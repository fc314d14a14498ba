"""How a vote by paper ballots is marked wherever it is shown, told or printed."""

from collections.abc import Mapping
from typing import Any

from voting.models import PaperCount, Poll

MARK = "Biểu quyết bằng phiếu giấy"
MARK_EN = "Vote by paper ballots"


def counted_facts(first: PaperCount, second: PaperCount) -> dict[str, Any]:
    """What is kept with the tally: who entered the count, who counted, when, and how many ballots there were."""
    return {
        "entered_by": [first.name, second.name],
        "tellers": list(first.tellers),
        "counted_at": first.counted_at.isoformat(),
        "issued": first.issued,
        "returned": first.returned,
        "round": first.round,
    }


def counted(poll: Poll) -> Mapping[str, Any]:
    """`counted_facts` as stored; empty until the count is accepted."""
    return poll.tally.get("by_hand") or {}


def mark(told: Mapping[str, Any]) -> str:
    """ "Biểu quyết bằng phiếu giấy (nhập hai lần độc lập bởi … và …)"; `told` as `counted_facts`, or empty."""
    return f"{MARK} (nhập hai lần độc lập bởi {' và '.join(told['entered_by'])})" if told else MARK


def mark_en(told: Mapping[str, Any]) -> str:
    """`mark` in English."""
    return (
        f"{MARK_EN} (entered twice independently by {' and '.join(told['entered_by'])})" if told else MARK_EN
    )
