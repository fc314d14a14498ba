"""Public ids as they come from outside."""

from typing import Any
from uuid import UUID

from core.errors import NotFound


def as_id(value: Any) -> UUID:
    """An id out of an address or a command. Raises `NotFound` for what is none: it names nothing."""
    try:
        return UUID(str(value))
    except ValueError:
        raise NotFound from None
