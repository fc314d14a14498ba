"""The minutes as one frozen value: what is printed as PDF and as DOCX, and shown on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core import clock
from minutes.contents import Contents, block_of
from minutes.words import tally_words

COUNTS = ("for_", "against", "abstain", "invalid", "not_cast")


@dataclass(frozen=True)
class Who:
    """Name and post as they were on the day."""

    name: str
    post: str


@dataclass(frozen=True)
class TallyOnSheet:
    """The counts of a vote, the line that had to be reached, and of a secret vote the ballots without a choice."""

    for_: int
    against: int
    abstain: int
    invalid: int
    not_cast: int
    needed: int
    line: str


@dataclass(frozen=True)
class SheetBlock:
    """One block as printed: its place, its heading, its lines; a vote also brings question, version and tally."""

    key: str
    kind: str
    number: str
    title: str
    lines: tuple[str, ...]
    paper: str = ""
    tally: TallyOnSheet | None = None
    is_annulled: bool = False
    is_secret: bool = False
    motion: str = ""


@dataclass(frozen=True)
class AttendanceRow:
    """One person of annex I; `group` is the heading the row stands under."""

    group: str
    who: Who
    way: str
    times: str


@dataclass(frozen=True)
class VoteColumn:
    """One vote of annex II with everybody's choice; rows follow precedence."""

    number: int
    item: str
    question: str
    choices: tuple[tuple[Who, str], ...]
    line: str
    motion: str = ""


@dataclass(frozen=True)
class MinutesSheet:
    """Everything on the printed minutes."""

    title: str
    office: str
    symbol: str
    number: str
    dated: date
    made_at: datetime
    blocks: tuple[SheetBlock, ...]
    attendance: tuple[AttendanceRow, ...]
    votes: tuple[VoteColumn, ...]
    secretary: Who | None
    chair: Who
    approved: tuple[Who, date] | None

    @property
    def is_draft(self) -> bool:
        """Not approved yet: the watermark says so."""
        return self.approved is None


CHOICES = {
    "for_": "Tán thành",
    "against": "Không tán thành",
    "abstain": "Không biểu quyết",
    None: "Không tham gia biểu quyết",
}
_WAYS = {"on_site": "Tại phòng họp", "online": "Trực tuyến", "absent": "Vắng mặt"}
_GROUPS = {
    "substitute": "Người dự họp thay (không biểu quyết)",
    "standing_invitee": "Khách mời",
    "invitee": "Đại biểu mời theo nội dung",
    "staff": "Thư ký phiên họp",
}


def sheet_of(contents: Contents) -> MinutesSheet:
    """The sheet of stored contents; the same contents give the same sheet. Needs an opening and an attendance."""
    opening = _facts(contents, "opening")
    attendance = _facts(contents, "attendance")
    closing = _facts(contents, "closing")
    opened = datetime.fromisoformat(opening["opened_at"])
    ended = datetime.fromisoformat(closing["closed_at"]) if closing else None
    approved = contents["approved"]
    return MinutesSheet(
        title=contents["sitting"],
        office=opening["office"],
        symbol=opening["symbol"],
        number=contents["number"],
        dated=clock.local_day(ended or opened),
        made_at=ended or opened,
        blocks=tuple(block_of_sheet(block) for block in contents["blocks"]),
        attendance=tuple(_attendance(attendance)),
        votes=tuple(
            vote_column(block["facts"])
            for block in contents["blocks"]
            if block["kind"] == "poll" and block["facts"]["votes"]
        ),
        secretary=_who(opening["secretary"]) if opening["secretary"] else None,
        chair=_who(opening["chairs"][-1]),
        approved=(_who(approved), date.fromisoformat(approved["on"])) if approved else None,
    )


def _facts(contents: Contents, key: str) -> dict[str, Any]:
    block = block_of(contents, key)
    return block["facts"] if block else {}


def _who(facts: Mapping[str, str]) -> Who:
    return Who(facts["name"], facts["post"])


def block_of_sheet(block: Mapping[str, Any]) -> SheetBlock:
    """One stored block as printed."""
    facts, kind = block["facts"], block["kind"]
    number = str(facts.get("number", ""))
    title = facts.get("question", "") if kind == "poll" else facts.get("title", "") if kind == "item" else ""
    lines = tuple(line for line in block["text"].split("\n") if line.strip())
    if kind != "poll":
        return SheetBlock(block["key"], kind, number, title, lines)
    annulled = facts["state"] == "annulled"
    return SheetBlock(
        block["key"],
        kind,
        number,
        title,
        lines,
        paper=_paper(facts["paper"]),
        tally=None if annulled else _tally(facts),
        is_annulled=annulled,
        is_secret=facts.get("is_secret", False),
        motion=facts.get("motion", ""),
    )


def _paper(paper: Mapping[str, Any] | None) -> str:
    if paper is None:
        return ""
    return f"{paper['title']} (bản {paper['version']})" if paper["version"] else str(paper["title"])


def _tally(facts: Mapping[str, Any]) -> TallyOnSheet | None:
    if not facts["tally"] or not facts["outcome"]:
        return None
    counts = {name: facts["tally"].get(name, 0) for name in COUNTS}  # older minutes know no invalid ballots
    return TallyOnSheet(**counts, needed=facts["outcome"]["needed"], line=tally_words(dict(facts)))


def _attendance(facts: Mapping[str, Any]) -> list[AttendanceRow]:
    rows = [AttendanceRow("", _who(row), _way(row), times_of(row)) for row in facts["rows"]]
    for role, group in _GROUPS.items():
        rows += [
            AttendanceRow(group, _who(row), _way(row), times_of(row))
            for row in facts["guests"]
            if row["role"] == role
        ]
    return rows


def _way(row: Mapping[str, Any]) -> str:
    """From where; the absent one with the reason, the guest with the items invited to."""
    if row.get("role") == "staff" and not row["spans"]:
        return "Phục vụ phiên họp"  # nobody takes the attendance of those who serve the sitting
    words = _WAYS[row["way"]]
    if row["way"] == "online" and row["place"]:
        words += f" ({row['place']})"
    if row["way"] == "absent" and row.get("reason"):
        words += f": {row['reason']}"
    if row.get("instead_of"):
        words += f"; dự họp thay {row['instead_of']['name']}"
    if row.get("items"):
        words += f"; nội dung {', '.join(row['items'])}"
    return words


def times_of(row: Mapping[str, Any]) -> str:
    """ "08:00 - 09:41 (mất kết nối); 09:43 - bế mạc": every stretch of presence, in Hà Nội's time."""
    parts = []
    days = {clock.local_day(datetime.fromisoformat(span["from"])) for span in row["spans"]}
    for span in row["spans"]:
        until = _hour(span["to"]) if span["to"] else "bế mạc"
        words = f"{_hour(span['from'])} - {until}"
        if len(days) > 1:  # a sitting over several days
            on = clock.local_day(datetime.fromisoformat(span["from"]))
            words = f"{on.day}/{on.month}: {words}"
        if span["lost"]:
            words += " (mất kết nối)"
        if span["where"] != row["way"]:
            words += f" ({_WAYS[span['where']].lower()})"
        parts.append(words)
    return "; ".join(parts) or "–"


def _hour(at: str) -> str:
    return f"{clock.local(datetime.fromisoformat(at)):%H:%M}"


def vote_column(facts: Mapping[str, Any]) -> VoteColumn:
    """One vote with everybody's choice."""
    return VoteColumn(
        number=facts["number"],
        item=facts["item"],
        question=facts["question"],
        choices=tuple((_who(row), CHOICES[row["value"]]) for row in facts["votes"]),
        line=tally_words(dict(facts)),
        motion=facts.get("motion", ""),
    )
