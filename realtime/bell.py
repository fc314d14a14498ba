"""The bell of a process without a hub of its own, such as the jobs: one thread with one loop, so that the link to the
channel layer is made once and not for each change.
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Mapping
from typing import Any, Final

from channels.layers import get_channel_layer

log = logging.getLogger("ecabinet.realtime")
# The one group of the channel layer: the hub of every process.
HUBS = "hubs"
# An act is answered after its ring: a layer that hangs may cost one of them this much, and the next few nothing.
RING_SECONDS: Final = 1.0
QUIET_SECONDS: Final = 5.0


class Bell:
    """Rings the hubs of the other processes; failing here harms nobody, for they poll every second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process = 0
        self._quiet_until = 0.0

    def ring(self, message: Mapping[str, Any]) -> None:
        """Send the message to all of them; returns when the layer has it."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            ringing = asyncio.run_coroutine_threadsafe(_ring(message), self._its_loop())
            ringing.result(2 * RING_SECONDS)
        except Exception as failure:  # the commit stands whatever the bell does
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            log.warning("ring not delivered; hubs poll (%s)", type(failure).__name__)

    def _its_loop(self) -> asyncio.AbstractEventLoop:
        """The loop of the bell's thread, which a process that was forked has to begin anew."""
        with self._lock:
            if self._loop is None or self._process != os.getpid():
                self._loop, self._process = asyncio.new_event_loop(), os.getpid()
                threading.Thread(target=self._loop.run_forever, name="bell", daemon=True).start()
            return self._loop


async def _ring(message: Mapping[str, Any]) -> None:
    layer = get_channel_layer()
    if layer is not None:
        async with asyncio.timeout(RING_SECONDS):
            await layer.group_send(HUBS, dict(message))


bell = Bell()
