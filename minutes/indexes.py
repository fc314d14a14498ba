"""Approved minutes and issued notices of conclusion can be found by those who read them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries import SEARCHABLES
from core.text import vi_date
from meetings.models import Sitting
from minutes.access import EDITORS, READERS
from minutes.models import ConclusionNotice, Minutes
from realtime import streams
from search.facets import PLACINGS, Placing
from search.registering import Entry, Place, Searchable, Shown
from search.visible import Visible, audiences_of, roles_of
from search.watching import Watch

MINUTES, NOTICE = "minutes", "conclusion"


def _facts(user: Any) -> tuple[tuple[str, ...], tuple[UUID, ...]]:
    """What decides: the audiences the user is in, the bodies whose minutes he writes."""
    return audiences_of(user), tuple(row.body_id for row in roles_of(user) if row.role in EDITORS)


def _readable(audiences: tuple[str, ...], bodies: tuple[UUID, ...]) -> Q:
    """Of sittings one reads the minutes of: as a member, in the chair, or at the desk that writes them."""
    names = {name for name in audiences if name.startswith("sitting:")}
    read = {streams.id_of(name) for name in names if name.rsplit(":", 1)[1] in READERS}
    seen = Sitting.objects.shown_to(names).filter(body__in=bodies)
    return Q(sitting__in=read) | Q(sitting__in=seen.values("pk"))


def _approved(*facts: Any) -> QuerySet[Minutes]:
    return Minutes.objects.filter(_readable(*facts), state=Minutes.State.APPROVED)


def _issued(*facts: Any) -> QuerySet[ConclusionNotice]:
    return ConclusionNotice.objects.filter(_readable(*facts), issued_at__isnull=False)


def _minutes(user: Any) -> QuerySet[Minutes]:
    return _approved(*_facts(user))


def _notices(user: Any) -> QuerySet[ConclusionNotice]:
    return _issued(*_facts(user))


def _text_of_minutes(minutes: Minutes) -> str:
    """What the frozen revision says, without the annexes of internal parts."""
    frozen = minutes.revisions.order_by("-number").values_list("contents", flat=True).first()
    return "\n".join(block["text"] for block in (frozen or {}).get("blocks", []) if block.get("text"))


def _title(row: Any) -> str:
    name = _("Biên bản") if isinstance(row, Minutes) else _("Thông báo kết luận")
    return f"{name} {row.sitting.title}"


def minutes_entries(ids: list[UUID]) -> dict[UUID, list[Entry]]:
    """Title and text."""
    rows = Minutes.objects.filter(pk__in=ids, state=Minutes.State.APPROVED).select_related("sitting")
    return {row.pk: _entries(row, _text_of_minutes(row), row.approved_at) for row in rows}


def notice_entries(ids: list[UUID]) -> dict[UUID, list[Entry]]:
    """Title and text."""
    rows = ConclusionNotice.objects.filter(pk__in=ids, issued_at__isnull=False).select_related("sitting")
    return {row.pk: _entries(row, row.text, row.issued_at) for row in rows}


def _entries(row: Any, text: str, moment: Any) -> list[Entry]:
    moment = moment or row.created_at
    return [
        Entry(ref=row.pk, page=0, text=f"{row.number} {_title(row)}", moment=moment),
        Entry(ref=row.pk, page=1, text=text, moment=moment),
    ]


def _show(
    rows_of: Callable[[Any], QuerySet], text_of: Callable[[Any], str], address: str
) -> Callable[[Any, list[Place]], dict[Place, Shown]]:
    def show(user: Any, places: list[Place]) -> dict[Place, Shown]:
        rows = rows_of(user).filter(pk__in={ref for ref, _page in places}).select_related("sitting__body")
        found = {row.pk: row for row in rows}
        return {
            (ref, page): Shown(
                title=_title(found[ref]),
                url=reverse(address, args=[found[ref].sitting_id]),
                place=" · ".join(filter(None, (found[ref].number, vi_date(found[ref].sitting.starts_at)))),
                text=text_of(found[ref]) if page else "",
            )
            for ref, page in places
            if ref in found
        }

    return show


def _of_kind(user: Any, kind: str) -> QuerySet | None:
    rows: dict[str, Callable[[Any], QuerySet]] = {MINUTES: _minutes, NOTICE: _notices}
    return rows[kind](user) if kind in rows else None


def _refs_in(column: str) -> Callable[[Any, str, Any], QuerySet | None]:
    def refs_in(user: Any, kind: str, value: Any) -> QuerySet | None:
        rows = _of_kind(user, kind)
        return None if rows is None else rows.filter(**{column: value}).values("pk")

    return refs_in


def _places(named: Callable[[Sitting], tuple[UUID, str]]) -> Any:
    def places(user: Any, kind: str, refs: list[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
        rows = _of_kind(user, kind)
        if rows is None:
            return {}
        return {
            row.pk: [named(row.sitting)] for row in rows.filter(pk__in=refs).select_related("sitting__body")
        }

    return places


def _named(sitting: Sitting) -> tuple[UUID, str]:
    return sitting.pk, f"{sitting.title} ({vi_date(sitting.starts_at)})"


def _numbers(user: Any, kind: str, refs: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    rows = _of_kind(user, kind)
    if rows is None:
        return {}
    numbered = rows.filter(pk__in=refs).exclude(number="").values_list("pk", "number")
    return {pk: [(number, number)] for pk, number in numbered}


PLACINGS.add("number", Placing(_refs_in("number"), _numbers))
PLACINGS.add("sitting", Placing(_refs_in("sitting"), _places(_named)))
PLACINGS.add(
    "body", Placing(_refs_in("sitting__body"), _places(lambda sitting: (sitting.body_id, sitting.body.name)))
)
SEARCHABLES.add(
    MINUTES,
    Searchable(
        kind=MINUTES,
        label=gettext_lazy("Biên bản"),
        watches=(Watch("minutes", "minutes.Minutes", of=("state", "number")),),
        entries_of=minutes_entries,
        visible_to=Visible(_facts, lambda *facts: _approved(*facts).values("pk")),
        show=_show(_minutes, _text_of_minutes, "minutes:pdf"),
    ),
)
SEARCHABLES.add(
    NOTICE,
    Searchable(
        kind=NOTICE,
        label=gettext_lazy("Thông báo kết luận"),
        watches=(Watch("conclusion_notice", "minutes.ConclusionNotice", of=("issued_at", "number", "text")),),
        entries_of=notice_entries,
        visible_to=Visible(_facts, lambda *facts: _issued(*facts).values("pk")),
        show=_show(_notices, lambda notice: str(notice.text), "minutes:conclusion_pdf"),
    ),
)
