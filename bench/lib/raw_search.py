"""What an index needs for a search, without the product: words, the papers allowed, 200 texts, counts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

HITS, FACETS = 200, ("kind", "sort", "organisation", "classification")
Raw = Callable[[str], int]


def _words(text: str) -> list[str]:
    from search.queries import parse

    return list(dict.fromkeys(parse(text).words))


def _allowed(reader: Any) -> list[str]:
    """The papers the reader may see, worked out beforehand: here it costs nothing."""
    from papers.indexes import visible_to

    return sorted(ref.hex for ref in visible_to(reader).values_list("pk", flat=True))


@contextmanager
def elastic(reader: Any) -> Iterator[Raw]:
    """Straight to Elasticsearch: an index of its own that keeps the texts, for the floor alone."""
    from elasticsearch import Elasticsearch, helpers

    from search.elastic import indices
    from search.models import Piece

    mapping = {**indices.mapping(), "_source": {"enabled": True}}
    allowed = _allowed(reader)
    with Elasticsearch(os.environ["ELASTICSEARCH_URL"], request_timeout=120) as client:
        client.indices.create(index="floor", settings=indices.SETTINGS, mappings=mapping)
        pieces = Piece.objects.order_by("pk").iterator()
        helpers.bulk(client, ({"_index": "floor", "_source": indices.document(piece)} for piece in pieces))
        client.indices.refresh(index="floor")

        def ask(text: str) -> int:
            words = [{"term": {"folded": word}} for word in _words(text)]
            answer = client.search(
                index="floor",
                query={"bool": {"must": words, "filter": [{"terms": {"ref": allowed}}]}},
                size=HITS,
                aggs={name: {"terms": {"field": name}} for name in FACETS},
            )
            return len(answer["hits"]["hits"])

        yield ask


@contextmanager
def embedded(reader: Any) -> Iterator[Raw]:
    """Straight to SQLite, on a connection of its own."""
    from django.db import connection

    counts = " UNION ALL ".join(f"SELECT {name}, count(*) FROM found GROUP BY 1" for name in FACETS)
    found = """found AS MATERIALIZED (SELECT * FROM search_piece WHERE id IN
        (SELECT rowid FROM search_text WHERE search_text MATCH ?) AND ref IN (SELECT ref FROM allowed))"""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as link:
        link.execute("CREATE TEMP TABLE allowed (ref PRIMARY KEY)")
        link.executemany("INSERT INTO allowed VALUES (?)", [(ref,) for ref in _allowed(reader)])

        def ask(text: str) -> int:
            words = " AND ".join(f'folded : "{word}"' for word in _words(text))
            rows = link.execute(
                f"WITH {found} SELECT * FROM found ORDER BY moment DESC LIMIT {HITS}", [words]
            )
            hits = rows.fetchall()
            link.execute(f"WITH {found} {counts}", [words]).fetchall()
            return len(hits)

        yield ask
