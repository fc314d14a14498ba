"""A reader's own marks in the reader's own set: what is drawn on each page of a paper, and whose words follow it.

However much one has written, a set is made in bounded time: what goes beyond `Room` is left out, and the set says so.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from annotations.anchoring import squeeze
from annotations.w3c import parts_of

# Of one set: letters of notes (a line counts as at least `LINE`), and points of ink.
LETTERS: Final = 400_000
LINE: Final = 60
POINTS: Final = 400_000
MOST_DRAWN: Final = 20_000
Marks = Sequence[dict[str, Any]]


@dataclass
class Room:
    """What may still go into the set."""

    letters: int = LETTERS
    points: int = POINTS
    drawn: int = MOST_DRAWN

    def takes(self, name: str, size: int) -> bool:
        """Take that much, if it is there."""
        left = getattr(self, name)
        if size > left:
            return False
        setattr(self, name, left - size)
        return True


@dataclass
class OwnPages:
    """By page of the paper: what is drawn, and what is listed after it (`None`: marks without a place)."""

    drawn: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    listed: dict[int | None, list[tuple[int, dict[str, Any]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    left_out: int = 0

    @property
    def after(self) -> list[int]:
        """The pages on which words of the reader follow."""
        return sorted(page for page in self.listed if page is not None)


def lay_out(marks: Marks, texts: Mapping[int, str], room: Room) -> OwnPages:
    """Where each mark goes; `texts` holds the pages that have one. Numbers begin at 1 in each paper."""
    found = OwnPages()
    letters = {number: squeeze(text) for number, text in texts.items()}
    number = 0
    for mark in sorted(marks, key=_order):
        place = mark["target"]
        is_drawn = place is not None and _stands(mark, letters) and _takes_drawing(mark, room)
        if is_drawn and not mark["body"]:
            _draw(found, mark, None)
            continue
        has_room = room.takes("letters", _size(mark))
        found.left_out += not has_room
        if has_room:
            number += 1
            found.listed[place["page"] if place else None].append((number, mark))
        if is_drawn:
            _draw(found, mark, number if has_room else None)
    return found


def _order(mark: dict[str, Any]) -> tuple[bool, int, int]:
    """By place; those without one last."""
    place = mark["target"] or {}
    return mark["target"] is None, place.get("page", 0), place.get("start", 0)


def _size(mark: dict[str, Any]) -> int:
    lines = [line for line in mark["body"].splitlines() if line.strip()]
    return LINE + sum(max(LINE, len(line)) for line in lines) + min(600, len(mark["quote"]))


def _stands(mark: dict[str, Any], letters: Mapping[int, str]) -> bool:
    """Are the marked words in the text of their pages? Ink and notes stand without words too."""
    if mark["kind"] in ("ink", "note", "question"):
        return True
    parts = parts_of(mark["target"])
    return all(squeeze(part.get("quote") or "\n") in letters.get(part["page"], "") for part in parts)


def _takes_drawing(mark: dict[str, Any], room: Room) -> bool:
    strokes = mark["target"].get("strokes") or ()
    return room.takes("drawn", 1 + len(strokes)) and room.takes("points", sum(map(len, strokes)) // 2)


def _draw(found: OwnPages, mark: dict[str, Any], number: int | None) -> None:
    """Page by page; number, strokes and sign where it begins."""
    by_page: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for part in parts_of(mark["target"]):
        by_page[part["page"]].append(part)
    first = mark["target"]["page"]
    for page, parts in by_page.items():
        ink = {"strokes": parts[0].get("strokes") or (), "box": parts[0].get("box")}
        plain = [{name: one.get(name) for name in ("quote", "prefix", "suffix", "start")} for one in parts]
        drawn = {"kind": mark["kind"], "colour": mark["colour"], "parts": plain, **ink}
        found.drawn[page].append({**drawn, "number": number if page == first else None})
