"""The floor of the house: imports nothing of it."""

import sys
from typing import Any

from django.apps import AppConfig
from django.core.signals import got_request_exception


class CoreConfig(AppConfig):
    """Clock, errors, deeds, registries, stored answers, jobs, text."""

    name = "core"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        """A page that failed for want of a connection is the last one that does; old answers are let go."""
        from core.idempotency import forget_old_answers
        from core.registries import SWEEPS

        SWEEPS.add("minute", forget_old_answers)
        got_request_exception.connect(_look_through_the_pool, dispatch_uid="core.database")


def _look_through_the_pool(**_: Any) -> None:
    from core.database import drop_dead_connections

    drop_dead_connections(sys.exception())
