"""Reads of minutes for a viewer, in a fixed number of queries."""

from datetime import datetime
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
    """The blocks in printing order, without the annexes of internal parts."""
    return minutes.blocks.filter(internal_part=None).order_by("order")


def annex_blocks(minutes: Minutes, number: int) -> QuerySet[MinutesBlock]:
    """The blocks of the annex of one internal part."""
    return minutes.blocks.filter(internal_part=number).order_by("order")


def changed_since(minutes: Minutes, moment: datetime, but_by: str) -> str | None:
    """Who changed a block last after `moment`, leaving out one name; None if nobody did."""
    rows = minutes.blocks.filter(edited_at__gt=moment, internal_part=None).exclude(edited_by=but_by)
    return rows.order_by("-edited_at").values_list("edited_by", flat=True).first()


def differences(block: MinutesBlock) -> list[dict[str, Any]]:
    """What the record says now against what it said when the own text was written: parts gone and come.

    A line is compared part by part (";" parts them), so that of a long list only the names that changed show.
    """
    if not block.has_moved:
        return []
    changed = ndiff(_parts(block.edited_from), _parts(block.generated))
    return [{"is_new": line[0] == "+", "text": line[2:]} for line in changed if line[0] in "+-"]


def _parts(text: str) -> list[str]:
    return [part.strip().rstrip(";.") for line in text.split("\n") for part in line.split("; ")]


def compared(theirs: str, yours: str) -> list[dict[str, Any]]:
    """Two texts line by line: `only` is "theirs", "yours" or empty for what both have."""
    marks = {"-": "theirs", "+": "yours", " ": ""}
    lines = ndiff(theirs.split("\n"), yours.split("\n"))
    return [{"only": marks[line[0]], "text": line[2:]} for line in lines if line[0] in marks]
