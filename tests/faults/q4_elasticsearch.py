"""Q4 on Elasticsearch: the node is killed and started again under a stream of changes, and so is who tells it of them.

    python -m tests.faults.q4_elasticsearch [--full] [--seed N]

Both are killed with SIGKILL in the middle of their work, papers are changed on while they are away. When the node has
come back for the last time, ten seconds are allowed; then every document is held against what the papers say: none
missing, none too many, none that says what was said before. Size T 1 kill of each, P and F 20.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from bench.lib.product import use
from tests.faults import q4_index
from tests.faults.lib.run import Run
from tools import search_node, services

TELLER = "--teller"


def main() -> None:
    """Write, kill, hold against each other."""
    if TELLER in sys.argv:
        _tell_for_ever()
    run = Run("Q4-elasticsearch", "missing", "stale", "late")
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ecabinet-index-"))
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "ERROR"}
        node = stack.enter_context(search_node.engine())
        os.environ["ELASTICSEARCH_URL"] = node.url
        use(stack.enter_context(services.postgres(durable=True)))
        try:
            _stream(run, node, run.size(1, 20, 20))
        finally:
            q4_index.let_go()
    run.finish(run.bad(), 0)


def _stream(run: Run, node: services.Engine, kills: int) -> None:
    from search.elastic import filling
    from tests.factories import agendas

    papers = [agendas.paper(f"Tài liệu {number}") for number in range(12)]
    filling.fill()
    for number in range(kills):
        dies_first = number % 2 == 1  # every second time the teller isn't there when the node comes back
        with _teller():
            _change_for(run, papers, run.rng.uniform(0.5, 2.0))
            node.kill()
            run.count("kills of the node")
            _change_for(run, papers, run.rng.uniform(0.2, 1.0))
            if not dies_first:
                node.start()
                _change_for(run, papers, run.rng.uniform(0.2, 1.0))
        run.count("kills of the teller")
        if dies_first:
            node.start()
        q4_index.change(run, papers)  # nobody listens
    with _teller():
        _settle(run)
    _hold_against(run, [paper.pk for paper in papers])


def _change_for(run: Run, papers: list[Any], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        q4_index.change(run, papers)


@contextlib.contextmanager
def _teller() -> Iterator[None]:
    """A process that takes changes in and tells the node, killed at the end."""
    command = [sys.executable, "-m", "tests.faults.q4_elasticsearch", TELLER]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    try:
        yield
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()


def _tell_for_ever() -> None:
    import django

    django.setup()
    from search import refreshing
    from search.elastic import client, sending

    print("telling", flush=True)
    while True:
        with contextlib.suppress(client.Unavailable):  # told again when it is back
            refreshing.catch_up()
            sending.send()
        time.sleep(0.05)


def _settle(run: Run) -> None:
    """Wait until nothing is noted any more, at most as long as is allowed."""
    from search.models import Change, Outgoing

    end = time.monotonic() + q4_index.ALLOWED
    while Change.objects.exists() or Outgoing.objects.filter(is_sent=False).exists():
        if time.monotonic() > end:
            run.count("late", Change.objects.count() + Outgoing.objects.filter(is_sent=False).count())
            return
        time.sleep(0.05)


def _hold_against(run: Run, papers: list[Any]) -> None:
    """Its documents by name, and each asked for its very words."""
    from papers.indexes import entries_of
    from search.backends.embedded import piece_of
    from search.elastic import client, indices

    wanted = {
        indices.id_of("paper", entry.ref, entry.page): piece_of("paper", paper, entry).exact
        for paper, entries in entries_of(papers).items()
        for entry in entries
    }
    with client.reached(client.FILLING) as link:
        every = {"bool": {"filter": [{"term": {"kind": "paper"}}]}}
        found = link.search(index=indices.alias(), query=every, size=9_999)["hits"]["hits"]
        there = {hit["_id"] for hit in found}
        run.count("documents", len(wanted))
        run.count("missing", len(wanted.keys() - there))
        run.count("stale", len(there - wanted.keys()) + len(found) - len(there))
        for name, words in wanted.items():
            same = [{"ids": {"values": [name]}}, {"match_phrase": {"exact": words}}]
            answer = link.count(index=indices.alias(), query={"bool": {"filter": same}})
            run.count("stale", int(name in there and answer["count"] != 1))


if __name__ == "__main__":
    main()
