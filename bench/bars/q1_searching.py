"""Q1: a search in the product against what its index needs for it plus an empty page, by turns in the same run, p95.

    python -m bench.bars.q1_searching [--full] [--embedded]

Ours: the page of `/search/?q=…` whole, asked of the product's own web process by a reader of 70 % of the papers. The
floor: the same words, the same papers allowed, 200 hits with their stored text and the counts of the filters, sent
straight to Elasticsearch (whose index keeps the texts for it), plus the empty signed-in page of the search. Goal: at
most 1.3 times. `--embedded`: SQLite, the floor sent straight to FTS5; at most 1.5 times.

77 judged queries, over 10,000 pages (full: 100,000) of the handbook's paragraphs drawn anew (`bench/lib/shelf.py`).
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.lib import bar, raw_search, shelf
from bench.lib.product import Reader, cookie_of, use
from bench.lib.server import product
from tools import prepare, search_node, services

PAGES = 100_000 if "--full" in sys.argv else 10_000
ROUNDS = bar.rounds(2)
EMBEDDED, RESERVE = "--embedded", "Máy chủ tìm kiếm đang".encode()


def main() -> None:
    """Stock, ask by turns, print."""
    services.stop_on_signals()
    embedded = EMBEDDED in sys.argv
    others = embedded or _also_embedded()
    prepare.collected()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ecabinet-q1-"))
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING"}
        if embedded:
            env = use(f"sqlite:///{Path(folder) / 'ecabinet.sqlite3'}")
        else:
            os.environ["ELASTICSEARCH_SECONDS"] = (
                "20"  # an answer of the database would be another measurement
            )
            os.environ["ELASTICSEARCH_URL"] = stack.enter_context(search_node.engine()).url
            env = use(stack.enter_context(services.postgres()))
        reader = _stock(embedded)
        cookie = cookie_of(reader)
        raw = stack.enter_context(raw_search.embedded(reader) if embedded else raw_search.elastic(reader))
        with product(env) as (port, _process):
            figure = _by_turns(Reader(port, cookie), raw)
        from django.db import connection

        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    bar.finish("Q1-embedded" if embedded else "Q1", figure, 1.5 if embedded else 1.3, others=others)


def _also_embedded() -> bool:
    words = [word for word in sys.argv[1:] if word == "--full"]
    command = [sys.executable, "-u", "-m", "bench.bars.q1_searching", EMBEDDED, *words]
    return subprocess.run(command, check=False).returncode == 0


def _stock(embedded: bool) -> Any:
    from search import refreshing
    from search.elastic import filling
    from search.models import Piece

    reader = shelf.stocked(PAGES)
    refreshing.catch_up()
    if not embedded:
        filling.fill()
    print(f"Q1 {Piece.objects.count()} pieces", flush=True)
    return reader


def _by_turns(reader: Reader, raw: Callable[[str], int]) -> float:
    questions = shelf.questions()
    for question in questions[:20]:  # a young node is slow: its first answers may be too late
        with contextlib.suppress(Reserve):
            _one(reader, raw, question)
    time.sleep(6)
    times = [_one(reader, raw, question) for _round in range(ROUNDS) for question in questions]
    ours, hits, page = (sorted(column) for column in zip(*times, strict=True))
    floor = sorted(straight + empty for _ours, straight, empty in times)
    for name, values in (("product", ours), ("index alone", hits), ("empty page", page), ("floor", floor)):
        print(f"Q1 {name}: p50 {_at(values, 0.5):.1f} p95 {_at(values, 0.95):.1f} max {values[-1]:.1f} ms")
    return _at(ours, 0.95) / _at(floor, 0.95)


class Reserve(Exception):
    """The database answered instead of Elasticsearch."""


def _one(reader: Reader, raw: Callable[[str], int], question: str) -> tuple[float, float, float]:
    """Milliseconds of ours, of the index alone, of the empty page."""
    ours = reader.get("/search/?" + urlencode({"q": question}))
    if RESERVE in reader.body:
        raise Reserve(question)
    began = time.monotonic()
    raw(question)
    straight = time.monotonic() - began
    return ours * 1000, straight * 1000, reader.get("/search/") * 1000


def _at(values: list[float], share: float) -> float:
    return values[min(int(len(values) * share), len(values) - 1)]


if __name__ == "__main__":
    main()
