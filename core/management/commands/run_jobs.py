"""The jobs process: django-q's cluster, and a sweep that queues again what a killed worker left behind."""

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django_q.cluster import Cluster

from core import jobs
from core.registries import SWEEPS

SWEEP_SECONDS = 3.0
PR_SET_PDEATHSIG = 1
log = logging.getLogger("ecabinet.jobs")


class Command(BaseCommand):
    """`manage.py run_jobs`, the Procfile's `jobs`."""

    help = "Run the job queue until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        """The cluster takes SIGTERM and SIGINT and finishes the job in hand; we sweep until it has stopped."""
        cluster = Cluster()
        os.register_at_fork(after_in_child=_stand_apart)
        cluster.start()
        next_minute = 0.0
        while cluster.sentinel.is_alive():
            _sweep(jobs.requeue_lost)
            if time.monotonic() >= next_minute:
                next_minute = time.monotonic() + 60
                for sweep in SWEEPS.all("minute"):
                    _sweep(sweep)
            cluster.sentinel.join(SWEEP_SECONDS)


def _stand_apart() -> None:
    """The cluster tells its children when to end; a signal to the whole group would cut the job in hand.

    A worker whose parent was killed must not go on in silence beside its successor.
    """
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _sweep(sweep: Callable[[], object]) -> None:
    try:
        sweep()
    except Exception:
        log.warning("sweep failed", exc_info=True)
    finally:
        connection.close()
