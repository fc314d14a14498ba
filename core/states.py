"""Tables of allowed steps. A table is data; asking it is all there is."""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

from core.errors import Sentence, WrongStep

Steps: TypeAlias = Mapping[str, frozenset[str]]


def steps(**allowed: str) -> Steps:
    """Write a table as `draft="sent withdrawn"`: from the state on the left to each on the right."""
    return {start: frozenset(ends.split()) for start, ends in allowed.items()}


def is_step(table: Steps, start: str, end: str) -> bool:
    """May a thing go from `start` to `end`?"""
    return end in table.get(start, frozenset())


def ensure_step(table: Steps, start: str, end: str, sentence: Sentence | None = None) -> None:
    """Raise `WrongStep` unless the table allows the step."""
    if not is_step(table, start, end):
        raise WrongStep(
            sentence or _("Không thể chuyển từ “%(start)s” sang “%(end)s”."), start=start, end=end
        )
