"""The rule sets of the Government's work: law as data, with dates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulationsConfig(AppConfig):
    """Rule sets, holidays and the arithmetic of quorum and majority."""

    name = "regulations"
    verbose_name = _("Quy chế làm việc")

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from regulations import registrations  # noqa: F401
