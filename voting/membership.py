"""Why there are so many members when a vote opens: what changed since the vote before, vacant seats, who acts.

The fixed sentences are printed with the result, in both languages whatever the reader has chosen; names and posts stay
Vietnamese, as in the record.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import Body, Seat
from core.text import vi_date
from voting.models import Elector, Poll

LIMIT = 600
Sentence = tuple[str, str]


def why_so_many(poll: Poll, electors: Sequence[Elector]) -> Sentence:
    """The reason in Vietnamese and English; both empty where nothing is to be explained."""
    body = poll.sitting.body
    day = body.today()
    before = _vote_before(poll)
    parts = [*(_changes(before, electors) if before else []), *_standing(body, day)]
    vi, en = (". ".join(filter(None, said)) for said in zip(*parts, strict=True)) if parts else ("", "")
    return vi[:LIMIT], en[:LIMIT]


def _vote_before(poll: Poll) -> Poll | None:
    """The vote of this sitting that was opened last; to those outside none of an internal part is named."""
    rows = Poll.objects.filter(sitting=poll.sitting, opened_at__isnull=False).exclude(pk=poll.pk)
    rows = rows.filter(Q(internal_part=None) | Q(internal_part=poll.internal_part))
    return rows.prefetch_related("electors").order_by("-opened_at").first()


def _changes(before: Poll, electors: Iterable[Elector]) -> list[Sentence]:
    """Who came and who went since the vote before; nothing where the same persons count."""
    was = {row.person_id: row for row in before.electors.all()}
    now = {row.person_id: row for row in electors}
    came = [now[person] for person in now.keys() - was.keys()]
    went = [was[person] for person in was.keys() - now.keys()]
    if not came and not went:
        return []
    head = (
        f"Lần biểu quyết số {before.number} là {before.total_members}",
        f"In vote no. {before.number} it was {before.total_members}",
    )
    return [
        head,
        *(_gone(row) for row in sorted(went, key=_order)),
        *(_new(row) for row in sorted(came, key=_order)),
    ]


def _order(elector: Elector) -> int:
    return elector.order


def _gone(elector: Elector) -> Sentence:
    end = Seat.objects.filter(pk=elector.seat_id).values_list("valid_to", flat=True).first()
    who = f"{elector.name}, {elector.post_title}"
    if end is None:
        return f"{who} không còn được tính", f"{who} counts no longer"
    return f"{who} thôi là thành viên từ {vi_date(end)}", f"{who} is no member from {vi_date(end)}"


def _new(elector: Elector) -> Sentence:
    start = elector.seat.valid_from
    who = f"{elector.name}, {elector.post_title}"
    return f"{who} là thành viên từ {vi_date(start)}", f"{who} is a member from {vi_date(start)}"


def _standing(body: Body, day: date) -> list[Sentence]:
    """Vacant seats and acting ministers of the day."""
    seats = list(
        Seat.objects.filter(body=body, can_vote=True, valid_from__lte=day).select_related(
            "person", "organisation"
        )
    )
    held = [seat for seat in seats if seat.is_valid_on(day)]
    taken = {name for seat in held for name in _names(seat)}
    gone = sorted((seat for seat in seats if seat not in held), key=lambda seat: seat.valid_to or day)
    vacant = {
        _title(seat).casefold(): seat
        for seat in gone
        if not taken & _names(seat) and _still_exists(seat, day)
    }
    said = [_vacant(seat) for seat in sorted(vacant.values(), key=lambda seat: seat.precedence)]
    said += [_acting(seat) for seat in held if seat.is_acting]
    said += _twice(held)
    return said


def _names(seat: Seat) -> set[Any]:
    """By what two seats are the same place: the organisation, or the title without "Q."."""
    return {seat.organisation_id, _title(seat).casefold()} - {None}


def _title(seat: Seat) -> str:
    return seat.post_title.removeprefix("Q.").strip()


def _still_exists(seat: Seat, day: date) -> bool:
    return seat.organisation is None or seat.organisation.is_valid_on(day)


def _vacant(seat: Seat) -> Sentence:
    day = vi_date(seat.valid_to)  # type: ignore[arg-type]
    return f"Ghế {_title(seat)} khuyết từ ngày {day}", f"The seat of {_title(seat)} is vacant from {day}"


def _acting(seat: Seat) -> Sentence:
    since = vi_date(seat.valid_from)
    who = f"{seat.person.full_name}, {seat.post_title}"
    return f"{who}, giữ quyền từ ngày {since}", f"{who}, acting from {since}"


def _twice(seats: Iterable[Seat]) -> list[Sentence]:
    """Persons with several seats, counted once."""
    titles: dict[UUID, list[Seat]] = {}
    for seat in seats:
        titles.setdefault(seat.person_id, []).append(seat)
    return [
        (
            f"{rows[0].person.full_name} giữ {len(rows)} ghế, tính một người",
            f"{rows[0].person.full_name} holds {len(rows)} seats, counted as one person",
        )
        for rows in titles.values()
        if len(rows) > 1
    ]
