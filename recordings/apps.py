"""Sound of a sitting, recorded on the presider's order."""

from django.apps import AppConfig


class RecordingsConfig(AppConfig):
    """Sound of a sitting, recorded on the presider's order."""

    name = "recordings"
    verbose_name = "Ghi âm"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from recordings import registrations  # noqa: F401
