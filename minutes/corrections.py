"""How the minutes print a correction (đính chính): after the result it stands beside, which stays as it was told."""

from datetime import datetime
from typing import Any

from layouts.vietnamese import time_in_words
from regulations.rules import Tally
from regulations.words import tally_line

Facts = dict[str, Any]
_CHOICES = {
    "for_": "tán thành",
    "against": "không tán thành",
    "abstain": "không biểu quyết",
    "": "không tham gia biểu quyết",
}


def lines_of(facts: Facts) -> list[str]:
    """The lines of all corrections of one vote, in their order."""
    return [line for row in facts.get("corrections", []) for line in _lines(row)]


def _lines(row: Facts) -> list[str]:
    who = row["post"] or row["by"]
    at = time_in_words(datetime.fromisoformat(row["at"]))
    reason = str(row["reason"]).rstrip(".")
    if row["kind"] == "result":
        head = f"Đính chính kết quả (lúc {at}, {who}; lý do: {reason}): {row['sentence']}."
        changed = [f"- {one['post'] or one['name']}: {_CHOICES[one['value']]};" for one in row["changes"]]
        return [head, *changed, f"- {_counts(row['tally'])}.", *_remarks(row)]
    head = f"Đính chính điểm danh (lúc {at}, {who}; lý do: {reason}): {row['quorum']}."
    return [head, *_remarks(row)]


def _remarks(row: Facts) -> list[str]:
    return [f"- {remark.rstrip('.')}." for remark in row["remarks"]]


def _counts(tally: Facts) -> str:
    return tally_line(
        Tally(
            total_members=tally["total"],
            electors=tally["electors"],
            for_=tally["for_"],
            against=tally["against"],
            abstain=tally["abstain"],
            invalid=tally.get("invalid", 0),
            not_cast=tally["not_cast"],
        ),
        "vi",
    )
