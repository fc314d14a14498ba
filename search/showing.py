"""Hits as people see them: fetched again with the viewer's rights, and those of one matter together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.registries import SEARCHABLES
from search.backends.base import Row
from search.queries import Query
from search.registering import LIVES, MATTERS, Matter, Place, Shown, Station
from search.snippets import Part, marked, snippet

OTHER_PAGES = 8
Seen = Mapping[tuple[str, UUID, int], Shown]


@dataclass(frozen=True)
class Hit:
    """One thing found: words for people, and where it leads."""

    kind: str
    label: Any
    title: tuple[Part, ...]
    url: str
    place: str = ""
    snippet: tuple[Part, ...] = ()
    # Other pages of it that match: number and address, in their order.
    others: tuple[tuple[int, str], ...] = ()
    comes_back: bool = False
    cited_url: str = ""
    ref: UUID | None = None
    # When the owner of a saved search was told of it.
    told_at: datetime | None = None


@dataclass(frozen=True)
class Group:
    """Hits about one matter; without one, a single hit."""

    matter: Matter | None
    hits: tuple[Hit, ...]
    # The stations of the matter, the first one first; none if there is but one.
    life: tuple[Station, ...] = ()

    @property
    def is_headed(self) -> bool:
        """Does the matter stand above the hits? A single hit without a life needs no heading."""
        return self.matter is not None and (len(self.hits) > 1 or bool(self.life))


def groups(user: Any, query: Query, things: list[list[Row]]) -> tuple[Group, ...]:
    """In the order of their first hits. Who lost a right since the query was asked doesn't see the hit."""
    seen = _seen(user, [row for thing in things for row in thing[: OTHER_PAGES + 1]])
    matters = _matters(user, things)
    found: dict[object, tuple[Matter | None, list[Hit]]] = {}
    for at, rows in enumerate(things):
        hit = _hit(query, rows, seen)
        if hit is not None:
            matter = matters.get((rows[0].kind, rows[0].ref))
            found.setdefault(matter.key if matter else at, (matter, []))[1].append(hit)
    lives = _lives(user, [matter.key for matter, _hits in found.values() if matter])
    return tuple(
        Group(matter, tuple(hits), lives.get(matter.key, ()) if matter else ())
        for matter, hits in found.values()
    )


def _lives(user: Any, keys: list[str]) -> dict[str, tuple[Station, ...]]:
    """The stations of each matter that has more than one, in the order of time."""
    found: dict[str, list[Station]] = {}
    for ask in LIVES.all("of") if keys else []:
        for key, stations in ask(user, keys).items():
            found.setdefault(key, []).extend(stations)
    return {
        key: tuple(sorted(stations, key=lambda one: one.at))
        for key, stations in found.items()
        if len(stations) > 1
    }


def _seen(user: Any, rows: list[Row]) -> Seen:
    places: dict[str, list[Place]] = {}
    for row in rows:
        places.setdefault(row.kind, []).append((row.ref, row.page))
    return {
        (kind, *place): shown
        for kind, wanted in places.items()
        for place, shown in SEARCHABLES[kind].show(user, wanted).items()
    }


def _matters(user: Any, things: list[list[Row]]) -> dict[tuple[str, UUID], Matter]:
    refs: dict[str, list[UUID]] = {}
    for rows in things:
        refs.setdefault(rows[0].kind, []).append(rows[0].ref)
    found: dict[tuple[str, UUID], Matter] = {}
    for kind, wanted in refs.items():
        for ask in MATTERS.all("of"):
            for ref, matter in ask(user, kind, wanted).items():
                found.setdefault((kind, ref), matter)
    return found


def _hit(query: Query, rows: list[Row], seen: Seen) -> Hit | None:
    """The best page with a text stands for the thing, its title if none has."""
    open_now = [row for row in rows if (row.kind, row.ref, row.page) in seen]
    if not open_now:
        return None
    first = next((row for row in open_now if row.page), open_now[0])
    shown = seen[first.kind, first.ref, first.page]
    others = sorted(row.page for row in open_now if row.page and row is not first)
    return Hit(
        kind=first.kind,
        label=SEARCHABLES[first.kind].label,
        title=marked(query, shown.title),
        url=_address(query, shown),
        place=shown.place,
        snippet=snippet(query, shown.text),
        others=tuple((page, _address(query, seen[first.kind, first.ref, page])) for page in others),
        comes_back=shown.comes_back,
        cited_url=shown.cited_url,
        ref=first.ref,
    )


def _address(query: Query, shown: Shown) -> str:
    """Where the hit is; with the words looked for, where they can be marked."""
    if not shown.marks_words:
        return shown.url
    return f"{shown.url}{'&' if '#' in shown.url else '#'}find={query.in_address}"
