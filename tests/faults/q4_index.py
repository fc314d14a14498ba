"""Q4: the index is killed and started again under a stream of changes: nothing missing, nothing stale after 10 s.

    python -m tests.faults.q4_index [--full] [--seed N]

A process that takes changes into the index is killed with SIGKILL in the middle of its work, again and again, while
papers are written, rewritten, renamed and taken away. After the last kill it has ten seconds; then every piece of the
index is held against what the papers say. Size T 3 kills, P and F 20; on PostgreSQL, and on SQLite with `--embedded`.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.lib.product import use
from tests.faults.lib.run import Run
from tools import services

EMBEDDED, INDEXER = "--embedded", "--indexer"
ALLOWED = 10.0


def main() -> None:
    """Write, kill, hold against each other."""
    if INDEXER in sys.argv:
        _take_in_for_ever()
    embedded = EMBEDDED in sys.argv
    run = Run("Q4-embedded" if embedded else "Q4", "missing", "stale", "late")
    if not embedded:
        run.also(EMBEDDED)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ecabinet-index-"))
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING"}
        on_disk = f"sqlite:///{Path(folder) / 'ecabinet.sqlite3'}"
        use(on_disk if embedded else stack.enter_context(services.postgres(durable=True)))
        try:
            _stream(run, run.size(3, 20, 20))
        finally:
            let_go()
    run.finish(run.bad(), 0)


def _stream(run: Run, kills: int) -> None:
    from tests.factories import agendas

    papers = [agendas.paper(f"Tài liệu {number}") for number in range(12)]
    for _kill in range(kills):
        child = _indexer()
        try:
            end = time.monotonic() + run.rng.uniform(1.0, 3.0)
            while time.monotonic() < end:
                change(run, papers)
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait()
        run.count("kills")
        change(run, papers)  # nobody listens
    child = _indexer()
    try:
        _settle(run)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    _hold_against(run, papers)


def _indexer() -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-m", "tests.faults.q4_index", INDEXER], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()  # it has begun
    return child


def _take_in_for_ever() -> None:
    import django

    django.setup()
    from search import refreshing

    print("taking in", flush=True)
    while True:
        with contextlib.suppress(Exception):  # a busy database is asked again
            refreshing.catch_up()
        time.sleep(0.02)


def change(run: Run, papers: list[Any]) -> None:
    """One change of one paper, by chance."""
    from papers.models import Paper, PaperPage

    paper, number = run.rng.choice(papers), run.rng.randint(1, 6)
    words = f"lời văn số {run.rng.randrange(10**9)}"
    pages = PaperPage.objects.filter(version=paper.current)
    kind = run.rng.choice(("write", "rewrite", "rename", "remove"))
    if kind == "rename":
        Paper.objects.filter(pk=paper.pk).update(title=words)
    elif kind == "remove":
        pages.filter(number=number).delete()
    else:
        PaperPage.objects.update_or_create(
            version=paper.current, number=number, defaults={"text": words, "width": 1, "height": 1}
        )
    run.count("changes")


def _settle(run: Run) -> None:
    """Wait until nothing is noted any more, at most as long as is allowed."""
    from search.models import Change

    end = time.monotonic() + ALLOWED
    while Change.objects.exists():
        if time.monotonic() > end:
            run.count("late", Change.objects.count())
            return
        time.sleep(0.05)


def _hold_against(run: Run, papers: list[Any]) -> None:
    from papers.indexes import entries_of
    from search.backends.embedded import piece_of
    from search.models import Piece

    wanted = {
        (entry.ref, entry.page): piece_of("paper", paper, entry).exact
        for paper, entries in entries_of([paper.pk for paper in papers]).items()
        for entry in entries
    }
    there = {(piece.ref, piece.page): piece.exact for piece in Piece.objects.filter(kind="paper")}
    run.count("pieces", len(wanted))
    run.count("missing", len(wanted.keys() - there.keys()))
    run.count("stale", sum(there[key] != wanted.get(key) for key in there))


def let_go() -> None:
    """Our own connections, before the server they belong to is ended."""
    from django.db import connection

    connection.close()
    getattr(connection, "close_pool", lambda: None)()


if __name__ == "__main__":
    main()
