"""Fixed sentences about quorum and votes, in the two languages of the product.

They are not gettext msgids: minutes print both languages whatever the reader has chosen, and the
same facts must give the same words in the room, on the tablet and in the minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from regulations.rules import Outcome, QuorumResult, Tally

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class BodyWords:
    """What the members and the head of a body are called inside the sentences."""

    members: str = "thành viên Chính phủ"
    members_en: str = "Government members"
    head: str = "Thủ tướng Chính phủ"
    head_en: str = "the Prime Minister"
    # Why there are so many members now, said beside their number.
    total_note: str = ""
    total_note_en: str = ""


GOVERNMENT = BodyWords()


def quorum_sentence(result: QuorumResult, language: Language) -> str:
    """How many members are present, of how many, and how many are needed."""
    if language == "en":
        head = "Quorum" if result.ok else "No quorum"
        return f"{head}: {result.present} of {result.total} present ({result.needed} needed)"
    if result.ok:
        head, present = "Đủ điều kiện", f"{result.present}/{result.total} thành viên"
    else:
        head, present = "Chưa đủ điều kiện", f"{result.present}/{result.total}"
    return f"{head} tiến hành phiên họp: có mặt {present} (cần ít nhất {result.needed})"


_COUNTS = {
    "vi": {
        "for_": "Tán thành",
        "against": "Không tán thành",
        "abstain": "Không biểu quyết",
        "invalid": "Không hợp lệ",
        "not_cast": "Không tham gia biểu quyết",
    },
    "en": {
        "for_": "For",
        "against": "Against",
        "abstain": "Abstain",
        "invalid": "Invalid",
        "not_cast": "Did not take part",
    },
}


def tally_line(tally: Tally, language: Language) -> str:
    """The counts in their fixed order; invalid ballots are named only where there are any."""
    labels = _COUNTS[language]
    counts = {name: getattr(tally, name) for name in labels}
    return " · ".join(
        f"{labels[name]} {count}" for name, count in counts.items() if count or name != "invalid"
    )


def outcome_sentence(outcome: Outcome, language: Language) -> str:
    """The outcome as it is announced, shown and printed."""
    tally, names = outcome.tally, outcome.names
    if outcome.is_tie:
        return f"{_equal_votes(outcome, language)}{_tie_ending(outcome, language)}"
    if language == "en":
        share = f"{tally.for_} of {tally.total_members}"
        if outcome.adopted:
            needed = f"(more than half of all members needed: {outcome.needed})"
            return f"Adopted: {share} {names.members_en} voted for {needed}"
        return f"Not adopted: {share} for, not more than half of all members"
    votes = f"{tally.for_}/{tally.total_members} {names.members} biểu quyết tán thành"
    if outcome.adopted:
        return f"Đã thông qua: {votes} (cần quá nửa tổng số {names.members}: ít nhất {outcome.needed})"
    return f"Không được thông qua: {votes}, không quá nửa tổng số {names.members}"


def arithmetic_lines(outcome: Outcome, language: Language) -> tuple[str, ...]:
    """The sums a reader can check by hand, the legal basis last."""
    tally, half = outcome.tally, outcome.tally.total_members // 2
    sign = "≥" if tally.for_ >= outcome.needed else "<"
    if language == "en":
        return (
            f"All {outcome.names.members_en}: {tally.total_members}{_noted(outcome.names.total_note_en)}",
            f"Entitled when the vote opened: {tally.electors}",
            tally_line(tally, "en"),
            f"More than half of all: {tally.total_members} / 2, whole part {half}, plus 1 = {outcome.needed}",
            f"Votes for: {tally.for_} {sign} {outcome.needed}",
            *_pm_line(outcome, "en"),
            f"Legal basis: {outcome.article_en}",
        )
    return (
        f"Tổng số {outcome.names.members}: {tally.total_members}{_noted(outcome.names.total_note)}",
        f"Có quyền biểu quyết khi bắt đầu: {tally.electors}",
        tally_line(tally, "vi"),
        f"Quá nửa tổng số: {tally.total_members} : 2, lấy phần nguyên {half}, cộng 1 = {outcome.needed}",
        f"Số tán thành: {tally.for_} {sign} {outcome.needed}",
        *_pm_line(outcome, "vi"),
        f"Căn cứ: {outcome.article}",
    )


def _noted(note: str) -> str:
    return f" ({note})" if note else ""


def _equal_votes(outcome: Outcome, language: Language) -> str:
    """What is equal, in the reading the rule set uses."""
    tally = outcome.tally
    half = outcome.tie_reading == "for_exactly_half"
    if language == "en":
        counts = (
            f"{tally.for_} for, half of {tally.total_members}"
            if half
            else f"{tally.for_} for, {tally.against} against"
        )
        return f"Equal votes ({counts}): "
    if half:
        counts = f"{tally.for_} tán thành, đúng một nửa của {tally.total_members}"
    else:
        counts = f"{tally.for_} tán thành, {tally.against} không tán thành"
    return f"Biểu quyết ngang nhau ({counts}): "


def _tie_ending(outcome: Outcome, language: Language) -> str:
    """Whose ballot decided, or why nobody's could."""
    head, silent = outcome.names.head, outcome.tally.pm_vote is None
    if outcome.tally.is_secret:
        return _secret_tie(outcome, language)
    if language == "en":
        head = outcome.names.head_en
        if outcome.kind != "tie_without_pm":
            return f"decided as {head} voted"
        return f"{head} {'cast no ballot' if silent else 'took neither side'}, so not adopted"
    if outcome.kind != "tie_without_pm":
        return f"thực hiện theo ý kiến mà {head} đã biểu quyết"
    done = "không tham gia biểu quyết" if silent else "không biểu quyết về bên nào"
    return f"{head} {done} nên không được thông qua"


def _secret_tie(outcome: Outcome, language: Language) -> str:
    """In a secret vote nobody can say how the head voted."""
    if language == "en":
        return f"the vote was secret, so how {outcome.names.head_en} voted is not known; not adopted"
    return f"biểu quyết kín nên không xác định được ý kiến của {outcome.names.head}; không được thông qua"


_VOTES = {
    "vi": {"for_": "tán thành", "against": "không tán thành", "abstain": "không biểu quyết"},
    "en": {"for_": "for", "against": "against", "abstain": "abstain"},
}


def _pm_line(outcome: Outcome, language: Language) -> tuple[str, ...]:
    """On a tie: what the head of the body cast and what follows from it."""
    if not outcome.is_tie:
        return ()
    vote = outcome.tally.pm_vote
    if language == "en":
        head = outcome.names.head_en[0].upper() + outcome.names.head_en[1:]
        silent = "not known, the vote was secret" if outcome.tally.is_secret else "no ballot"
        said = _VOTES["en"][vote] if vote else silent
        return (f"{head}: {said}; {'adopted' if outcome.adopted else 'not adopted'}",)
    silent = (
        "không xác định được vì biểu quyết kín" if outcome.tally.is_secret else "không tham gia biểu quyết"
    )
    said = _VOTES["vi"][vote] if vote else silent
    result = "đã thông qua" if outcome.adopted else "không được thông qua"
    return (f"{outcome.names.head}: {said}; kết quả: {result}",)
