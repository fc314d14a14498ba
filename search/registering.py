"""What an app leaves under `SEARCHABLES` so that its things can be found (`indexes.py` beside its models)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import QuerySet

from core.registries import ListRegistry
from search.watching import Watch

Result = TypeVar("Result")
_memory: ContextVar[dict[Any, Any] | None] = ContextVar("search", default=None)


@contextmanager
def one_search() -> Iterator[None]:
    """Within it, what several ask about the same user is worked out once; nothing of it outlives the search."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(key: Any, make: Callable[[], Result]) -> Result:
    """What was made under this key in this search, made now if it is the first time or no search is going on."""
    memory = _memory.get()
    if memory is None:
        return make()
    if key not in memory:
        memory[key] = make()
    return cast(Result, memory[key])


# Letters of one piece: a longer text is a table of figures or a mistake; its beginning is found. Known to apps so that
# they needn't read on.
LONGEST = 60_000
# (ref, page): one piece of one thing.
Place = tuple[UUID, int]


@dataclass(frozen=True)
class Entry:
    """One piece for the index, with its words as people read them."""

    ref: UUID
    page: int
    text: str
    moment: datetime
    classification: str = ""
    organisation: UUID | None = None
    sort: str = ""


@dataclass(frozen=True)
class Shown:
    """A piece as its viewer may see it, fetched with the viewer's rights: `text` is what the snippet is cut from."""

    title: str
    url: str
    place: str = ""
    text: str = ""
    # Does the page at `url` mark words it is given as `find` behind the "#"?
    marks_words: bool = False
    # Does the page at `url` lead back to where `?back=` says?
    comes_back: bool = False
    # Where it is listed who cites it, if it has a number to be cited by.
    cited_url: str = ""


@dataclass(frozen=True)
class InPages:
    """Of things with many pages: a change of one is taken in at the cost of one.

    `places_of(things)` says which pages they have, `places_in(refs)` which these refs have, `heads_of(things)` where
    their titles stand; `entries_at(places)` gives the pieces of these and no others, by the thing.
    """

    places_of: Callable[[list[UUID]], Iterable[Place]]
    places_in: Callable[[list[UUID]], Iterable[Place]]
    heads_of: Callable[[list[UUID]], Iterable[Place]]
    entries_at: Callable[[list[Place]], Mapping[UUID, list[Entry]]]


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that can be found.

    `entries_of(things)` gives the pieces of each of these ids (none for what is gone); `visible_to(user)` the refs the
    user may see, as a query of one column, which becomes part of the search's own; `show(user, places)` those of the
    places the user may see now. `of(watch, ids)` turns what a watch noted into ids of things. `openings` are tables
    whose rows let more people see a thing without changing its words: saved searches look at it again.
    `things_of(refs)` says of which thing each ref is.
    """

    kind: str
    label: Any
    watches: tuple[Watch, ...]
    entries_of: Callable[[list[UUID]], Mapping[UUID, list[Entry]]] = field(repr=False)
    visible_to: Callable[[Any], QuerySet] = field(repr=False)
    show: Callable[[Any, list[Place]], Mapping[Place, Shown]] = field(repr=False)
    of: Callable[[str, set[UUID]], Iterable[UUID]] = field(default=lambda _watch, ids: ids, repr=False)
    openings: tuple[Watch, ...] = ()
    things_of: Callable[[list[UUID]], Mapping[UUID, UUID]] = field(
        default=lambda refs: {ref: ref for ref in refs}, repr=False
    )
    pages: InPages | None = field(default=None, repr=False)
    # (day, day) -> things whose words change by themselves after the first and until the second day.
    begins: Callable[[date, date], Iterable[UUID]] | None = field(default=None, repr=False)
    # Does the moment of its entries say of which year it is?
    is_dated: bool = True
    # value -> words, for the filters
    sorts: Mapping[str, Any] = field(default_factory=dict)
    classifications: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Matter:
    """What several hits are about: a dossier, an item of an agenda, as far as the viewer may see it."""

    key: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class Station:
    """Where a matter once was, in words: the day, the body and its sitting, and how it went there."""

    at: datetime
    place: str
    outcome: str = ""
    url: str = ""


# "of" -> functions(user, kind, refs) -> {ref: Matter}, asked in turn; the first that knows a ref is right
MATTERS: ListRegistry[Callable[[Any, str, list[UUID]], Mapping[UUID, Matter]]] = ListRegistry("matters")
# "of" -> functions(user, keys of matters) -> {key: [Station]}: the life of each, across all bodies, for this viewer
LIVES: ListRegistry[Callable[[Any, list[str]], Mapping[str, list[Station]]]] = ListRegistry("lives")
