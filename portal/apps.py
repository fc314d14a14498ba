"""Pages that show several apps."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages that show several apps."""

    name = "portal"
    verbose_name = "Cổng"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from portal import registrations  # noqa: F401
