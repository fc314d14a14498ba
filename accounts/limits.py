"""Wrong entries on doors without a user name: counted by address, as django-axes counts those of the sign-in."""

from typing import Final

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

from accounts.errors import TooManyTries

# Tablets of one room share an address, so it is higher than the eight of one name; each PIN has its own limit of five.
MOST: Final = 30
SECONDS: Final = 15 * 60


def ensure_not_too_many(request: HttpRequest, door: str) -> None:
    """Raises `TooManyTries` after 30 wrong entries of this address within 15 minutes."""
    if cache.get(_key(request, door), 0) >= MOST:
        raise TooManyTries


def count_wrong(request: HttpRequest, door: str) -> None:
    """One more wrong entry of this address."""
    key = _key(request, door)
    cache.add(key, 0, SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.set(key, 1, SECONDS)


def _key(request: HttpRequest, door: str) -> str:
    return f"tries:{door}:{get_client_ip_address(request)}"
