"""Titled, classified, versioned documents with readers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Titled, classified, versioned documents with readers."""

    name = "papers"
    verbose_name = "Tài liệu"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from papers import registrations  # noqa: F401
