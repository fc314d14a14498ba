"""The quiet list: one line with its time for every change of a published agenda, and who may read which."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from agendas.facts import moment
from agendas.models import AgendaItem, AgendaLine, SittingVisit
from meetings.models import Sitting
from realtime import streams

Kind = AgendaLine.Kind
# What these say follows from positions, which few may see.
OF_THE_BLOCK = (Kind.LEFT_BLOCK, Kind.JOINED_BLOCK)


def add_line(item: AgendaItem, kind: str, *, title: str = "", reason: str = "", who: str = "") -> AgendaLine:
    """Write a line at the present moment of the body; the caller tells it. The item comes with agenda and sitting."""
    return AgendaLine.objects.create(
        agenda_id=item.agenda_id,
        item=item,
        kind=kind,
        at=item.agenda.sitting.body.now(),
        title=title[:400],
        reason=reason[:1000],
        who=who[:250],
    )


def line_facts(line: AgendaLine) -> dict[str, Any]:
    """The line without words of its own: the screen says it in its reader's language."""
    return {
        "at": moment(line.at),
        "kind": line.kind,
        "item": str(line.item_id),
        "number": line.item.number,
        "title": line.title or None,
        "reason": line.reason or None,
        "who": line.who or None,
    }


def told(rows: Iterable[AgendaLine], audience: str, sitting: Sitting) -> dict[str, Any]:
    """`{line id: facts}` of those of these lines that are for an audience of the sitting."""
    return {str(row.pk): line_facts(row) for row in rows if may_read(row.kind, audience, sitting)}


def of(rows: Iterable[AgendaLine], item: AgendaItem) -> list[AgendaLine]:
    """Those about one item."""
    return [row for row in rows if row.item_id == item.pk]


def seen_until(user: Any, sitting: Sitting) -> datetime:
    """Until when this user has seen the changes of the agenda, by the body's clock; now before the first visit."""
    seen = SittingVisit.objects.filter(sitting=sitting, user=user).values_list("seen_at", flat=True).first()
    return seen or sitting.body.now()


def news_count(user: Any, sitting: Sitting) -> int:
    """How many changes of the agenda this user hasn't seen; none before the first visit. Two queries.

    Those about the block are left to the page, which knows who reads positions.
    """
    seen = SittingVisit.objects.filter(sitting=sitting, user=user).values_list("seen_at", flat=True).first()
    if seen is None:
        return 0
    items = AgendaItem.objects.visible_to(user).filter(agenda__sitting=sitting)
    return AgendaLine.objects.filter(item__in=items, at__gt=seen).exclude(kind__in=OF_THE_BLOCK).count()


def forget_title(item: AgendaItem, title: str) -> list[AgendaLine]:
    """The lines that named a paper of the item name it no longer; gives back those to be told again."""
    rows = list(item.lines.filter(title=title, kind__in=(Kind.PAPER_HANDED_OUT, Kind.PAPER_REPLACED)))
    for row in rows:
        row.title, row.reason, row.item = "", "", item
    AgendaLine.objects.bulk_update(rows, ["title", "reason"])
    return rows


def may_read(kind: str, audience: str, sitting: Sitting) -> bool:
    """The wall reads no lines; those about the block are for whoever sees the positions."""
    if audience == streams.ROOM:
        return False
    return kind not in OF_THE_BLOCK or sees_positions(audience, sitting)


def sees_positions(audience: str, sitting: Sitting) -> bool:
    """Chair and secretariat at once, the members once the sitting was opened, nobody else."""
    if audience == streams.MEMBERS:
        return sitting.opened_at is not None
    return audience in (streams.CHAIR, streams.SECRETARIAT)
