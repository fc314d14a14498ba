"""What the page shows of a block."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from minutes import selectors
from minutes.models import Minutes, MinutesBlock
from voting.rules import counts_of, strip

Kind = MinutesBlock.Kind
# The components name the values as the wire does, but for the underscore Python needs.
_WIRE = {"for_": "for"}


@dataclass
class Shown:
    """One block with everything its template asks for."""

    block: MinutesBlock
    heading: str
    lines: list[str]
    saved_at: datetime | None
    moved: list[dict[str, Any]]
    tally: dict[str, Any] | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_free(self) -> bool:
        """Did the secretary add it?"""
        return self.block.kind == Kind.FREE

    @property
    def can_restore(self) -> bool:
        """Is there a generated text to go back to?"""
        return self.block.is_own_text and not self.is_free


def shown(block: MinutesBlock, minutes: Minutes) -> Shown:
    """The block as the page shows it."""
    own = block.is_own_text and block.edited_by
    return Shown(
        block=block,
        heading=heading_of(block),
        lines=[line for line in block.text.split("\n") if line.strip()],
        saved_at=minutes.sitting.body.time_of(block.edited_at) if own else None,
        moved=selectors.differences(block),
        tally=_tally(block),
        facts=block.facts,
    )


def heading_of(block: MinutesBlock) -> str:
    """What the block is about, in words."""
    facts = block.facts
    match block.kind:
        case Kind.OPENING:
            return _("I. Thời gian, địa điểm, chủ trì")
        case Kind.ATTENDANCE:
            return _("II. Thành phần dự họp")
        case Kind.ITEM:
            return f"{facts['number']}. {facts['title']}"
        case Kind.POLL:
            motion = f" ({facts['motion']})" if facts.get("motion") else ""
            return _("Biểu quyết số %(number)s: “%(question)s”") % {
                "number": f"{facts['number']}{motion}",
                "question": facts["question"],
            }
        case Kind.CONCLUSION:
            return _("Kết luận nội dung %(number)s") % {"number": facts["number"]}
        case Kind.INTERNAL:
            return _("Phụ lục: phần họp nội bộ")
        case Kind.CLOSING:
            return _("IV. Bế mạc")
        case _:
            return _("Đoạn văn thêm")


def _tally(block: MinutesBlock) -> dict[str, Any] | None:
    facts = block.facts
    if block.kind != Kind.POLL or facts["state"] != "announced" or not facts["tally"]:
        return None
    tally = facts["tally"]
    return {
        "strip": [_WIRE.get(value, value) for value in strip(tally)],
        "needed": facts["outcome"]["needed"],
        "counts": {_WIRE.get(name, name): number for name, number in counts_of(tally).items()},
    }
