"""What an installation must not look like."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register(deploy=False)
def demo_is_never_production(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """One-click sign-in belongs to the demonstration; production settings must not even install it."""
    production = settings.SETTINGS_MODULE.endswith(".prod")
    if production and (settings.DEMO or "demo" in settings.INSTALLED_APPS):
        return [Error("The demo app and DEMO=True are forbidden in production settings.", id="ecabinet.E001")]
    return []


@register(deploy=False)
def papers_dont_travel_in_the_clear(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """The words of papers go to Elasticsearch: in production by https, or within one machine."""
    address = urlsplit(settings.ELASTICSEARCH_URL)
    is_safe = address.scheme == "https" or address.hostname in ("127.0.0.1", "::1", "localhost")
    if settings.SETTINGS_MODULE.endswith(".prod") and settings.ELASTICSEARCH_URL and not is_safe:
        return [Error("ELASTICSEARCH_URL must begin with https:// in production.", id="ecabinet.E002")]
    return []


@register(deploy=False)
def elasticsearch_stands_beside_postgresql(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Several processes tell Elasticsearch what changed, by turns that SQLite doesn't give between processes."""
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if settings.SETTINGS_MODULE.endswith(".prod") and settings.ELASTICSEARCH_URL and is_sqlite:
        sentence = (
            "ELASTICSEARCH_URL needs PostgreSQL: set DATABASE_URL to it, or leave search to the database."
        )
        return [Error(sentence, id="ecabinet.E003")]
    return []
