"""How a vote counted by hand (on paper, by show of hands, by voice) is marked wherever it is shown, told or printed."""

from collections.abc import Mapping
from typing import Any

from voting.models import PaperCount, Poll

MARKS = {
    Poll.By.PAPER: ("Biểu quyết bằng phiếu giấy", "Vote by paper ballots"),
    Poll.By.HANDS: ("Biểu quyết bằng giơ tay, chỉ ghi số lượng", "Vote by show of hands, counts only"),
    Poll.By.VOICE: ("Biểu quyết bằng lời, chỉ ghi số lượng", "Vote by voice, counts only"),
}


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


def mark(told: Mapping[str, Any], by: str = Poll.By.PAPER) -> str:
    """ "Biểu quyết bằng phiếu giấy (nhập hai lần độc lập bởi … và …)"; `told` as `counted_facts`, or empty."""
    words = MARKS[Poll.By(by)][0]
    return f"{words} (nhập hai lần độc lập bởi {' và '.join(told['entered_by'])})" if told else words


def mark_en(told: Mapping[str, Any], by: str = Poll.By.PAPER) -> str:
    """`mark` in English."""
    words = MARKS[Poll.By(by)][1]
    return f"{words} (entered twice independently by {' and '.join(told['entered_by'])})" if told else words


def marked(outcome: dict[str, Any], by: str) -> dict[str, Any]:
    """The outcome with its way in the sentence where only counts were taken, by show of hands or by voice."""
    if by not in (Poll.By.HANDS, Poll.By.VOICE):
        return outcome
    words, words_en = MARKS[Poll.By(by)]
    sentences = {
        "sentence": f"{outcome['sentence']}. {words}",
        "sentence_en": f"{outcome['sentence_en']}. {words_en}",
    }
    return {**outcome, **sentences}
