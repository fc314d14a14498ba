"""What lies on the table of the room: the sheet everybody signs and the name plates, from the roster as it is now."""

from collections.abc import Iterator

from layouts.document import (
    Align,
    Block,
    Column,
    Document,
    GroupRow,
    Header,
    NamePlate,
    Paragraph,
    Signature,
    Table,
    Text,
    bold,
)
from layouts.vietnamese import moment_in_words
from meetings import selectors
from meetings.models import RosterEntry, Sitting

Role, Mode = RosterEntry.Role, RosterEntry.Mode
REHEARSAL = "Diễn tập"
# In the order of the sheet; who only works at the desk signs nothing.
_GROUPS = (
    ("Thành viên", (Role.MEMBER,)),
    ("Người dự họp thay", (Role.SUBSTITUTE,)),
    ("Đại biểu mời", (Role.STANDING_INVITEE, Role.INVITEE)),
)
_SEATED = tuple(role for _title, roles in _GROUPS for role in roles)
_NOT_COMING = (Mode.LEAVE, Mode.SUBSTITUTED)


def attendance_sheet(sitting: Sitting) -> Document:
    """The list for the door: one numbered line per person, with room to sign and to write what happened."""
    entries = _people(sitting)
    return Document(
        title=f"Danh sách điểm danh, {sitting.title}",
        header=Header(
            agency=sitting.body.secretariat.name if sitting.body.secretariat else sitting.body.name
        ),
        type_name="Danh sách",
        abstract=f"Điểm danh\n{sitting.title}",
        blocks=(*_when_and_where(sitting), _table(entries)),
        signature=Signature("NGƯỜI ĐIỂM DANH", "…" * 12),
        made_at=sitting.body.now(),
        watermark=REHEARSAL if sitting.is_rehearsal else "",
    )


def name_plates(sitting: Sitting) -> Document:
    """One plate per person who comes, folded along the line: the name reads from both sides of the table."""
    coming = [entry for entry in _people(sitting) if entry.mode not in _NOT_COMING]
    return Document(
        title=f"Thẻ tên, {sitting.title}",
        blocks=tuple(NamePlate(entry.name, entry.post_title, fills_sheet=True) for entry in coming),
        made_at=sitting.body.now(),
    )


def _people(sitting: Sitting) -> list[RosterEntry]:
    rows = selectors.roster(sitting).filter(role__in=_SEATED).select_related("substitute_for")
    return list(rows)


def _when_and_where(sitting: Sitting) -> Iterator[Block]:
    words = f"{moment_in_words(sitting.starts_at)}, tại {sitting.place.rstrip('.')}."
    yield Paragraph((bold("Thời gian, địa điểm: "), words))


def _table(entries: list[RosterEntry]) -> Table:
    columns = (
        Column("TT", 0.5, Align.CENTRE),
        Column("Họ và tên, chức vụ", 3.4),
        Column("Trả lời giấy mời", 1.4),
        Column("Ký tên", 1.4),
        Column("Ghi chú", 1.2),
    )
    rows: list[tuple[Text, ...] | GroupRow] = []
    number = 0
    for title, roles in _GROUPS:
        group = [entry for entry in entries if entry.role in roles]
        if group:
            rows.append(GroupRow(f"{title} ({len(group)})"))
        for entry in group:
            number += 1
            rows.append((str(number), _who(entry), str(Mode(entry.mode).label), "", ""))
    return Table(columns, tuple(rows))


def _who(entry: RosterEntry) -> Text:
    lines = [entry.post_title] if entry.post_title else []
    if entry.substitute_for:
        lines.append(f"Thay {entry.substitute_for.post_title or entry.substitute_for.name}")
    return (bold(entry.name), "".join(f"\n{line}" for line in lines))
