"""Decisions computed from plain values."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from agendas.errors import (
    EndingDoesNotFit,
    ObjectionWithoutReason,
    OrderChangedMeanwhile,
    TooLateToResume,
    UnknownPosition,
)
from agendas.models import AgendaItem, ItemPosition
from core.text import clean_line, vi_moment
from meetings.errors import ReasonMissing

RESUME_WITHIN = timedelta(minutes=10)
# Points of Vietnamese law are lettered in this order.
LETTERS = "abcdđeghiklmnopqrstuvxy"
SPACING = 10
PAGES_PER_MINUTE = 3
Ending = AgendaItem.Ending
POSITIONS = (
    ItemPosition.Kind.NO_OBJECTION,
    ItemPosition.Kind.OBJECTION,
    ItemPosition.Kind.WISH_TO_SPEAK,
)


def number_of(place: int) -> str:
    """The number of the item at a place counted from 0."""
    return str(place + 1)


def base_of(number: str) -> str:
    """ "3a" -> "3"."""
    return "".join(takewhile(str.isdigit, number))


def next_late_number(numbers: Iterable[str], after: str) -> str:
    """The number of an item inserted after `after`: 3a, then 3b. Numbers in use never shift.

    Raises ValueError when the alphabet is used up (23 late items after one item).
    """
    taken = set(numbers)
    base = base_of(after)
    for letter in LETTERS:
        if f"{base}{letter}" not in taken:
            return f"{base}{letter}"
    raise ValueError(f"no letter left after item {base}")


def place_after_siblings(numbers: Sequence[str], after: str) -> int:
    """The place for a late item: behind the last of 3, 3a, 3b, wherever they stand now."""
    base = base_of(after)
    return max(place for place, number in enumerate(numbers) if base_of(number) == base) + 1


def moved(order: Sequence[str], one: str, to: int) -> list[str]:
    """`order` with `one` at place `to` (from 0, kept inside the list)."""
    rest = [each for each in order if each != one]
    to = max(0, min(to, len(rest)))
    return [*rest[:to], one, *rest[to:]]


def move_between(before: Sequence[str], after: Sequence[str]) -> tuple[str, int] | None:
    """Which one was moved, and to which place, when a list was put in another order; None if none was.

    Raises `OrderChangedMeanwhile` if the lists don't hold the same things, or more than one was moved.
    """
    if sorted(before) != sorted(after):
        raise OrderChangedMeanwhile
    if list(before) == list(after):
        return None
    for one in after:
        if moved(before, one, list(after).index(one)) == list(after):
            return one, list(after).index(one)
    raise OrderChangedMeanwhile


def minutes_to_read(pages: int) -> int:
    """Whole minutes a practised reader takes, at three pages a minute; at least one."""
    return max(1, -(-pages // PAGES_PER_MINUTE)) if pages else 0


def ensure_reason(reason: str) -> str:
    """The reason as one clean line. Raises `ReasonMissing`."""
    plain = clean_line(reason)
    if not plain:
        raise ReasonMissing(field="reason")
    return plain


def ensure_ending_fits(
    ending: str, *, kind: str, has_vote: bool, resubmit_on: date | None, today: date
) -> None:
    """Raise `EndingDoesNotFit` unless the ending is one of the seven and fits the item."""
    if ending not in Ending.values:
        raise EndingDoesNotFit(_("Đề nghị chọn một trong bảy cách kết thúc nội dung."), field="ending")
    if ending == Ending.ADOPTED_BY_VOTE and not has_vote:
        raise EndingDoesNotFit(
            _("Phiên họp này không biểu quyết. Đề nghị chọn “Thống nhất, không biểu quyết”."),
            field="ending",
        )
    if ending == Ending.ADOPTED_BY_VOTE and kind == AgendaItem.Kind.INFORMATION:
        raise EndingDoesNotFit(
            _("Nội dung để biết không biểu quyết. Đề nghị chọn “Ghi nhận báo cáo”."), field="ending"
        )
    if ending == Ending.NOT_ADOPTED and (resubmit_on is None or resubmit_on <= today):
        raise EndingDoesNotFit(
            _("Nội dung chưa thông qua cần ngày trình lại, sau ngày hôm nay. Đề nghị bổ sung ngày."),
            field="resubmit_on",
        )


def ensure_resumable(ended_at: datetime, now: datetime) -> None:
    """Raise `TooLateToResume` after 10 minutes."""
    if now - ended_at > RESUME_WITHIN:
        raise TooLateToResume(at=vi_moment(ended_at))


def differences_in(text: str) -> int:
    """How many points of difference a dossier names: its lines that say something."""
    return sum(1 for line in text.splitlines() if line.strip())


def ensure_position(kind: str, reason: str) -> tuple[str, str]:
    """The position with its reason as one clean line. Raises `UnknownPosition`, `ObjectionWithoutReason`."""
    if kind not in POSITIONS:
        raise UnknownPosition(field="kind")
    plain = clean_line(reason)[:1000]
    if kind == ItemPosition.Kind.OBJECTION and not plain:
        raise ObjectionWithoutReason(field="reason")
    return kind, plain
