"""The pages of a PDF, read in the sandbox and handed over one by one."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from papers import sandbox

log = logging.getLogger("ecabinet.papers")
LIMITS: Final = sandbox.Limits(seconds=240, silent_seconds=10, memory_mib=1024)
MAX_RESTARTS: Final = 20
_A4: Final = (595.28, 841.89)


@dataclass(frozen=True)
class Contents:
    """How many pages, and the outline as [{"title", "level", "page"}]."""

    pages: int
    outline: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """One page: its number from 1, size in points, text (NFC), and the files of its pictures, None if
    unreadable.
    """

    number: int
    width: float
    height: float
    text: str = ""
    thumbnail: Path | None = None
    preview: Path | None = None

    @property
    def is_readable(self) -> bool:
        """Could the page be drawn?"""
        return self.preview is not None


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
            if failure.reason == sandbox.NOT_ISOLATED:
                raise
            if contents is None or at >= contents.pages:
                raise ExtractionFailed(str(failure)) from failure
            log.warning("page %s can't be read: %s", at + 1, failure)
            yield Page(at + 1, *_A4)
            at += 1
            if at >= contents.pages:
                return
    raise ExtractionFailed("too many unreadable pages")


def _page(answer: dict[str, Any], work: Path) -> Page:
    return Page(
        answer["page"],
        answer["width"],
        answer["height"],
        answer["text"],
        work / answer["thumbnail"],
        work / answer["preview"],
    )
