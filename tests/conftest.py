"""What every test of the house can ask for."""

from pathlib import Path

import pytest

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

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything under tests/journeys needs a browser and runs alone."""
    for item in items:
        if item.path.is_relative_to(JOURNEYS):
            item.add_marker(pytest.mark.journey)
