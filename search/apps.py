"""One door to search."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    """Search; what can be found is left in the registry by each app."""

    name = "search"
    verbose_name = "Tra cứu"

    def ready(self) -> None:
        """Follow the tables: around migrations the triggers that note changes are taken away and put back."""
        from search import registrations  # noqa: F401

        pre_migrate.connect(_before, sender=self, dispatch_uid="search.before")
        post_migrate.connect(_after, sender=self, dispatch_uid="search.after")


def _before(using: str, plan: Sequence[Any] = (), **_options: Any) -> None:
    from search import watching

    if plan:
        watching.remove(using)


def _after(using: str, plan: Sequence[Any] = (), **_options: Any) -> None:
    """Emptying all tables (`flush`) calls this too, without a plan."""
    from search import watching

    watching.install(using)
    if plan:
        watching.note_all(using)
