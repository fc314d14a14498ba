"""One door to search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search; what can be found is left in the registry by each app."""

    name = "search"
    verbose_name = "Tra cứu"
