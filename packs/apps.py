"""Offline packs: what a device keeps of a sitting, under a lease."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Offline packs: what a device keeps of a sitting, under a lease."""

    name = "packs"
    verbose_name = "Gói đọc ngoại tuyến"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from packs import registrations  # noqa: F401
