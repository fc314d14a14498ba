"""One official document as plain data: what `render_pdf` and `render_docx` print.

The cells follow the fourteen of Decree 30/2020/NĐ-CP, appendix I; a cell left empty is not printed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from layouts.blocks import (
    Align,
    Annex,
    BallotPaper,
    Bar,
    BarChart,
    Block,
    BulletList,
    Column,
    Fill,
    GroupRow,
    Heading,
    KeyValue,
    LegalBases,
    Level,
    Marker,
    NamePlate,
    PageBreak,
    Paragraph,
    Run,
    Table,
    TallyPart,
    TallyStrip,
    Text,
    bold,
    italic,
    plain,
    runs_of,
)
from layouts.decree import Secrecy, Urgency
from layouts.vietnamese import place_and_date

__all__ = [
    "Align",
    "Annex",
    "BallotPaper",
    "Bar",
    "BarChart",
    "Block",
    "BulletList",
    "Column",
    "Document",
    "Fill",
    "GroupRow",
    "Header",
    "Heading",
    "KeyValue",
    "LegalBases",
    "Level",
    "Marker",
    "NamePlate",
    "PageBreak",
    "Paragraph",
    "Recipients",
    "Run",
    "Secrecy",
    "Signature",
    "Table",
    "TallyPart",
    "TallyStrip",
    "Text",
    "Urgency",
    "bold",
    "italic",
    "plain",
    "runs_of",
]


@dataclass(frozen=True)
class Header:
    """Cells 1 to 4 and 5b. `number` None leaves the place for the clerk's number open."""

    agency: str = field(metadata={"label": _("tên cơ quan ban hành")})
    parent_agency: str = field(default="", metadata={"label": _("tên cơ quan chủ quản")})
    number: str | None = field(default=None, metadata={"label": _("số văn bản")})
    symbol: str = field(default="", metadata={"label": _("ký hiệu văn bản")})
    place: str = field(default="Hà Nội", metadata={"label": _("địa danh")})
    dated: date | None = None
    letter_subject: str = field(default="", metadata={"label": _("trích yếu công văn")})

    @property
    def number_line(self) -> str:
        """ "Số: 05/BB-VPCP"; numbers 1 to 9 get a leading zero; an open number leaves room to write."""
        if self.number is None and not self.symbol:
            return ""
        number = "\u00a0" * 7 if self.number is None else self.number
        number = number.zfill(2) if number.isdigit() else number
        return f"Số: {number}/{self.symbol}" if self.symbol else f"Số: {number}"

    @property
    def date_line(self) -> str:
        """ "Hà Nội, ngày 05 tháng 3 năm 2020"; without a day, room to write it."""
        return place_and_date(self.place, self.dated)


@dataclass(frozen=True)
class Signature:
    """Cells 7a to 7c: authority prefix lines (TM., KT., TL.), the title, room for the picture, the name.

    `picture` is a PNG with a transparent ground, drawn between title and name. `note` stands in italics under
    the title, for instance how the paper was approved; it must never claim a signature that isn't there.
    """

    title: str = field(metadata={"label": _("chức vụ người ký")})
    name: str = field(default="", metadata={"label": _("họ tên người ký")})
    authority: tuple[str, ...] = field(default=(), metadata={"label": _("quyền hạn của người ký")})
    note: str = field(default="", metadata={"label": _("ghi chú ở phần ký")})
    picture: bytes | None = None


@dataclass(frozen=True)
class Recipients:
    """Cell 9b: "Nơi nhận:", each line with a dash and ";", the last one "- Lưu: …."."""

    lines: tuple[str, ...] = field(metadata={"label": _("nơi nhận")})
    filed: str = field(default="", metadata={"label": _("nơi lưu")})

    @property
    def printed(self) -> tuple[str, ...]:
        """The lines with their signs."""
        filed = (f"Lưu: {self.filed}",) if self.filed else ()
        lines = [line.strip().rstrip(";.") for line in (*self.lines, *filed) if line.strip()]
        return tuple(f"- {line}{'.' if at == len(lines) else ';'}" for at, line in enumerate(lines, start=1))


@dataclass(frozen=True)
class Document:
    """One document. Only `title` is always needed: it names the file's metadata."""

    title: str = field(metadata={"label": _("tên tài liệu")})
    header: Header | None = None
    type_name: str = field(default="", metadata={"label": _("tên loại văn bản")})
    abstract: str = field(default="", metadata={"label": _("trích yếu")})
    addressees: tuple[str, ...] = field(default=(), metadata={"label": _("nơi kính gửi")})
    blocks: tuple[Block, ...] = field(default=(), metadata={"label": _("nội dung, phần")})
    signature: Signature | None = None
    left_signature: Signature | None = None
    recipients: Recipients | None = None
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None
    circulation: str = field(default="", metadata={"label": _("chỉ dẫn phạm vi lưu hành")})
    drafter_code: str = field(default="", metadata={"label": _("ký hiệu người soạn thảo")})
    watermark: str = field(default="", metadata={"label": _("chữ chìm")})
    author: str = field(default="", metadata={"label": _("tác giả")})
    made_at: datetime | None = None

    @property
    def stamped_at(self) -> datetime | None:
        """The moment the file's metadata tell: `made_at`, else the day of the header. Never the clock's."""
        if self.made_at or not (self.header and self.header.dated):
            return self.made_at
        return datetime.combine(self.header.dated, datetime.min.time())
