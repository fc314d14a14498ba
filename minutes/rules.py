"""Decisions about minutes from plain values; no database here."""

from datetime import date

from core import clock
from core.text import clean_line, nfc, vi_date
from meetings.models import Sitting
from minutes.errors import (
    ApprovalIncomplete,
    ApprovedBeforeSitting,
    NoMinutesOfARehearsal,
    NotOpenedYet,
    SittingNotClosed,
    TextMissing,
    TextTooLong,
)

TEXT_LIMIT = 20_000


def has_minutes(sitting: Sitting) -> bool:
    """Does this sitting get minutes by now? A rehearsal never does, no other before its opening."""
    return sitting.opened_at is not None and not sitting.is_rehearsal


def ensure_has_minutes(sitting: Sitting) -> None:
    """Raise `NoMinutesOfARehearsal` or `NotOpenedYet`."""
    if sitting.is_rehearsal:
        raise NoMinutesOfARehearsal
    if sitting.opened_at is None:
        raise NotOpenedYet


def ensure_text(text: str) -> str:
    """Lines as a person means them: NFC, no spaces at their ends, at most one empty line in a row.

    Raises `TextMissing`, `TextTooLong`.
    """
    lines = [
        " ".join(line.split()) for line in nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    plain = "\n".join(line for line in lines if line)
    if not plain:
        raise TextMissing(field="text")
    if len(plain) > TEXT_LIMIT:
        raise TextTooLong(length=len(plain), limit=TEXT_LIMIT, field="text")
    return plain


def ensure_approval(sitting: Sitting, name: str, post: str, on: date | None) -> tuple[str, str, date]:
    """Closed, by name and post, on a day between the sitting and today.

    Raises `SittingNotClosed`, `ApprovalIncomplete`, `ApprovedBeforeSitting`.
    """
    if sitting.state != Sitting.State.CLOSED:
        raise SittingNotClosed
    name, post = clean_line(name)[:200], clean_line(post)[:250]
    if not name or not post or on is None:
        raise ApprovalIncomplete(field="name" if not name else "post" if not post else "on")
    today = sitting.body.today()
    held = clock.local_day(sitting.opened_at) if sitting.opened_at else sitting.day
    if not held <= on <= today:
        raise ApprovedBeforeSitting(day=vi_date(held), today=vi_date(today), field="on")
    return name, post, on
