"""Database work beside the event loop."""

from typing import Any

from channels.db import DatabaseSyncToAsync


def in_thread(function: Any) -> Any:
    """Run database work in a thread of its own; requests elsewhere don't queue behind it."""
    return DatabaseSyncToAsync(function, thread_sensitive=False)
