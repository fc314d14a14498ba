"""Items, order, numbering, approval, publication."""

from django.apps import AppConfig


class AgendasConfig(AppConfig):
    """Items, order, numbering, approval, publication."""

    name = "agendas"
    verbose_name = "Chương trình họp"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from agendas import registrations  # noqa: F401
