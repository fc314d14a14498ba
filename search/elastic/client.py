"""How Elasticsearch is reached: one client, short patience, and a rest after a failure so that nobody waits twice."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

# Seconds a batch of changes and a step of a filling may take; and how long nobody asks after a failure.
BATCH, FILLING, REST = 10.0, 60.0, 5.0
log = logging.getLogger("ecabinet.search")
_rest = {"until": 0.0}


class Unavailable(Exception):
    """Elasticsearch doesn't answer, or not with what was asked for."""


class Resting(Unavailable):
    """It failed a moment ago and isn't asked; that was logged then."""


class Emptied(Unavailable):
    """It answers, but its indices aren't there."""


def is_wanted() -> bool:
    """Has this installation an Elasticsearch?"""
    return bool(settings.ELASTICSEARCH_URL)


def patience() -> float:
    """Seconds somebody who searches waits for it before the database answers."""
    return float(settings.ELASTICSEARCH_SECONDS)


def refuse_from_now(seconds: float = REST) -> None:
    """Nobody of this process asks for some seconds; 0: ask again at once."""
    _rest["until"] = time.monotonic() + seconds


@contextmanager
def reached(seconds: float) -> Iterator[Elasticsearch]:
    """The client, patient for so many seconds. Raises `Unavailable` for whatever goes wrong with what is asked."""
    if time.monotonic() < _rest["until"]:
        raise Resting("it failed a moment ago")
    try:
        yield _client(settings.ELASTICSEARCH_URL).options(request_timeout=seconds)
    except NotFoundError as error:
        raise Emptied(_said(error)) from error
    except TransportError as error:
        refuse_from_now()
        raise Unavailable(_said(error)) from error
    except ApiError as error:
        if error.status_code >= 429:
            refuse_from_now()
        raise Unavailable(_said(error)) from error


def _said(error: Exception) -> str:
    """What went wrong in a word or two; its sentences may quote what was asked or sent, which is nothing for a log."""
    kind = getattr(error, "error", "") if isinstance(error, ApiError) else ""
    return f"{type(error).__name__} {getattr(error, 'status_code', '')} {kind}".strip()


@cache
def _client(url: str) -> Elasticsearch:
    options: dict[str, Any] = {"max_retries": 0, "retry_on_timeout": False}
    if settings.ELASTICSEARCH_API_KEY:
        options["api_key"] = settings.ELASTICSEARCH_API_KEY
    if settings.ELASTICSEARCH_CA_FILE:
        options["ca_certs"] = settings.ELASTICSEARCH_CA_FILE
    return Elasticsearch(url, **options)
