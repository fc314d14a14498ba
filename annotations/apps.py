"""A reader's own notes on papers and registered targets."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """A reader's own notes on papers and registered targets."""

    name = "annotations"
    verbose_name = "Ghi chú"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from annotations import registrations  # noqa: F401
