"""What every backend does. A backend never scores: it says which visible pieces match, in tiers, newest first."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from search.queries import Query
from search.registering import Entry, Place, Searchable
from search.visible import Statement, written

# From best to worst: all words in a row with their tones, all with their tones, in a row without, without.
TIERS = ("exact phrase", "exact", "folded phrase", "folded")


class Row(NamedTuple):
    """A visible piece that matches."""

    id: int
    kind: str
    ref: UUID
    page: int
    moment: datetime
    organisation: UUID | None
    sort: str
    classification: str


class Found(NamedTuple):
    """What a query gave: `rows` to count by (one of each thing will do), `best` to rank; `is_more`: not all counted."""

    rows: list[Row]
    best: list[Row]
    is_more: bool


class Text(NamedTuple):
    """The words of a piece, for the ranking."""

    row: Row
    exact: str
    folded: str
    numbers: str


@dataclass(frozen=True)
class Scope:
    """For whom, in which kinds, and narrowed to what (`{"organisation": UUID, "year": 2024, …}`).

    `meanwhile`: what may be done while an index elsewhere is looking, any number of times.
    """

    user: Any
    searchables: tuple[Searchable, ...]
    filters: Mapping[str, Any] = field(default_factory=dict)
    meanwhile: Callable[[], object] | None = None

    @cached_property
    def visible(self) -> dict[str, Statement]:
        """What the user may see of each kind, by the kind; worked out once for all queries of one search."""
        found = {one.kind: written(one.visible_to, self.user) for one in self.searchables}
        return {kind: statement for kind, statement in found.items() if statement is not None}


class Backend(ABC):
    """One index. Rights are part of each query: what the user may not see is in no answer, count or order.

    `is_reserve`: the index that should have answered couldn't, and another did.
    """

    is_reserve = False

    def find(self, query: Query, scope: Scope, counted: int, ranked: int, missing: int = 0) -> Found:
        """At most `counted` rows to count by and the `ranked` best; the newest, where clauses may be missing."""
        rows = self.matching(query, scope, counted, missing)
        best = rows[:ranked] if missing or len(rows) <= ranked else self.best(query, scope, ranked)
        return Found(rows, best, len(rows) >= counted)

    @abstractmethod
    def matching(self, query: Query, scope: Scope, limit: int, missing: int = 0) -> list[Row]:
        """Visible pieces with all clauses but `missing`, newest first."""

    @abstractmethod
    def best(self, query: Query, scope: Scope, limit: int) -> list[Row]:
        """The first `limit` of them, tier by tier, newest first within a tier."""

    @abstractmethod
    def texts(self, rows: list[Row], *, with_tones: bool = True) -> list[Text]:
        """The words of these pieces, in their order; those with their tones are left empty if nobody needs them."""

    @abstractmethod
    def replace(
        self, kind: str, things: Mapping[UUID, list[Entry]], places: list[Place] | None = None
    ) -> None:
        """Make the pieces of these things, or those at these places alone, exactly these entries."""

    def settle(self) -> None:  # noqa: B027
        """Come back when what was replaced can be found; nothing to do where that is so at once."""
