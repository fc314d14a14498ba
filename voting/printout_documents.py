"""The printout as official documents: the roll, the ballots, the form for the count by hand."""

from collections.abc import Iterator
from dataclasses import replace

from core import clock
from layouts.document import (
    Align,
    BallotPaper,
    Block,
    Column,
    Document,
    GroupRow,
    Header,
    KeyValue,
    Paragraph,
    Run,
    Signature,
    Table,
    Text,
    bold,
    italic,
)
from layouts.vietnamese import day_in_words, moment_in_words
from regulations.rules import majority_needed
from voting.models import Ballot
from voting.printout import OnRoll, Printout

OPTIONS = tuple(str(label) for label in Ballot.Value.labels)
REHEARSAL = "Diễn tập"
_DOTS = "…" * 12


def documents_of(printout: Printout) -> tuple[Document, Document, Document]:
    """Roll, ballots, counting form, in the order they are used in the room."""
    parts = (roll(printout), ballots(printout), counting_form(printout))
    first, second, third = (_stamped(part, printout) for part in parts)
    return first, second, third


def roll(printout: Printout) -> Document:
    """Who is a member, where the record has him now, and room to sign for being here and for the ballot."""
    return Document(
        title=f"Phiếu giấy, nội dung {printout.item}, {printout.sitting}",
        header=_header(printout),
        type_name="Danh sách",
        abstract=f"Điểm danh và phát phiếu biểu quyết\n{printout.sitting}",
        blocks=(
            KeyValue(((f"Nội dung {printout.item}", printout.subject), *_subject(printout)), label_share=0.3),
            *_quorum(printout),
            _roll_table(printout),
        ),
    )


def ballots(printout: Printout) -> Document:
    """One ballot for each who may vote; the same for all where the vote is secret."""
    return Document(
        title="Phiếu biểu quyết",
        blocks=tuple(_ballot(printout, row) for row in printout.voters),
    )


def counting_form(printout: Printout) -> Document:
    """The minutes of the count, to be filled in by the two tellers; two persons of the desk enter them later."""
    return Document(
        title="Biên bản kiểm phiếu",
        header=_header(printout),
        type_name="Biên bản",
        abstract=f"Kiểm phiếu biểu quyết\n{printout.sitting}",
        blocks=tuple(_counting(printout)),
        left_signature=Signature("NGƯỜI KIỂM PHIẾU THỨ NHẤT", _DOTS),
        signature=Signature("NGƯỜI KIỂM PHIẾU THỨ HAI", _DOTS),
    )


def _stamped(document: Document, printout: Printout) -> Document:
    """The document with what every part of the printout bears."""
    return replace(
        document,
        author=printout.office,
        made_at=printout.at,
        watermark=REHEARSAL if printout.is_rehearsal else "",
    )


def _header(printout: Printout) -> Header:
    return Header(agency=printout.office, dated=clock.local_day(printout.at))


def _subject(printout: Printout) -> Iterator[tuple[str, Text]]:
    yield "Câu hỏi", printout.question
    if printout.version:
        yield "Theo tài liệu", printout.version
    yield "Phiếu", f"{printout.series}, in {len(printout.voters)} phiếu {_kind(printout)}"


def _kind(printout: Printout) -> str:
    return "không ghi tên" if printout.is_secret else "ghi tên"


def _quorum(printout: Printout) -> Iterator[Block]:
    quorum, rule = printout.quorum, printout.parameters
    if quorum is None:
        return
    share = f"{rule.quorum_numerator}/{rule.quorum_denominator}"
    yield Paragraph(
        (
            bold(f"{quorum.sentence}. "),
            f"Cách tính: {share} của {quorum.total} thành viên, làm tròn lên, là {quorum.needed}. "
            f"Căn cứ: {quorum.article}.",
        )
    )


def _roll_table(printout: Printout) -> Table:
    columns = (
        Column("TT", 0.5, Align.CENTRE),
        Column("Họ và tên, chức vụ", 3.2),
        Column(f"Theo hệ thống lúc {clock.local(printout.at):%H:%M}", 1.5),
        Column("Có mặt", 0.8),
        Column("Nhận phiếu (ký)", 1.5),
    )
    rows: list[tuple[Text, ...] | GroupRow] = [
        _roll_row(str(at), row) for at, row in enumerate(printout.members, start=1)
    ]
    if printout.substitutes:
        rows.append(GroupRow("Người dự họp thay (không nhận phiếu)"))
        rows += [_roll_row("", row) for row in printout.substitutes]
    return Table(columns, tuple(rows))


def _roll_row(number: str, row: OnRoll) -> tuple[Text, ...]:
    who: tuple[str | Run, ...] = (bold(row.name), f"\n{row.post}")
    return number, who, row.where, "", (italic(f"Không nhận phiếu: {row.barred}"),) if row.barred else ""


def _ballot(printout: Printout, row: OnRoll) -> BallotPaper:
    return BallotPaper(
        agency=printout.office,
        sitting=f"{printout.sitting}, {day_in_words(clock.local_day(printout.day))}",
        series=f"{printout.series}, nội dung {printout.item}",
        question=printout.question,
        version=printout.version,
        options=OPTIONS,
        voter="" if printout.is_secret else f"{row.name}\n{row.post}",
        note="Đánh dấu X vào một ô. Phiếu để trống, đánh dấu nhiều ô hoặc ghi thêm là phiếu không hợp lệ.",
    )


def _counting(printout: Printout) -> Iterator[Block]:
    voters = f", có quyền biểu quyết {len(printout.voters)}" if printout.is_frozen else ""
    members = (f"Nội dung {printout.item}", f"Tổng số thành viên {printout.total}{voters}")
    # Figures and signatures belong on one page, so the form says no more than the count needs.
    yield KeyValue((members, *_subject(printout)), label_share=0.28)
    yield Table(
        (Column("Số liệu", 3), Column("Bằng số", 1, Align.CENTRE), Column("Bằng chữ", 2)),
        tuple((label, number, "") for label, number in _figures(printout)),
    )
    yield Paragraph(
        "Kiểm tra: thu về không nhiều hơn phát ra; tán thành + không tán thành + không biểu quyết + "
        "không hợp lệ = số phiếu thu về. "
        f"Thông qua khi có ít nhất {majority_needed(printout.total)} phiếu tán thành "
        f"(quá nửa tổng số {printout.total} thành viên)."
    )
    yield Paragraph(
        f"In lúc {moment_in_words(printout.at)}. Kiểm phiếu xong hồi {'…' * 3} giờ {'…' * 3} phút, cùng ngày."
    )


def _figures(printout: Printout) -> Iterator[tuple[Text, str]]:
    yield from ((bold(words), "") for words in ("Số phiếu phát ra", "Số phiếu thu về"))
    yield from ((words, "") for words in (*OPTIONS, "Không hợp lệ"))
    head = next((row for row in printout.voters if row.is_head), None)
    if head is not None and not printout.is_secret:
        yield f"Phiếu của {head.post} (ghi lựa chọn)", ""
