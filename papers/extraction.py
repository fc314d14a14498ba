"""The pages of a PDF, read in the sandbox and handed over one by one."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from papers import sandbox

log = logging.getLogger("ecabinet.papers")
LIMITS: Final = sandbox.Limits(seconds=240, silent_seconds=10, memory_mib=1024)
MAX_RESTARTS: Final = 60
_A4: Final = (595.28, 841.89)


@dataclass(frozen=True)
class Contents:
    """How many pages, and the outline as [{"title", "level", "page"}]."""

    pages: int
    outline: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """One page: its number from 1, size in points, text (NFC), and the files of its pictures, None where they are
    drawn later; `is_readable` unless it killed its reader; `dots_wide` as it is drawn in tiles, 0 if it needn't be.
    """

    number: int
    width: float
    height: float
    text: str = ""
    thumbnail: Path | None = None
    preview: Path | None = None
    is_scan: bool = False
    is_readable: bool = True
    dots_wide: int = 0


@dataclass(frozen=True)
class Strip:
    """Some tiles of a huge page, by their names, or a PDF of its words alone; `is_last` of the page."""

    number: int
    tiles: dict[str, Path]
    is_last: bool
    words: Path | None = None


@dataclass(frozen=True)
class Drawn:
    """The pictures of a page; None of one that can't be drawn."""

    number: int
    thumbnail: Path | None = None
    preview: Path | None = None


class ExtractionFailed(Exception):
    """The PDF can't be opened at all."""


def read(pdf: Path, work: Path, start: int = 0) -> Iterator[Contents | Page]:
    """First the Contents, then each Page from index `start`. `pdf` lies inside `work`.

    A page that kills the reader is handed over unreadable and the reading goes on after it: one bad page must
    not
    cost a minister the other ninety-nine. Raises ExtractionFailed when nothing can be opened.
    """
    contents: Contents | None = None
    at = start
    for _attempt in range(MAX_RESTARTS):
        began = at
        try:
            for answer in sandbox.run_worker("extract", work, LIMITS, path=str(pdf), out=str(work), start=at):
                if "pages" in answer:
                    if contents is None:
                        contents = Contents(answer["pages"], answer["outline"])
                        yield contents
                    continue
                yield _page(answer, work)
                at = answer["page"]
            return
        except sandbox.SandboxFailure as failure:
            if failure.is_ours:
                raise
            if contents is None or at >= contents.pages:
                raise ExtractionFailed(str(failure)) from failure
            if at > began:  # it read pages and ran out of time: the next child goes on from here
                continue
            log.warning("page %s can't be read: %s", at + 1, failure)
            yield Page(at + 1, *_A4, is_readable=False)
            at += 1
            if at >= contents.pages:
                return
    raise ExtractionFailed("too many unreadable pages")


def draw(pdf: Path, work: Path, numbers: Sequence[int]) -> Iterator[Drawn]:
    """The pictures of these pages. `pdf` lies inside `work`. A page that kills the reader comes without any."""
    left = list(numbers)
    while left:
        began = len(left)
        try:
            for answer in sandbox.run_worker(
                "draw", work, LIMITS, path=str(pdf), out=str(work), numbers=left
            ):
                yield Drawn(answer["page"], work / answer["thumbnail"], work / answer["preview"])
                left = left[1:]
            return
        except sandbox.SandboxFailure as failure:
            if failure.is_ours:
                raise
            if len(left) < began:  # it drew pages and ran out of time: the next child goes on from here
                continue
            log.warning("page %s can't be drawn: %s", left[0], failure)
            yield Drawn(left.pop(0))


def draw_tiles(pdf: Path, work: Path, pages: dict[int, int]) -> Iterator[Strip]:
    """The tiles of huge pages ({number: dots wide}), strip by strip. `pdf` lies inside `work`.

    A page that kills the reader gets none; the others are drawn without it.
    """
    left = dict(pages)
    while left:
        told = {str(number): wide for number, wide in left.items()}
        try:
            for answer in sandbox.run_worker(
                "draw_tiles", work, LIMITS, path=str(pdf), out=str(work), pages=told
            ):
                number = answer["page"]
                names = answer.get("names", [])
                words = work / answer["words"] if "words" in answer else None
                yield Strip(number, {name: work / name for name in names}, answer["is_last"], words)
                if answer["is_last"]:
                    left.pop(number)
            return
        except sandbox.SandboxFailure as failure:
            if failure.is_ours:
                raise
            failed = next(iter(left))
            if len(told) > 1 and len(left) < len(
                told
            ):  # time ran out after whole pages: the next child goes on
                continue
            log.warning("page %s can't be drawn in tiles: %s", failed, failure)
            left.pop(failed)


def _page(answer: dict[str, Any], work: Path) -> Page:
    return Page(
        answer["page"],
        answer["width"],
        answer["height"],
        answer["text"],
        work / answer["thumbnail"] if answer["thumbnail"] else None,
        work / answer["preview"] if answer["preview"] else None,
        answer["scan"],
        dots_wide=answer["dots_wide"],
    )
