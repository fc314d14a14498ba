"""Who tells Elasticsearch what changed stops nobody who writes, and who is killed at it is taken over from at once."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from search.elastic import outgoing, sending
from search.models import IndexState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def elsewhere(act: Callable[[], Any]) -> Any:
    """What another process gets: on a connection of its own, which is lost afterwards."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert found, "it waited, or failed"
    return found[0]


def changed() -> bool:
    """Somebody changes the state of the indices, waiting for nothing."""
    with transaction.atomic():
        IndexState.objects.select_for_update(nowait=connection.features.has_select_for_update_nowait).get(
            pk=outgoing.ROW
        )
        IndexState.objects.filter(pk=outgoing.ROW).update(live="1")
    return True


def killed_while_sending() -> bool:
    """Another process has its turn, and its connection is gone before it gave it back."""
    is_ours = sending._asked("pg_try_advisory_lock")
    connection.connection.close()
    return is_ours


def test_who_sends_holds_no_row_and_no_transaction() -> None:
    IndexState.objects.create(pk=outgoing.ROW)
    with sending.turn() as is_ours:
        assert is_ours and not connection.in_atomic_block
        assert elsewhere(changed)
    assert IndexState.objects.get(pk=outgoing.ROW).live == "1"


def test_one_process_sends_at_a_time_and_who_dies_at_it_is_taken_over_from() -> None:
    if connection.vendor != "postgresql":
        return  # two at once do no harm, and nothing tells between processes
    with sending.turn() as is_ours:
        assert is_ours and not elsewhere(lambda: sending._asked("pg_try_advisory_lock"))
    assert elsewhere(killed_while_sending)
    assert any(is_mine_by_and_by())


def is_mine_by_and_by() -> Iterator[bool]:
    """PostgreSQL needs a moment to see that a connection is gone: on a busy machine more than a moment."""
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        with sending.turn() as is_ours:
            yield is_ours
        time.sleep(0.05)
