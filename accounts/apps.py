"""People, organisations, bodies, posts, seats, roles, mandates, sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, bodies, posts, seats, roles, mandates, sign-in."""

    name = "accounts"
    verbose_name = "Nhân sự"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from accounts import registrations  # noqa: F401
