"""Counting queries: pages and services cost the same for ten times the rows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(act: Callable[[], Any]) -> int:
    """How many statements `act` sends to the database."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
