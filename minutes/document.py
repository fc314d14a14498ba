"""The sheet as one official document: the same for PDF and DOCX."""

from collections.abc import Iterator

from layouts.document import (
    Align,
    Annex,
    Block,
    BulletList,
    Column,
    Document,
    Fill,
    GroupRow,
    Header,
    Heading,
    Level,
    Paragraph,
    Run,
    Signature,
    Table,
    TallyPart,
    TallyStrip,
    Text,
    bold,
    italic,
)
from layouts.vietnamese import day_in_words
from minutes.sheet import AttendanceRow, MinutesSheet, SheetBlock, TallyOnSheet, VoteColumn

DRAFT = "Dự thảo"
COLUMNS_PER_TABLE = 6
SECTIONS = {
    "opening": ("I", "THỜI GIAN, ĐỊA ĐIỂM, CHỦ TRÌ"),
    "attendance": ("II", "THÀNH PHẦN DỰ HỌP"),
    "item": ("III", "NỘI DUNG VÀ DIỄN BIẾN PHIÊN HỌP"),
    "closing": ("IV", "BẾ MẠC"),
}
# Words at the beginning of a line that are set bold, so that the eye finds them.
LEADS = (
    "Thời gian:",
    "Địa điểm:",
    "Chủ trì:",
    "Thư ký:",
    "Người trình bày:",
    "Tài liệu:",
    "Phát biểu:",
    "Kết quả:",
    "Kết luận của người chủ trì:",
    "Kết thúc nội dung",
    "Hủy kết quả, biểu quyết lại.",
    "Hủy trước khi công bố kết quả, biểu quyết lại.",
)


def document_of(sheet: MinutesSheet) -> Document:
    """Decree 30/2020/NĐ-CP, named type: number open until approval, two signatures, the annexes last."""
    return Document(
        title=f"Biên bản {sheet.title}",
        header=Header(
            agency=sheet.office,
            number=sheet.number or None,
            symbol=sheet.symbol,
            dated=sheet.dated,
        ),
        type_name="Biên bản",
        abstract=sheet.title,
        blocks=(*body_of(sheet), *_where_annexed(sheet), *_annexes(sheet)),
        left_signature=Signature("THƯ KÝ", sheet.secretary.name if sheet.secretary else ""),
        signature=Signature("CHỦ TỌA", sheet.chair.name, note=approval_note(sheet)),
        watermark=DRAFT if sheet.is_draft else "",
        author=sheet.office,
        made_at=sheet.made_at,
    )


def approval_note(sheet: MinutesSheet) -> str:
    """How the minutes were approved; it never speaks of a signature."""
    if sheet.approved is None:
        return ""
    who, on = sheet.approved
    return f"(Biên bản do {who.name}, {who.post} thông qua {day_in_words(on)})"


def body_of(sheet: MinutesSheet) -> Iterator[Block]:
    """The blocks under their headings."""
    begun: set[str] = set()
    for block in sheet.blocks:
        section = block.kind if block.kind in SECTIONS else None
        if section and section not in begun:
            begun.add(section)
            number, title = SECTIONS[section]
            yield Heading(Level.GROUP, title, number)
        if block.kind == "item":
            yield Heading(Level.CLAUSE, block.title, block.number)
        if block.kind == "poll":
            yield from _vote_head(block)
        yield from paragraphs(block.lines)


def _where_annexed(sheet: MinutesSheet) -> Iterator[Block]:
    annexed = "Thời gian có mặt của từng người ghi tại Phụ lục I"
    if sheet.votes:
        annexed += "; biểu quyết của từng thành viên ghi tại Phụ lục II"
    yield Paragraph(f"{annexed}.")


def _vote_head(block: SheetBlock) -> Iterator[Block]:
    words = f"Biểu quyết{' kín' if block.is_secret else ''} số {block.number}"
    mark: tuple[Run, ...] = (italic(" (đã hủy)"),) if block.is_annulled else ()
    motion = f" ({block.motion})" if block.motion else ""
    yield Paragraph((bold(words), motion, *mark, f": “{block.title.strip('“”')}”"), keep_with_next=True)
    if block.paper:
        yield Paragraph(("Biểu quyết theo tài liệu: ", block.paper, "."), keep_with_next=True)
    if block.tally is not None:
        yield strip_of(block.tally)


def strip_of(tally: TallyOnSheet) -> TallyStrip:
    """One cell per member with the line at the votes needed."""
    return TallyStrip(
        (
            TallyPart("Tán thành", tally.for_, Fill.FULL),
            TallyPart("Không tán thành", tally.against, Fill.CROSS),
            TallyPart("Không biểu quyết", tally.abstain, Fill.DASH),
            *((TallyPart("Không hợp lệ", tally.invalid, Fill.SLASH),) if tally.invalid else ()),
            TallyPart("Không tham gia biểu quyết", tally.not_cast, Fill.EMPTY),
        ),
        needed=tally.needed,
    )


def paragraphs(lines: tuple[str, ...]) -> Iterator[Block]:
    """Lines as paragraphs; lines that begin with "- " in a row as one list."""
    points: list[Text] = []
    for line in lines:
        if line.startswith("- "):
            points.append(line[2:])
            continue
        if points:
            yield BulletList(tuple(points))
            points = []
        yield Paragraph(_led(line), keep_with_next=line.endswith(":"))
    if points:
        yield BulletList(tuple(points))


def _led(line: str) -> Text:
    lead = next((words for words in LEADS if line.startswith(words)), None)
    return (bold(lead), line[len(lead) :]) if lead else line


def _annexes(sheet: MinutesSheet) -> Iterator[Annex]:
    attached = f"Kèm theo Biên bản {sheet.title}"
    yield Annex("Danh sách và thời gian có mặt", (_attendance(sheet.attendance),), "I", attached_to=attached)
    if sheet.votes:
        yield Annex(
            "Biểu quyết của từng thành viên",
            tuple(matrices(sheet.votes)),
            "II",
            attached_to=attached,
            is_landscape=True,
        )


def _attendance(rows: tuple[AttendanceRow, ...]) -> Table:
    columns = (
        Column("TT", 0.6, Align.CENTRE),
        Column("Họ và tên", 2.1),
        Column("Chức vụ", 2.6),
        Column("Hình thức tham dự", 2.2),
        Column("Thời gian có mặt", 1.9),
    )
    cells: list[tuple[Text, ...] | GroupRow] = []
    group = ""
    for at, row in enumerate(rows, start=1):
        if row.group != group:
            group = row.group
            cells.append(GroupRow(group))
        cells.append((str(at), row.who.name, row.who.post, row.way, row.times))
    return Table(columns, tuple(cells))


def matrices(votes: tuple[VoteColumn, ...]) -> Iterator[Block]:
    """The questions, then a row per member with a column per vote, at most six votes to a table."""
    for vote in votes:
        yield Paragraph(
            (bold(f"Biểu quyết số {vote.number}"), f" ({_about(vote)}): {vote.question}. {vote.line}."),
            has_indent=False,
        )
    for start in range(0, len(votes), COLUMNS_PER_TABLE):
        yield _matrix(votes[start : start + COLUMNS_PER_TABLE])


def _about(vote: VoteColumn) -> str:
    return f"nội dung {vote.item}" + (f", {vote.motion}" if vote.motion else "")


def _matrix(votes: tuple[VoteColumn, ...]) -> Table:
    columns = (
        Column("TT", 0.6, Align.CENTRE),
        Column("Họ và tên", 1.8),
        Column("Chức vụ", 2.4),
        *(Column(f"Biểu quyết số {vote.number}", 1.3, Align.CENTRE) for vote in votes),
    )
    by_vote = [dict(vote.choices) for vote in votes]
    members = list(dict.fromkeys(who for vote in votes for who, _choice in vote.choices))
    rows = tuple(
        (str(at), who.name, who.post, *(choices.get(who, "–") for choices in by_vote))
        for at, who in enumerate(members, start=1)
    )
    return Table(columns, rows)
