"""Mail and in-app notices; texts and recipients come ready-made."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Mail and in-app notices; texts and recipients come ready-made."""

    name = "notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from notices import registrations  # noqa: F401
