"""A matter a ministry lays before the Government."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """A matter a ministry lays before the Government."""

    name = "dossiers"
    verbose_name = "Hồ sơ trình"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from dossiers import registrations  # noqa: F401
