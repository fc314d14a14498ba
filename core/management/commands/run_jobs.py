"""The jobs process: django-q's cluster, and a sweep that queues again what a killed worker left behind."""

import logging
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django_q.cluster import Cluster

from core import jobs

SWEEP_SECONDS = 5.0


class Command(BaseCommand):
    """`manage.py run_jobs`, the Procfile's `jobs`."""

    help = "Run the job queue until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep in the background; the cluster handles SIGTERM and SIGINT."""
        threading.Thread(target=_sweep, daemon=True).start()
        Cluster().start()


def _sweep() -> None:
    over = threading.Event()
    while not over.wait(SWEEP_SECONDS):
        try:
            jobs.requeue_lost()
        except Exception:
            logging.getLogger("ecabinet.jobs").warning("sweep failed", exc_info=True)
        finally:
            connection.close()
