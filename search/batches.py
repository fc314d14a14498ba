"""What one transaction takes in: some of the notes that have waited longest, cut into units of at most a page each.

A thing of more pages than fit is taken in by parts: its other pages are noted one by one, behind what waits already.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from core.registries import SEARCHABLES
from search.models import Change, Piece
from search.registering import InPages, Place, Searchable
from search.watching import Watch, openings, watches

# Of one transaction: things that are taken in whole, pages of others, and notes looked at (many are about the same).
THINGS, PIECES, LOOKED_AT = 40, 200, 4000


class Unit(NamedTuple):
    """What is taken in, or set aside, by itself: the whole thing `ref`, or one page of `ref`."""

    kind: str
    ref: UUID
    page: int | None = None


@dataclass
class Batch:
    """`taken` are the notes it is about, `rest` the pages that didn't fit, `opened` what more people may see."""

    taken: list[int] = field(default_factory=list)
    units: dict[Unit, None] = field(default_factory=dict)
    rest: list[Change] = field(default_factory=list)
    opened: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    # How many things and pages still fit.
    things_left: int = THINGS
    pages_left: int = PIECES

    def remove_notes(self) -> None:
        """What they are about is in the index; what didn't fit is noted instead."""
        for start in range(0, len(self.taken), 500):
            Change.objects.filter(pk__in=self.taken[start : start + 500]).delete()
        Change.objects.bulk_create(self.rest, batch_size=500)


@dataclass
class Noted:
    """What is noted of one row of a watched table: page -> its notes (None: all of it), since when."""

    since: datetime | None
    pages: dict[int | None, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def notes(self) -> list[int]:
        """All of them."""
        return [pk for notes in self.pages.values() for pk in notes]


def next_batch() -> Batch:
    """Of the notes that have waited longest as many as fit."""
    batch, noted = Batch(), dict[tuple[str, UUID], Noted]()
    rows = Change.objects.order_by("pk").values_list("pk", "watch", "ref", "page", "at")
    for pk, watch, ref, page, at in rows[:LOOKED_AT]:
        noted.setdefault((watch, ref), Noted(at)).pages[page].append(pk)
    kinds = {watch.name: (kind, watch) for kind, watch in watches()}
    opening = {watch.name for _kind, watch in openings()}
    for (watch, ref), row in noted.items():
        if watch in opening:
            batch.opened[watch].add(ref)
        if watch not in kinds:
            batch.taken += row.notes
        elif (app := SEARCHABLES[kinds[watch][0]]).pages is None:
            _add_thing(batch, app, app.of(watch, {ref}), row)
        elif None in row.pages:
            _add_pages_of(batch, app, kinds[watch][1], ref, row)
        else:
            _add_pages(batch, app, ref, row)
    return batch


def _add_thing(batch: Batch, app: Searchable, things: Iterable[UUID], row: Noted) -> None:
    if batch.things_left > 0:
        batch.things_left -= 1
        batch.units |= {Unit(app.kind, thing): None for thing in things}
        batch.taken += row.notes


def _add_pages(batch: Batch, app: Searchable, ref: UUID, row: Noted) -> None:
    """Those that fit; the notes of the others stay."""
    for page, notes in row.pages.items():
        if batch.pages_left > 0:
            batch.pages_left -= 1
            batch.units[Unit(app.kind, ref, page)] = None
            batch.taken += notes


def _add_pages_of(batch: Batch, app: Searchable, watch: Watch, ref: UUID, row: Noted) -> None:
    """The pages a row of this watched table says something about, and those that were there."""
    if app.pages is None or batch.pages_left <= 0:
        return
    name = next(one.name for one in app.watches if one.page)
    places = sorted(_places_of(app, app.pages, watch, ref))
    fitting = places[: batch.pages_left]
    batch.units |= {Unit(app.kind, ref, page): None for ref, page in fitting}
    batch.rest += [
        Change(watch=name, ref=ref, page=page, at=row.since) for ref, page in places[len(fitting) :]
    ]
    batch.pages_left -= len(fitting)
    batch.taken += row.notes


def _places_of(app: Searchable, pages: InPages, watch: Watch, ref: UUID) -> set[Place]:
    there = Piece.objects.filter(kind=app.kind).values_list("ref", "page")
    if watch.part == "ref":
        return {*pages.places_in([ref]), *there.filter(ref=ref)}
    things = list(app.of(watch.name, {ref}))
    if watch.part == "head":
        return {*pages.heads_of(things), *there.filter(thing__in=things, page=0)}
    return {*pages.places_of(things), *there.filter(thing__in=things)}


def opened(noted: Mapping[str, set[UUID]]) -> dict[str, set[UUID]]:
    """The things of each kind that more people may see."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for kind, watch in openings():
        if watch.name in noted:
            found[kind] |= set(SEARCHABLES[kind].of(watch.name, noted[watch.name]))
    return found


def places(units: Iterable[Unit]) -> list[Place]:
    """Those that are one page."""
    return [(unit.ref, unit.page) for unit in units if unit.page is not None]
