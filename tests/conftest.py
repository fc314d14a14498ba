"""What every test of the house can ask for."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from regulations.loading import load_law
from tests.services import (  # noqa: F401
    chromium_path,
    durable_postgres_url,
    postgres_url,
    pytest_configure,
    pytest_make_collect_report,
    pytest_runtest_makereport,
    pytest_unconfigure,
    redis_url,
    soffice_path,
)

record_guard = import_module("audit.migrations.0002_refuse_changes")
JOURNEYS = Path(__file__).parent / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything under tests/journeys needs a browser and runs alone."""
    for item in items:
        if item.path.is_relative_to(JOURNEYS):
            item.add_marker(pytest.mark.journey)


def _flush_like_an_installation() -> None:
    """After a test that commits, the tables are emptied; the record refuses that, and the law must come back."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        if connection.vendor != "sqlite":
            empty(case)
            load_law()
            return
        with connection.schema_editor() as editor:
            record_guard.allow(None, editor)
        empty(case)
        with connection.schema_editor() as editor:
            record_guard.refuse(None, editor)
        load_law()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]


_flush_like_an_installation()
