"""Giving out numbers."""

from django.db import transaction

from registers.models import Register


def next_number(register: str, year: int) -> int:
    """The next number of a register in a year, from 1; taken under the row's lock in the caller's transaction."""
    with transaction.atomic():
        Register.objects.get_or_create(name=register, year=year)
        row = Register.objects.select_for_update().get(name=register, year=year)
        row.last_number += 1
        row.save(update_fields=["last_number"])
    return row.last_number


def as_number(value: int) -> str:
    """1 -> "01": values below 10 get a leading zero (Decree 30/2020/NĐ-CP)."""
    return f"{value:02d}"
