"""Fixed sentences about quorum and votes, in the two languages of the product.

They are not gettext msgids: minutes print both languages whatever the reader has chosen, and the
same facts must give the same words in the room, on the tablet and in the minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from regulations.rules import Outcome, QuorumResult, Tally

Language = Literal["vi", "en"]


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


def tally_line(tally: Tally, language: Language) -> str:
    """The four counts in their fixed order."""
    counts = (tally.for_, tally.against, tally.abstain, tally.not_cast)
    labels = {
        "vi": ("Tán thành", "Không tán thành", "Không biểu quyết", "Không tham gia biểu quyết"),
        "en": ("For", "Against", "Abstain", "Did not take part"),
    }[language]
    return " · ".join(f"{label} {count}" for label, count in zip(labels, counts, strict=True))


def outcome_sentence(outcome: Outcome, language: Language) -> str:
    """The outcome as it is announced, shown and printed."""
    tally = outcome.tally
    share = (tally.for_, tally.total_members)
    if outcome.is_tie:
        return f"{_equal_votes(outcome, language)}{_TIE_ENDINGS[language][outcome.kind, tally.pm_vote]}"
    if language == "en":
        if outcome.adopted:
            members = f"{share[0]} of {share[1]} Government members voted for"
            return f"Adopted: {members} (more than half of all members needed: {outcome.needed})"
        return f"Not adopted: {share[0]} of {share[1]} for, not more than half of all members"
    votes = f"{share[0]}/{share[1]} thành viên Chính phủ biểu quyết tán thành"
    if outcome.adopted:
        condition = f"cần quá nửa tổng số thành viên Chính phủ: ít nhất {outcome.needed}"
        return f"Đã thông qua: {votes} ({condition})"
    return f"Không được thông qua: {votes}, không quá nửa tổng số thành viên Chính phủ"


def arithmetic_lines(outcome: Outcome, language: Language) -> tuple[str, ...]:
    """The sums a reader can check by hand, the legal basis last."""
    tally, half = outcome.tally, outcome.tally.total_members // 2
    sign = "≥" if tally.for_ >= outcome.needed else "<"
    if language == "en":
        return (
            f"All Government members: {tally.total_members}",
            f"Entitled when the vote opened: {tally.electors}",
            tally_line(tally, "en"),
            f"More than half of all: {tally.total_members} / 2, whole part {half}, plus 1 = {outcome.needed}",
            f"Votes for: {tally.for_} {sign} {outcome.needed}",
            *_pm_line(outcome, "en"),
            f"Legal basis: {outcome.article_en}",
        )
    return (
        f"Tổng số thành viên Chính phủ: {tally.total_members}",
        f"Có quyền biểu quyết khi bắt đầu: {tally.electors}",
        tally_line(tally, "vi"),
        f"Quá nửa tổng số: {tally.total_members} : 2, lấy phần nguyên {half}, cộng 1 = {outcome.needed}",
        f"Số tán thành: {tally.for_} {sign} {outcome.needed}",
        *_pm_line(outcome, "vi"),
        f"Căn cứ: {outcome.article}",
    )


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


_VI_PM_SIDE = "thực hiện theo ý kiến mà Thủ tướng Chính phủ đã biểu quyết"
_VI_NO_SIDE = "Thủ tướng Chính phủ {} nên không được thông qua"
_TIE_ENDINGS: dict[str, dict[tuple[str, str | None], str]] = {
    "vi": {
        ("tie_adopted", "for_"): _VI_PM_SIDE,
        ("tie_not_adopted", "against"): _VI_PM_SIDE,
        ("tie_without_pm", None): _VI_NO_SIDE.format("không tham gia biểu quyết"),
        ("tie_without_pm", "abstain"): _VI_NO_SIDE.format("không biểu quyết về bên nào"),
    },
    "en": {
        ("tie_adopted", "for_"): "decided as the Prime Minister voted",
        ("tie_not_adopted", "against"): "decided as the Prime Minister voted",
        ("tie_without_pm", None): "the Prime Minister cast no ballot, so not adopted",
        ("tie_without_pm", "abstain"): "the Prime Minister took neither side, so not adopted",
    },
}


def _pm_line(outcome: Outcome, language: Language) -> tuple[str, ...]:
    """On a tie: what the Prime Minister cast and what follows from it."""
    if not outcome.is_tie:
        return ()
    if language == "en":
        vote = {"for_": "for", "against": "against", "abstain": "abstain", None: "no ballot"}[
            outcome.tally.pm_vote
        ]
        return (f"Prime Minister: {vote}; {'adopted' if outcome.adopted else 'not adopted'}",)
    vote = {
        "for_": "tán thành",
        "against": "không tán thành",
        "abstain": "không biểu quyết",
        None: "không tham gia biểu quyết",
    }[outcome.tally.pm_vote]
    result = "đã thông qua" if outcome.adopted else "không được thông qua"
    return (f"Thủ tướng Chính phủ: {vote}; kết quả: {result}",)
