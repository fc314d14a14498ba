"""Polls, electorate, ballots, outcome."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    """Polls, electorate, ballots, outcome."""

    name = "voting"
    verbose_name = "Biểu quyết"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from voting import registrations  # noqa: F401
