"""Filters and how many hits each leaves: counted from what the query gave this user, from nothing else."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import clock
from core.errors import NotFound
from core.ids import as_id
from core.registries import SEARCHABLES, ListRegistry
from core.text import clean_line, sort_key, whole_number
from search.backends.base import Row
from search.registering import Searchable

MOST, PLACES = 30, ("body", "sitting", "number")
# A list of so many different numbers is no choice: it is offered once what is found is narrowed to fewer things.
NUMBERED = 200
# The names of the same bodies, sittings and numbers over and over.
_sort_key = lru_cache(maxsize=20_000)(sort_key)
# What both databases and Elasticsearch can count days in.
FIRST_YEAR, LAST_YEAR = 1900, 2999
NAMES = {
    "kind": _("Ở đâu"),
    "body": _("Cơ quan họp"),
    "sitting": _("Phiên họp"),
    "organisation": _("Bộ, ngành"),
    "sort": _("Loại văn bản"),
    "number": _("Số, ký hiệu"),
    "year": _("Năm"),
    "classification": _("Độ mật"),
}


@dataclass(frozen=True)
class Placing:
    """Of which sitting or body a thing is, or its own number, as far as the user may know: to narrow, and to count."""

    refs_in: Callable[[Any, str, Any], QuerySet | None]
    of: Callable[[Any, str, list[UUID]], Mapping[UUID, list[tuple[Any, str]]]]


# "sitting", "body", "number" -> Placings, each of the kinds its app knows
PLACINGS: ListRegistry[Placing] = ListRegistry("placings")


def refs_in(user: Any, name: str, kind: str, value: Any) -> QuerySet | None:
    """The refs of this kind in this place; None if the kind is of no place."""
    found = (placing.refs_in(user, kind, value) for placing in PLACINGS.all(name))
    return next((refs for refs in found if refs is not None), None)


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter with what can be chosen."""

    name: str
    label: Any
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Choice | None:
        """What is chosen, if anything is."""
        return next((choice for choice in self.choices if choice.is_chosen), None)


def clean(filters: Mapping[str, str]) -> dict[str, Any]:
    """Only filters there are, with values they can have."""
    ways: dict[str, Callable[[str], Any]] = {
        "kind": lambda text: text if text in SEARCHABLES else None,
        "year": lambda text: year if (year := whole_number(text, LAST_YEAR) or 0) >= FIRST_YEAR else None,
        "number": lambda text: clean_line(text)[:60],
        "sort": lambda text: clean_line(text)[:20],
        "classification": lambda text: clean_line(text)[:20],
    }
    read = {name: ways.get(name, _id)(filters.get(name) or "") for name in NAMES}
    return {name: value for name, value in read.items() if value}


def _id(text: str) -> UUID | None:
    try:
        return as_id(text)
    except NotFound:
        return None


def kinds(chosen: Mapping[str, Any]) -> Iterable[Searchable]:
    """The kinds to look in."""
    return [app for kind, app in SEARCHABLES.items() if chosen.get("kind", kind) == kind]


def of(user: Any, rows: list[Row], chosen: Mapping[str, Any]) -> tuple[Facet, ...]:
    """What the hits can be narrowed by. A filter with one value is left out, unless it is chosen."""
    things = list({(row.kind, row.ref): row for row in reversed(rows)}.values())
    refs: dict[str, list[UUID]] = {}
    for row in things:
        refs.setdefault(row.kind, []).append(row.ref)
    names = [name for name in NAMES if name != "number" or len(things) <= NUMBERED or name in chosen]
    found = [_facet(name, *_values(user, name, things, refs), chosen.get(name)) for name in names]
    return tuple(facet for facet in found if len(facet.choices) > 1 or facet.chosen)


def _values(
    user: Any, name: str, things: list[Row], refs: Mapping[str, list[UUID]]
) -> tuple[Counter[str], Mapping[str, Any]]:
    """How many things have each value, and its label, which may be one to be translated."""
    if name in PLACES:
        pairs = [pair for placing in PLACINGS.all(name) for pair in _placed(user, placing, refs)]
        return Counter(value for value, _label in pairs), dict(pairs)
    if name == "kind":
        kinds = Counter(row.kind for row in things)
        return kinds, {kind: SEARCHABLES[kind].label for kind in kinds}
    if name == "year":
        years = Counter(_year(row.moment) for row in things if SEARCHABLES[row.kind].is_dated)
        return years, {year: year for year in years}
    if name == "organisation":
        bodies = Counter(row.organisation for row in things if row.organisation)
        names = dict(Organisation.objects.filter(pk__in=bodies).values_list("pk", "name"))
        counts = Counter({str(pk): number for pk, number in bodies.items() if pk in names})
        return counts, {str(pk): label for pk, label in names.items()}
    return _worded(things, name, {"sort": "sorts", "classification": "classifications"}[name])


def _worded(things: list[Row], name: str, words: str) -> tuple[Counter[str], Mapping[str, Any]]:
    """By a column whose values each kind has words for; what a kind has no word for is not counted."""
    counts: Counter[str] = Counter()
    labels: dict[str, Any] = {}
    for (kind, value), number in Counter((row.kind, getattr(row, name)) for row in things).items():
        if value in (known := getattr(SEARCHABLES[kind], words)):
            counts[value] += number
            labels[value] = known[value]
    return counts, labels


@lru_cache(maxsize=20_000)
def _year(moment: datetime) -> str:
    return str(clock.local(moment).year)


def _placed(user: Any, placing: Placing, refs: Mapping[str, list[UUID]]) -> list[tuple[str, str]]:
    return [
        (str(value), label)
        for kind, wanted in refs.items()
        for places in placing.of(user, kind, wanted).values()
        for value, label in places
    ]


def _facet(name: str, counts: Counter[str], named: Mapping[str, Any], chosen: Any) -> Facet:
    labels = {value: str(named[value]) for value in counts}
    by_count = sorted(counts, key=lambda value: (-counts[value], _sort_key(labels[value]), value))
    kept = by_count[:MOST]
    if name == "year":
        kept.sort(reverse=True)
    choices = tuple(Choice(value, labels[value], counts[value], value == str(chosen)) for value in kept)
    return Facet(name, NAMES[name], choices)
