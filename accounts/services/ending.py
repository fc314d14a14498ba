"""Ending what holds from one day until another."""

from datetime import date
from typing import Any

from accounts.errors import EndsTooEarly
from core.text import vi_date


def end(row: Any, valid_to: date) -> None:
    """`valid_to` is the first day the dated row no longer holds. Raises `EndsTooEarly`."""
    if valid_to <= row.valid_from:
        raise EndsTooEarly(begins=vi_date(row.valid_from), field="valid_to")
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
