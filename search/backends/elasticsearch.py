"""Elasticsearch as the index; what is in the database answers when it can't, or hasn't heard of the newest changes.

The words of a hit, like everything that is shown, come from the database: Elasticsearch says which pieces match.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from functools import cache, lru_cache, partial
from typing import Any, TypeVar
from uuid import UUID

from core import clock
from search.backends import elasticsearch_query as asked
from search.backends.base import Backend, Found, Row, Scope, Text
from search.elastic import indices, outgoing, sending
from search.elastic.client import Emptied, Resting, Unavailable, patience, reached
from search.queries import Query
from search.registering import Entry, Place

# From when on a change that waits makes the database answer.
BEHIND = timedelta(seconds=5)
FIELDS = [{"field": name} for name in ("thing", "piece", "page")]
PARTS = "hits.hits.fields,aggregations.things.buckets.key,aggregations.things.sum_other_doc_count"
log = logging.getLogger("ecabinet.search")
Result = TypeVar("Result")


class ElasticsearchBackend(Backend):
    """Asked for one search: after a failure the rest of it is answered by the database."""

    def __init__(self, reserve: Backend) -> None:
        self.reserve = reserve
        state = outgoing.state()
        waits = state.oldest is not None and state.oldest < clock.real() - BEHIND
        self.is_reserve = waits or not state.live

    def find(self, query: Query, scope: Scope, counted: int, ranked: int, missing: int = 0) -> Found:
        """Both in one question."""
        wanted = asked.having(query, missing) if missing else asked.in_tiers(query)
        order = asked.ORDER if missing else asked.BY_TIER
        return self._or_reserve(
            lambda: _found(wanted, scope, order, counted, ranked),
            lambda: self.reserve.find(query, scope, counted, ranked, missing),
        )

    def matching(self, query: Query, scope: Scope, limit: int, missing: int = 0) -> list[Row]:
        return self._or_reserve(
            lambda: _rows(asked.having(query, missing), scope, asked.ORDER, limit),
            lambda: self.reserve.matching(query, scope, limit, missing),
        )

    def best(self, query: Query, scope: Scope, limit: int) -> list[Row]:
        return self._or_reserve(
            lambda: _rows(asked.in_tiers(query), scope, asked.BY_TIER, limit),
            lambda: self.reserve.best(query, scope, limit),
        )

    def texts(self, rows: list[Row], *, with_tones: bool = True) -> list[Text]:
        found = self.reserve.texts(rows, with_tones=with_tones)
        if len(found) == len(rows):
            return found
        return self.reserve.texts(outgoing.as_numbered_now(rows), with_tones=with_tones)

    def replace(
        self, kind: str, things: Mapping[UUID, list[Entry]], places: list[Place] | None = None
    ) -> None:
        """The pieces in the database, which notes what Elasticsearch is to be told."""
        self.reserve.replace(kind, things, places)

    def settle(self) -> None:
        """Raises `Unavailable`."""
        sending.send()

    def _or_reserve(self, ask: Callable[[], Result], ask_reserve: Callable[[], Result]) -> Result:
        if not self.is_reserve:
            try:
                return ask()
            except Unavailable as error:
                if not isinstance(error, Resting):
                    log.warning("search: answered by the database: %s", error)
                self.is_reserve = True
                if isinstance(error, Emptied):
                    outgoing.forget()
        return ask_reserve()


def _found(wanted: dict[str, Any], scope: Scope, order: list[Any], counted: int, ranked: int) -> Found:
    counts = {"things": {"terms": {"field": "thing", "size": counted}}}
    answer = _answer(wanted, scope, order, ranked, aggs=counts)
    things = answer["aggregations"]["things"]
    rows = [_thing(bucket["key"]) for bucket in things.get("buckets", ())]
    return Found(rows, _hits(answer), things["sum_other_doc_count"] > 0)


def _rows(wanted: dict[str, Any], scope: Scope, order: list[Any], limit: int) -> list[Row]:
    return _hits(_answer(wanted, scope, order, limit))


def _answer(wanted: dict[str, Any], scope: Scope, order: list[Any], limit: int, **more: Any) -> Any:
    """All of it or nothing: an answer without one of the shards would be a wrong one."""
    allowed = asked.allowed(scope)
    with reached(patience()) as client:
        asking = partial(
            client.search,
            index=indices.alias(),
            query={"bool": {"must": [wanted], "filter": [allowed]}},
            sort=order,
            size=limit,
            docvalue_fields=FIELDS,
            stored_fields="_none_",
            track_total_hits=False,
            allow_partial_search_results=False,
            filter_path=PARTS,
            **more,
        )
        return _beside(asking, scope.meanwhile).body


def _beside(ask: Callable[[], Result], meanwhile: Callable[[], object] | None) -> Result:
    """The answer, asked for in a thread of its own while this one does what needs no answer."""
    if meanwhile is None:
        return ask()
    asked_for = _askers().submit(ask)
    try:
        meanwhile()
    finally:
        wait([asked_for])
    return asked_for.result()


@cache
def _askers() -> ThreadPoolExecutor:
    """They only wait for Elasticsearch, and touch no table."""
    return ThreadPoolExecutor(max_workers=16, thread_name_prefix="search")


def _hits(answer: Any) -> list[Row]:
    return [_row(hit["fields"]) for hit in answer.get("hits", {}).get("hits", ())]


def _row(fields: dict[str, list[Any]]) -> Row:
    return _thing(fields["thing"][0])._replace(id=fields["piece"][0], page=fields["page"][0])


@lru_cache(maxsize=20_000)
def _thing(words: str) -> Row:
    """A thing as its pieces name it; the same ones in search after search."""
    kind, ref, organisation, sort, classification, moment = words.split("|")
    return Row(
        id=0,
        kind=kind,
        ref=UUID(ref),
        page=0,
        moment=indices.EPOCH + timedelta(microseconds=int(moment)),
        organisation=UUID(organisation) if organisation else None,
        sort=sort,
        classification=classification,
    )
