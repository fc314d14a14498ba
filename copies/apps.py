"""Numbered copies of papers, and what the secretariat keeps of them."""

from django.apps import AppConfig


class CopiesConfig(AppConfig):
    """Numbered copies of papers, and what the secretariat keeps of them."""

    name = "copies"
    verbose_name = "Bản tài liệu"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from copies import registrations  # noqa: F401
