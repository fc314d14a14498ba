"""The sitting live."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The sitting live."""

    name = "room"
    verbose_name = "Điều hành"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from room import registrations  # noqa: F401
