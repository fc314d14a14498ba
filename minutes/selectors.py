"""Reads of minutes for a viewer, in a fixed number of queries."""

from difflib import ndiff
from typing import Any

from django.db.models import QuerySet

from meetings.models import Sitting
from minutes.contents import contents_of
from minutes.models import Minutes, MinutesBlock
from minutes.sheet import MinutesSheet, sheet_of


def sheet_for(minutes: Minutes) -> MinutesSheet:
    """What is printed: the frozen revision of approved minutes, the draft as it stands otherwise."""
    if minutes.is_approved:
        frozen = minutes.revisions.order_by("-number").values_list("contents", flat=True).first()
        if frozen is not None:
            return sheet_of(frozen)
    return sheet_of(contents_of(minutes))


def minutes_of(sitting: Sitting) -> Minutes | None:
    """The minutes of a sitting, with sitting and body joined."""
    rows = Minutes.objects.select_related("sitting__body__secretariat", "paper")
    return rows.filter(sitting=sitting).first()


def blocks_of(minutes: Minutes) -> QuerySet[MinutesBlock]:
    """The blocks in printing order."""
    return minutes.blocks.order_by("order")


def differences(block: MinutesBlock) -> list[dict[str, Any]]:
    """What the record says now against what it said when the own text was written: lines gone and come."""
    if not block.has_moved:
        return []
    lines = ndiff(block.edited_from.split("\n"), block.generated.split("\n"))
    return [{"is_new": line[0] == "+", "text": line[2:]} for line in lines if line[0] in "+-"]


def compared(theirs: str, yours: str) -> list[dict[str, Any]]:
    """Two texts line by line: `only` is "theirs", "yours" or empty for what both have."""
    marks = {"-": "theirs", "+": "yours", " ": ""}
    lines = ndiff(theirs.split("\n"), yours.split("\n"))
    return [{"only": marks[line[0]], "text": line[2:]} for line in lines if line[0] in marks]
