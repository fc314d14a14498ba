"""Database work beside the event loop."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from channels.db import DatabaseSyncToAsync

from core.database import drop_dead_connections


def in_thread(function: Any) -> Any:
    """Run database work in a thread of its own; requests elsewhere don't queue behind it."""
    return DatabaseSyncToAsync(_healing(function), thread_sensitive=False)


def _healing(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return function(*args, **options)
        except Exception as failure:
            drop_dead_connections(failure)
            raise

    return run
