"""The table of positions at the desk: members down, items across, what each stated, and the block that follows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agendas import positions
from agendas.facts import shown_title
from agendas.models import Agenda, AgendaItem, AgendaLine, ItemPosition, ItemRecusal
from layouts.xlsx import Sheet, Value, export_xlsx
from meetings.models import RosterEntry

Kind = ItemPosition.Kind


@dataclass(frozen=True)
class Column:
    """One item: what was stated of it, by how many, and who said nothing."""

    item: AgendaItem
    title: str
    counts: Counter[str]
    silent: int
    in_block: bool
    objections: list[ItemPosition]
    wishes: list[ItemPosition]

    @property
    def line(self) -> str:
        """ "Không có ý kiến khác 20 · Đề nghị phát biểu 1 · Chưa có ý kiến 6"."""
        said = [f"{kind.label} {self.counts[kind]}" for kind in Kind if self.counts[kind]]
        return " · ".join([*said, *([_("Chưa có ý kiến %(n)d") % {"n": self.silent}] if self.silent else [])])


@dataclass(frozen=True)
class Line:
    """One member: a cell for every item."""

    entry: RosterEntry
    cells: list[dict[str, Any]]


@dataclass(frozen=True)
class Matrix:
    """Everything on the page, in a fixed number of queries."""

    columns: list[Column]
    lines: list[Line]
    waits: dict[UUID, list[AgendaItem]]
    silent: list[RosterEntry]
    changes: list[AgendaLine]

    @property
    def block(self) -> list[Column]:
        """The items decided together."""
        return [column for column in self.columns if column.in_block]

    @property
    def apart(self) -> list[Column]:
        """The items discussed by themselves though nobody objects."""
        return [column for column in self.columns if column.item.apart_at and not column.objections]


def matrix_of(agenda: Agenda) -> Matrix:
    """The table as it stands; withdrawn items are left out."""
    items = list(
        agenda.items.filter(published_at__isnull=False)
        .exclude(state=AgendaItem.State.WITHDRAWN)
        .select_related("organisation")
        .order_by("order")
    )
    members = positions.members_of(agenda)
    stated = {(row.item_id, row.entry_id): row for row in positions.standing(agenda.pk)}
    recused = set(ItemRecusal.objects.filter(item__in=items).values_list("item_id", "entry_id"))
    block = {item.pk for item in positions.block_of(agenda)}
    waits = positions.missing(agenda)
    return Matrix(
        columns=[_column(item, members, stated, recused, item.pk in block) for item in items],
        lines=[_line(entry, items, stated, recused) for entry in members],
        waits=waits,
        silent=[entry for entry in members if entry.pk in waits],
        changes=list(
            agenda.lines.filter(kind__in=(AgendaLine.Kind.LEFT_BLOCK, AgendaLine.Kind.JOINED_BLOCK))
            .select_related("item")
            .order_by("-at", "-created_at")
        ),
    )


def _column(
    item: AgendaItem,
    members: Sequence[RosterEntry],
    stated: dict[tuple[UUID, UUID], ItemPosition],
    recused: set[tuple[UUID, UUID]],
    in_block: bool,
) -> Column:
    rows = [stated[item.pk, entry.pk] for entry in members if (item.pk, entry.pk) in stated]
    kept_out = sum((item.pk, entry.pk) in recused and (item.pk, entry.pk) not in stated for entry in members)
    return Column(
        item=item,
        title=shown_title(item),
        counts=positions.counts(rows),
        silent=len(members) - len(rows) - kept_out,
        in_block=in_block,
        objections=[row for row in rows if row.kind == Kind.OBJECTION],
        wishes=[row for row in rows if row.kind == Kind.WISH_TO_SPEAK],
    )


def _line(
    entry: RosterEntry,
    items: Sequence[AgendaItem],
    stated: dict[tuple[UUID, UUID], ItemPosition],
    recused: set[tuple[UUID, UUID]],
) -> Line:
    cells = [
        {"row": stated.get((item.pk, entry.pk)), "keeps_out": (item.pk, entry.pk) in recused}
        for item in items
    ]
    return Line(entry, cells)


def as_xlsx(agenda: Agenda) -> bytes:
    """The table for those who go on working with it: one sheet by member, one with every reason."""
    matrix = matrix_of(agenda)
    title = _("Ý kiến trước phiên họp")
    heads = [(_("Thành viên"), 44.0), *((column.item.number, 22.0) for column in matrix.columns)]
    rows: list[list[Value]] = [
        [line.entry.post_title, *(_cell(cell) for cell in line.cells)] for line in matrix.lines
    ]
    rows.append([_("Tổng hợp"), *(column.line for column in matrix.columns)])
    reasons: list[list[Value]] = [
        [column.item.number, row.entry.post_title, row.get_kind_display(), row.reason, row.stated_at]
        for column in matrix.columns
        for row in (*column.objections, *column.wishes)
    ]
    of_reasons = (
        (_("Nội dung"), 12.0),
        (_("Thành viên"), 44.0),
        (_("Ý kiến"), 24.0),
        (_("Lý do"), 70.0),
        (_("Lúc"), 20.0),
    )
    return export_xlsx([Sheet(title, tuple(heads), rows), Sheet(_("Lý do"), of_reasons, reasons)])


def _cell(cell: dict[str, Any]) -> str:
    if cell["row"] is not None:
        return str(cell["row"].get_kind_display())
    return _("Không tham gia nội dung này") if cell["keeps_out"] else _("Chưa có ý kiến")
