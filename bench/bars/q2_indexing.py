"""Q2: filling Elasticsearch against the bare bulk helper of its client, the same documents, the same node, by turns.

    python -m bench.bars.q2_indexing [--full]

Ours: `filling.fill`, from the pieces in PostgreSQL to indices that answer (two aliases, versions, replay of changes).
The floor: `elasticsearch.helpers.bulk` given the same documents from a list in memory, into one index of the same
mapping, and a refresh. Goal: at most 1.3 times. 10,000 pages (full: 100,000) of the handbook's paragraphs drawn anew
(`bench/lib/shelf.py`). What comes before, once for each change whichever index answers (reading the words, the index in
the database), is printed as well and is no part of the ratio.
"""

import contextlib
import os
import sys
import tempfile
import time
from typing import Any

from bench.lib import bar, shelf
from bench.lib.product import use
from tools import search_node, services

PAGES = 100_000 if "--full" in sys.argv else 10_000
ROUNDS = 3


def main() -> None:
    """Fill by turns, print."""
    services.stop_on_signals()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ecabinet-q2-"))
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING"}
        os.environ["ELASTICSEARCH_URL"] = stack.enter_context(search_node.engine()).url
        use(stack.enter_context(services.postgres()))
        _stock()
        ours, theirs = _by_turns()
        from django.db import connection

        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    print(
        f"Q2 {PAGES} pages: product {bar.spread(ours)} s · bulk helper {bar.spread(theirs)} s · {bar.spread(ratios)}"
    )
    bar.finish("Q2", bar.median(ratios), 1.3)


def _stock() -> None:
    from search import refreshing

    shelf.stocked(PAGES)
    began = time.monotonic()
    refreshing.catch_up()
    print(f"Q2 words read and put into the database: {time.monotonic() - began:.1f} s", flush=True)


def _by_turns() -> tuple[list[float], list[float]]:
    from search.elastic import filling
    from search.models import Piece

    documents = _documents()
    _bare(documents[:1000])  # the first round of a young machine is nobody's
    ours, theirs = list[float](), list[float]()
    for _round in range(ROUNDS):
        theirs.append(_bare(documents))
        began = time.monotonic()
        number = filling.fill()
        ours.append(time.monotonic() - began)
        if number != Piece.objects.count():
            raise RuntimeError(f"{number} pieces filled")
    return ours, theirs


def _documents() -> list[tuple[str, dict[str, Any]]]:
    from search.elastic import indices
    from search.models import Piece

    return [
        (indices.id_of(piece.kind, piece.ref, piece.page), indices.document(piece))
        for piece in Piece.objects.order_by("pk").iterator()
    ]


def _bare(documents: list[tuple[str, dict[str, Any]]]) -> float:
    """Seconds of the helper with its own sizes."""
    from elasticsearch import Elasticsearch, helpers

    from search.elastic import indices

    with Elasticsearch(os.environ["ELASTICSEARCH_URL"], request_timeout=120) as client:
        client.indices.create(index="floor", settings=indices.SETTINGS, mappings=indices.mapping())
        began = time.monotonic()
        lines = ({"_index": "floor", "_id": name, "_source": document} for name, document in documents)
        helpers.bulk(client, lines)
        client.indices.refresh(index="floor")
        took = time.monotonic() - began
        client.indices.delete(index="floor")
    return took


if __name__ == "__main__":
    main()
