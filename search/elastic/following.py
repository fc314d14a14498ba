"""One thread of each process tells Elasticsearch what changed; one of the jobs process fills it when it is empty.

The sweeps only wake it: those of a web process come between the heartbeats of its tablets, and wait for nothing.
"""

import logging
import threading
from collections.abc import Callable

from django.db import connection

from search.elastic import filling, sending
from search.elastic.client import Resting, Unavailable, is_wanted

log = logging.getLogger("ecabinet.search")


class Worker:
    """A thread that does one thing whenever it is woken; started at the first call."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._called, self._starting = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Do it soon; returns at once."""
        self._called.set()
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="search", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while self._called.wait():
            self._called.clear()
            try:
                self._work()
            except Resting:  # woken again in a second
                continue
            except Unavailable as error:
                log.warning("search: changes not sent to Elasticsearch: %s", error)
            except Exception:
                log.exception("search: changes not sent to Elasticsearch")
            finally:
                connection.close()


_sender, _filler = Worker(sending.send), Worker(filling.fill_if_needed)


def every_second() -> None:
    """Send what is noted."""
    if is_wanted():
        _sender.wake()


def every_minute() -> None:
    """Send what is noted, and fill an Elasticsearch that is empty."""
    if is_wanted():
        _sender.wake()
        _filler.wake()
