"""What the body of an official document is made of: plain data, no markup.

Every text is a `str`, a `Run`, or a tuple of both; nothing in a string is ever read as markup, so a person
may type `<font color=red>` and it is printed as typed. The labels in `metadata` name a place in an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False


Text = str | Run | tuple["str | Run", ...]


def bold(text: str) -> Run:
    """`text` in the bold face."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """`text` in the italic face."""
    return Run(text, italic=True)


def runs_of(text: Text) -> Iterator[Run]:
    """The runs of any text, in order."""
    for part in text if isinstance(text, tuple) else (text,):
        yield part if isinstance(part, Run) else Run(part)


def plain(text: Text) -> str:
    """The words alone."""
    return "".join(run.text for run in runs_of(text))


class Align(StrEnum):
    """How lines stand between the margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


class Level(Enum):
    """Levels of structure, from the outside in. GROUP is the Roman division of minutes ("I. THÀNH PHẦN")."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    SUBSECTION = 4
    ARTICLE = 5
    GROUP = 6
    CLAUSE = 7

    @property
    def is_centred(self) -> bool:
        """Part, chapter, section and subsection stand in the middle, on two lines."""
        return self.value <= Level.SUBSECTION.value


LEVEL_WORDS = {
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều",
}


@dataclass(frozen=True)
class Heading:
    """Phần, Chương, Mục, Tiểu mục, Điều, Roman group or clause. `number` without the word: "II", "4"."""

    level: Level
    title: str = field(default="", metadata={"label": _("tiêu đề")})
    number: str = field(default="", metadata={"label": _("số của tiêu đề")})

    @property
    def label(self) -> str:
        """ "Chương II", "Điều 4.", "II.", or nothing when unnumbered."""
        if not self.number:
            return ""
        word = LEVEL_WORDS.get(self.level, "")
        return f"{word} {self.number}".strip() + ("" if self.level.is_centred else ".")

    @property
    def outline(self) -> str:
        """The heading in one line, as bookmarks show it."""
        return " ".join(
            f"{self.label}{'.' if self.level.is_centred and self.number else ''} {self.title}".split()
        )


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of body text."""

    text: Text = field(metadata={"label": _("đoạn văn")})
    align: Align = Align.JUSTIFY
    has_indent: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True)
class LegalBases:
    """Căn cứ …: italic, one line each, ";" after each and "." after the last (appendix I, part II)."""

    items: tuple[str, ...] = field(metadata={"label": _("căn cứ ban hành")})


class Marker(StrEnum):
    """What stands before the points of a list."""

    DASH = "dash"
    PLUS = "plus"
    NUMBER = "number"
    LETTER = "letter"


@dataclass(frozen=True)
class BulletList:
    """Points of a list; letters follow the Vietnamese alphabet (a, b, c, d, đ, e, g)."""

    items: tuple[Text, ...] = field(metadata={"label": _("gạch đầu dòng")})
    marker: Marker = Marker.DASH


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the width, and how its cells stand."""

    title: str = field(metadata={"label": _("tên cột")})
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class GroupRow:
    """A row across all columns, bold: the name of a group of rows."""

    text: Text


@dataclass(frozen=True)
class Table:
    """A ruled table. Its title row comes again on every page. Raises ValueError on a row of another width."""

    columns: tuple[Column, ...] = field(metadata={"label": _("đầu bảng")})
    rows: tuple[tuple[Text, ...] | GroupRow, ...] = field(default=(), metadata={"label": _("bảng, dòng")})
    caption: str = field(default="", metadata={"label": _("tên bảng")})
    repeats_header: bool = True

    def __post_init__(self) -> None:
        wide = [row for row in self.rows if not isinstance(row, GroupRow) and len(row) != len(self.columns)]
        if wide or not self.columns:
            raise ValueError(
                f"a table of {len(self.columns)} columns has a row of {len(wide[0]) if wide else 0} cells"
            )


class Fill(StrEnum):
    """How a cell of the tally strip is drawn; told apart without colour."""

    FULL = "full"
    CROSS = "cross"
    DASH = "dash"
    SLASH = "slash"
    EMPTY = "empty"


FILL_SIGNS = {Fill.FULL: "■", Fill.CROSS: "×", Fill.DASH: "–", Fill.SLASH: "/", Fill.EMPTY: ""}


@dataclass(frozen=True)
class TallyPart:
    """One choice of the strip: how many cells, how they look."""

    label: str = field(metadata={"label": _("phương án biểu quyết")})
    count: int
    fill: Fill


@dataclass(frozen=True)
class TallyStrip:
    """A result as a strip, one cell per member, with a line after the `needed`-th cell."""

    parts: tuple[TallyPart, ...]
    needed: int

    @property
    def cells(self) -> tuple[Fill, ...]:
        """One fill per member, in the order of the parts."""
        return tuple(part.fill for part in self.parts for _cell in range(part.count))

    @property
    def line(self) -> str:
        """The tally in one line, in the order of the cells."""
        return " · ".join(f"{part.label} {part.count}" for part in self.parts)


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length in the chart's unit, the figure as printed; a goal is drawn hollow."""

    label: str = field(metadata={"label": _("tên cột biểu đồ")})
    value: float
    shown: str = field(metadata={"label": _("số liệu biểu đồ")})
    is_goal: bool = False


@dataclass(frozen=True)
class BarChart:
    """Bars lying below each other to one scale from 0 to `full`; told apart without colour."""

    title: str = field(metadata={"label": _("tên biểu đồ")})
    bars: tuple[Bar, ...] = field(metadata={"label": _("biểu đồ, dòng")})
    full: float = 100


@dataclass(frozen=True)
class KeyValue:
    """Labels with what they stand for, in two columns without rules."""

    pairs: tuple[tuple[str, Text], ...] = field(metadata={"label": _("mục")})
    label_share: float = 0.34


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a page."""


@dataclass(frozen=True)
class NamePlate:
    """A folding name plate for the table: two faces, the upper one upside down.

    One that `fills_sheet` takes a sheet of its own, folded in the middle; the others are cut out, two to a sheet.
    """

    name: str = field(metadata={"label": _("họ tên trên biển tên")})
    post: str = field(default="", metadata={"label": _("chức vụ trên biển tên")})
    fills_sheet: bool = False


@dataclass(frozen=True)
class BallotPaper:
    """One ballot to cut out, two to a page. Without `voter` it says nothing about who holds it.

    `series` numbers the printing, never the ballot: no two ballots of a printing differ but by the voter's name.
    """

    agency: str = field(metadata={"label": _("tên cơ quan trên phiếu")})
    sitting: str = field(metadata={"label": _("tên phiên họp trên phiếu")})
    series: str = field(metadata={"label": _("số loạt phiếu")})
    question: str = field(metadata={"label": _("nội dung biểu quyết trên phiếu")})
    options: tuple[str, ...] = field(metadata={"label": _("phương án trên phiếu")})
    version: str = field(default="", metadata={"label": _("tài liệu trên phiếu")})
    voter: str = field(default="", metadata={"label": _("người biểu quyết trên phiếu")})
    note: str = field(default="", metadata={"label": _("hướng dẫn trên phiếu")})


@dataclass(frozen=True)
class Annex:
    """Phụ lục: starts a page, numbers its pages anew; landscape only when a wide table asks for it."""

    title: str = field(metadata={"label": _("tên phụ lục")})
    blocks: tuple["Block", ...] = field(default=(), metadata={"label": _("phụ lục, phần")})
    number: str = ""
    attached_to: str = field(default="", metadata={"label": _("thông tin kèm theo phụ lục")})
    is_landscape: bool = False

    @property
    def label(self) -> str:
        """ "Phụ lục II", or "Phụ lục" when there is one only."""
        return f"Phụ lục {self.number}".strip()


Block = (
    Heading
    | Paragraph
    | LegalBases
    | BulletList
    | Table
    | TallyStrip
    | BarChart
    | KeyValue
    | PageBreak
    | NamePlate
    | BallotPaper
    | Annex
)
