"""Numbered streams, the hub and the one socket."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """Live updates."""

    name = "realtime"
    verbose_name = "Thời gian thực"

    def ready(self) -> None:
        """Fill the registries."""
        from realtime import registrations  # noqa: F401
