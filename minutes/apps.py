"""Minutes from the sitting's own record."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """Minutes from the sitting's own record."""

    name = "minutes"
    verbose_name = "Biên bản"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from minutes import registrations  # noqa: F401
