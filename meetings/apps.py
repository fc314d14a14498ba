"""Sittings, roster, invitations, attendance, quorum."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Sittings, roster, invitations, attendance, quorum."""

    name = "meetings"
    verbose_name = "Phiên họp"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from meetings import registrations  # noqa: F401
