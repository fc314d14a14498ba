"""A count by hand as plain values: whether it adds up, whether two entries are equal, which tally it gives.

No database here. The names of the figures are those of the wire; `for_` is stored as `votes_for`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from core import clock
from core.text import clean_line
from regulations.rules import Choice, Tally
from voting.errors import CountDoesNotAddUp, CountTimeImpossible, CountTimeUnreadable, TellersMissing
from voting.models import Ballot, PaperCount

FIGURES = ("issued", "returned", "for_", "against", "abstain", "invalid")
LABELS = {
    "issued": _("Số phiếu phát ra"),
    "returned": _("Số phiếu thu về"),
    "for_": _("Tán thành"),
    "against": _("Không tán thành"),
    "abstain": _("Không biểu quyết"),
    "invalid": _("Không hợp lệ"),
    "head": _("Phiếu của người đứng đầu"),
}
TELLERS = 2
_NAME_LIMIT = 120
# More ballots than any hall has; a number of a thousand digits can't even be printed.
_MOST = 32_767
# The minute on the clock of the room may be a little ahead of ours.
_AHEAD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Ballots handed out, handed in, and what they say; `head` is the choice of the head of the body or ""."""

    issued: int
    returned: int
    for_: int
    against: int
    abstain: int
    invalid: int = 0
    head: str = ""

    def as_facts(self) -> dict[str, Any]:
        """The figures and the head's choice by name."""
        return asdict(self)


def read(args: Mapping[str, Any], *, by_show: bool = False) -> Count:
    """The count in a command's arguments; of hands and voices (`by_show`) nothing is handed out, in, or invalid.

    Raises `CountDoesNotAddUp` naming what is no whole number.
    """
    if by_show:
        shown = {name: _whole(name, args.get(name)) for name in Ballot.Value.values}
        args = {**args, "invalid": 0, "issued": sum(shown.values()), "returned": sum(shown.values())}
    figures = {name: _whole(name, args.get(name)) for name in FIGURES}
    head = args.get("head") or ""
    if head not in ("", *Ballot.Value.values):
        raise CountDoesNotAddUp(_("Đề nghị chọn lại phiếu của người đứng đầu."), field="head")
    return Count(**figures, head=head)


def read_time(text: object) -> datetime | None:
    """A moment in ISO 8601 with its zone; nothing said is None. Raises `CountTimeUnreadable`."""
    if text in (None, ""):
        return None
    try:
        at = datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise CountTimeUnreadable(field="counted_at") from None
    if at.tzinfo is None:
        raise CountTimeUnreadable(field="counted_at")
    return at


def ensure_adds_up(count: Count, *, entitled: int, head_votes: bool) -> None:
    """Raise `CountDoesNotAddUp` with the sum that is off. `entitled`: members who may vote; `head_votes`: the head
    of the body is one of them and the vote is by name."""
    for name in FIGURES:
        _whole(name, getattr(count, name))
    said = count.for_ + count.against + count.abstain + count.invalid
    if count.issued > entitled:
        _off(
            "issued",
            _("Số phiếu phát ra (%(issued)s) nhiều hơn số thành viên có quyền biểu quyết (%(entitled)s)."),
            issued=count.issued,
            entitled=entitled,
        )
    if count.returned > count.issued:
        _off(
            "returned",
            _("Số phiếu thu về (%(returned)s) nhiều hơn số phiếu phát ra (%(issued)s)."),
            returned=count.returned,
            issued=count.issued,
        )
    if said != count.returned:
        _off(
            "returned",
            _(
                "Tán thành %(for_)s + không tán thành %(against)s + không biểu quyết %(abstain)s + "
                "không hợp lệ %(invalid)s = %(said)s, khác số phiếu thu về (%(returned)s)."
            ),
            **{name: getattr(count, name) for name in FIGURES[1:]},
            said=said,
        )
    if count.head and not head_votes:
        _off("head", _("Người đứng đầu không có phiếu ghi tên trong lần biểu quyết này."))
    if count.head and getattr(count, count.head) < 1:
        _off("head", _("Phiếu của người đứng đầu không nằm trong số phiếu đã đếm."))


def differences(first: Count, second: Count) -> tuple[str, ...]:
    """The names of what two entries say differently, in the order of the form."""
    return tuple(name for name in LABELS if getattr(first, name) != getattr(second, name))


def words_of(names: Iterable[str]) -> str:
    """The names of figures in words."""
    return ", ".join(str(LABELS[name]).lower() for name in names)


def tally_of(count: Count, *, total: int, entitled: int, is_secret: bool = False) -> Tally:
    """The tally of an accepted count; whoever handed in no ballot did not take part."""
    return Tally(
        total_members=total,
        electors=entitled,
        for_=count.for_,
        against=count.against,
        abstain=count.abstain,
        invalid=count.invalid,
        not_cast=total - count.returned,
        pm_vote=cast(Choice, count.head) if count.head else None,
        is_secret=is_secret,
    )


def as_stored(count: Count) -> dict[str, Any]:
    """The columns of an entry."""
    names = {"for_": "votes_for", "head": "head_value"}
    return {names.get(name, name): value for name, value in count.as_facts().items()}


def count_of(row: PaperCount) -> Count:
    """The values of a stored entry."""
    return Count(
        issued=row.issued,
        returned=row.returned,
        for_=row.votes_for,
        against=row.against,
        abstain=row.abstain,
        invalid=row.invalid,
        head=row.head_value,
    )


def rounds_of(rows: Iterable[PaperCount]) -> list[list[PaperCount]]:
    """The entries round by round; only the last round may have one entry."""
    by_round: dict[int, list[PaperCount]] = {}
    for row in sorted(rows, key=lambda one: (one.round, one.place)):
        by_round.setdefault(row.round, []).append(row)
    return list(by_round.values())


def last_differences(rows: Iterable[PaperCount]) -> tuple[str, ...]:
    """Where the two entries of the last whole round differ; empty if they don't or there is none."""
    whole = [pair for pair in rounds_of(rows) if len(pair) == TELLERS]
    return differences(*map(count_of, whole[-1])) if whole else ()


def ensure_tellers(names: Sequence[object]) -> list[str]:
    """The two who counted, by name. Raises `TellersMissing`."""
    plain = [clean_line(name)[:_NAME_LIMIT] for name in names if isinstance(name, str)]
    told = [name for name in plain if name]
    if len(told) != TELLERS or told[0].casefold() == told[1].casefold():
        raise TellersMissing(field="tellers")
    return told


def ensure_time(counted_at: datetime | None, *, opened_at: datetime, now: datetime) -> datetime:
    """When the count was finished, by the minute; nothing said means now. Raises `CountTimeImpossible`."""
    if counted_at is None:
        return now
    if not opened_at.replace(second=0, microsecond=0) <= counted_at <= now + _AHEAD:
        raise CountTimeImpossible(
            field="counted_at", opened=f"{clock.local(opened_at):%H:%M}", now=f"{clock.local(now):%H:%M}"
        )
    return counted_at


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise CountDoesNotAddUp(
            _("“%(figure)s” phải là số nguyên, từ 0 trở lên."), field=name, figure=LABELS[name]
        )
    return value


def _off(field: str, sentence: Any, **facts: int) -> None:
    raise CountDoesNotAddUp(sentence, field=field, **facts)
