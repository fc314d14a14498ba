"""The annex of an internal part as one frozen value and one document of its own: named readers, own files."""

from dataclasses import dataclass, replace
from typing import Any

from layouts.document import Align, Block, Column, Document, Heading, Level, Paragraph, Table
from minutes.contents import annex_contents, contents_of
from minutes.document import body_of, document_of, matrices
from minutes.models import Minutes
from minutes.sheet import MinutesSheet, Who, block_of_sheet, sheet_of, vote_column

TITLE = "Phụ lục: phần họp nội bộ"


@dataclass(frozen=True)
class AnnexSheet:
    """The frame of the minutes it belongs to, with the blocks of the part alone."""

    frame: MinutesSheet
    number: int
    persons: tuple[Who, ...]


def annex_for(minutes: Minutes, number: int) -> AnnexSheet:
    """What is printed of a part: frozen with the approval of the minutes, as it stands before."""
    main, blocks = contents_of(minutes), annex_contents(minutes).get(str(number), [])
    if minutes.is_approved:
        frozen = minutes.revisions.order_by("-number").values_list("contents", flat=True).first()
        if frozen is not None:
            main, blocks = frozen, frozen.get("annexes", {}).get(str(number), [])
    frame = replace(
        sheet_of(main),
        blocks=tuple(block_of_sheet(block) for block in blocks),
        attendance=(),
        votes=tuple(
            vote_column(block["facts"])
            for block in blocks
            if block["kind"] == "poll" and block["facts"]["votes"]
        ),
    )
    return AnnexSheet(frame, number, _persons(blocks))


def _persons(blocks: list[dict[str, Any]]) -> tuple[Who, ...]:
    told: list[dict[str, str]] = next(
        (block["facts"]["persons"] for block in blocks if block["kind"] == "internal"), []
    )
    return tuple(Who(row["name"], row["post"]) for row in told)


def annex_document(sheet: AnnexSheet) -> Document:
    """The page frame of the minutes, with the named, what was said and done, and who voted how."""
    blocks: list[Block] = list(body_of(sheet.frame))
    if sheet.persons:
        blocks += [Heading(Level.GROUP, "DANH SÁCH NGƯỜI DỰ PHẦN HỌP NỘI BỘ"), _named(sheet.persons)]
    if sheet.frame.votes:
        blocks += [Heading(Level.GROUP, "BIỂU QUYẾT CỦA TỪNG THÀNH VIÊN"), *matrices(sheet.frame.votes)]
    blocks.append(Paragraph("Phụ lục này chỉ dành cho những người có tên trong danh sách."))
    whole = document_of(sheet.frame)
    return replace(
        whole,
        title=f"{TITLE}, {sheet.frame.title}",
        type_name="Phụ lục biên bản",
        abstract=f"Phần họp nội bộ, {sheet.frame.title}",
        blocks=tuple(blocks),
    )


def _named(persons: tuple[Who, ...]) -> Table:
    columns = (Column("TT", 0.6, Align.CENTRE), Column("Họ và tên", 2.4), Column("Chức vụ", 4.0))
    return Table(columns, tuple((str(at), who.name, who.post) for at, who in enumerate(persons, start=1)))
