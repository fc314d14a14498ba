"""Whose copy is this? From a leaked file, or from the number read off a page."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import QuerySet

from copies.marking import plain_trace
from copies.models import IssuedCopy
from papers import sandbox
from papers.kinds import KINDS, plain_kind
from papers.readers.bars import is_trace

LIMITS = sandbox.Limits(seconds=180, silent_seconds=90, memory_mib=1536)


class NotTraceable(Exception):
    """Neither a PDF nor a picture; the words say what to do."""


@dataclass
class Found:
    """One copy with the places its trace was read in; `copy` is None for a trace no copy here has."""

    trace: str
    copy: IssuedCopy | None
    places: list[str] = field(default_factory=list)


def traces_in(path: Path) -> dict[str, list[str]]:
    """`{trace: places}` read from a file inside the shut child. Raises `NotTraceable`, `SandboxFailure`."""
    with path.open("rb") as stream:
        kind = plain_kind(stream.read(64))
    if kind is None or kind.name not in ("pdf", "png", "jpeg", "tiff", "webp"):
        raise NotTraceable(f"{path.name} is neither a PDF nor a picture ({', '.join(KINDS)})")
    found: dict[str, list[str]] = {}
    with sandbox.work_folder() as work:
        inside = work / f"leaked.{kind.extensions[0]}"
        shutil.copyfile(path, inside)
        for answer in sandbox.run_worker("find_traces", work, LIMITS, path=str(inside), kind=kind.name):
            place = f"{answer['where']}, page {answer['page']}" if answer["page"] else answer["where"]
            places = found.setdefault(answer["trace"], [])
            if place not in places:
                places.append(place)
    return found


def copies_in(path: Path) -> list[Found]:
    """The copies a leaked file comes from, those read most often first."""
    found = traces_in(path)
    rows = {row.trace: row for row in _rows().filter(trace__in=list(found))}
    result = [Found(trace, rows.get(trace), places) for trace, places in found.items()]
    return sorted(result, key=lambda one: (one.copy is None, -len(one.places)))


def copies_numbered(typed: str) -> list[IssuedCopy]:
    """The copies with this trace ("4821-0394-1182") or this number of a year ("123/2020", one per body)."""
    if is_trace(digits := plain_trace(typed)):
        return list(_rows().filter(trace=digits))
    number, _slash, year = typed.strip().partition("/")
    if number.strip().isdigit() and year.strip().isdigit():
        return list(_rows().filter(number=int(number), year=int(year)))
    return []


def _rows() -> QuerySet[IssuedCopy]:
    return IssuedCopy.objects.select_related("body", "sitting", "version__paper", "user")
