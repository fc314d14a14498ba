"""The one door to search: what somebody may see of what was asked for, with counts, in an order that tells no more.

Rights are asked three times: inside the query, again when each hit is fetched for showing, and by the page it leads
to. Counts are of what the query gave this user.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from search import facets, meant, ranking, refreshing, showing
from search.backends import backend
from search.backends.base import Backend, Found, Row, Scope, Text
from search.facets import Facet
from search.queries import Query, number_of, parse
from search.ranking import Score
from search.registering import one_search
from search.showing import Group

RANKED, COUNTED, ON_A_PAGE = 200, 2000, 20


@dataclass(frozen=True)
class Answer:
    """What a search gives. `total` counts things; `is_more`: there are more pieces than were counted."""

    query: Query
    groups: tuple[Group, ...] = ()
    total: int = 0
    is_more: bool = False
    is_loose: bool = False
    is_behind: bool = False
    # The database answered, because Elasticsearch couldn't or hadn't heard of the newest changes.
    is_reserve: bool = False
    page: int = 1
    pages: int = 1
    facets: tuple[Facet, ...] = ()
    # Numbers of documents that may have been meant, each with something to be found.
    meant: tuple[str, ...] = ()


def find(
    user: Any,
    text: str,
    filters: Mapping[str, str] | None = None,
    page: int = 1,
    meanwhile: Callable[[], object] | None = None,
) -> Answer:
    """Hits of every kind the user may see: all words first; if nothing has them all, what has nearly all.

    `meanwhile` is called, never or several times, while an index elsewhere is looking: for what needs no answer.
    """
    query = parse(text)
    if not query.clauses or not getattr(user, "is_active", False):
        return Answer(query)
    is_behind = refreshing.catch_up_if_possible()
    chosen = facets.clean(filters or {})
    scope = Scope(user, tuple(facets.kinds(chosen)), chosen, meanwhile)
    return replace(_answer(query, scope, page), is_behind=is_behind)


def _answer(query: Query, scope: Scope, page: int) -> Answer:
    """Two steps, for what decides about rights is read once in each: the question, and what is shown of its answer."""
    index = backend()
    with one_search():
        found, missing = found_pieces(query, scope, index)
        offered = _meant(query, scope, index, is_found=bool(found.rows) and not missing)
    things = by_thing([text.row for _score, text in _ranked(query, index, found)])
    pages = max(-(-len(things) // ON_A_PAGE), 1)
    page = min(max(page, 1), pages)
    with one_search():
        return Answer(
            query=query,
            # The filters before the hits: they ask of which items all things are, the hits then ask it no more.
            facets=facets.of(scope.user, found.rows, scope.filters),
            groups=showing.groups(scope.user, query, things[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]),
            meant=offered,
            total=len({(row.kind, row.ref) for row in found.rows}),
            is_more=found.is_more,
            is_loose=bool(missing),
            is_reserve=index.is_reserve,
            page=page,
            pages=pages,
        )


def _ranked(query: Query, index: Backend, found: Found) -> list[tuple[Score, Text]]:
    return ranking.rank(query, index.texts(found.best, with_tones=ranking.minds_tones(query)))


def _meant(query: Query, scope: Scope, index: Backend, *, is_found: bool) -> tuple[str, ...]:
    """Numbers that lead this user somewhere."""
    asked = [(number, number_of(number)) for number in meant.numbers(query, is_found=is_found)]
    return tuple(number for number, one in asked if one and index.matching(one, scope, 1))


def pieces_citing(user: Any, number: str, limit: int) -> tuple[Query | None, list[Row]]:
    """The pieces this user may see that name a document number, newest first; no query if it is none."""
    query = number_of(number)
    if query is None or not getattr(user, "is_active", False):
        return None, []
    refreshing.catch_up_if_possible()
    return query, backend().matching(query, Scope(user, tuple(facets.kinds({}))), limit)


def ranked_pieces(
    user: Any, query: Query, chosen: Mapping[str, Any]
) -> tuple[list[Row], int, list[tuple[Score, Text]]]:
    """Visible pieces that match, one of each thing at least, how many words they lack, the best with their scores."""
    index = backend()
    found, missing = found_pieces(query, Scope(user, tuple(facets.kinds(chosen)), chosen), index)
    return found.rows, missing, _ranked(query, index, found)


def found_pieces(query: Query, scope: Scope, index: Backend) -> tuple[Found, int]:
    """What has all words; else what lacks one, and of five or more words two."""
    for missing in range(3):
        if missing and len(query.clauses) < 2 * missing + 1:
            break
        found = index.find(query, scope, COUNTED, RANKED, missing)
        if found.rows:
            return found, missing
    return Found([], [], is_more=False), 0


def by_thing(ranked: list[Row]) -> list[list[Row]]:
    """The pieces of one thing together, in the place of its first."""
    things: dict[tuple[str, UUID], list[Row]] = {}
    for row in ranked:
        things.setdefault((row.kind, row.ref), []).append(row)
    return list(things.values())
