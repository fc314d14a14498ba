"""What every test of the house can ask for."""

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
