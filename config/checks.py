"""What an installation must not look like."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register(deploy=False)
def demo_is_never_production(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """One-click sign-in belongs to the demonstration; production settings must not even install it."""
    production = settings.SETTINGS_MODULE.endswith(".prod")
    if production and (settings.DEMO or "demo" in settings.INSTALLED_APPS):
        return [Error("The demo app and DEMO=True are forbidden in production settings.", id="ecabinet.E001")]
    return []
