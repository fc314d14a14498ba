"""With `ELASTICSEARCH_URL` set, the same tests hold on Elasticsearch: each begins with indices of its own."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from search.elastic import client, filling


@pytest.fixture(autouse=True)
def empty_indices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the test before, nor of the worker beside."""
    if not settings.ELASTICSEARCH_URL or request.node.get_closest_marker("both_indexes") is None:
        yield
        return
    request.getfixturevalue("db")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    monkeypatch.setattr(settings, "ELASTICSEARCH_PREFIX", f"test-{worker}")
    client.refuse_from_now(0)
    filling.fill()
    yield


@pytest.fixture
def elasticsearch(
    elasticsearch_url: str, db: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A test of Elasticsearch alone, whatever the run has."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_PREFIX = f"own-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    client.refuse_from_now(0)
    filling.fill()
    yield elasticsearch_url
    client.refuse_from_now(0)
