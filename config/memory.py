"""A process that runs for months gives back what it no longer needs.

The C library keeps a heap for every few threads, and of each what lies below the newest piece: after fifty thousand
visits by turns the process would be half as large again, with nothing of it in use (mallopt(3), malloc_trim(3)).
"""

import ctypes
from collections.abc import Callable
from typing import Final

# <malloc.h>: the parameter for the number of heaps.
ARENA_MAX: Final = -8
HEAPS: Final = 2


def keep_together() -> None:
    """Few heaps from now on; nothing where the C library has no such choice."""
    if (choose := _function("mallopt")) is not None:
        choose(ARENA_MAX, HEAPS)


def give_back() -> None:
    """What is free goes back to the system."""
    if (trim := _function("malloc_trim")) is not None:
        trim(0)


def _function(name: str) -> Callable[..., int] | None:
    try:
        return getattr(ctypes.CDLL(None), name, None)
    except OSError:
        return None
