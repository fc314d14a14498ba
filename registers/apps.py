"""Numbers without gaps."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Numbers without gaps."""

    name = "registers"
    verbose_name = "Sổ đăng ký"

    def ready(self) -> None:
        """Leave this app's entries in the registries."""
        from registers import registrations  # noqa: F401
