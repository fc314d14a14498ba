"""One door to search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One door to search."""

    name = "search"
    verbose_name = "Tra cứu"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from search import registrations  # noqa: F401, PLC0415
