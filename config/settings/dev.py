"""A laptop: embedded parts, the demo, one-click sign-in."""

import secrets

from config.settings.base import *
from config.settings.base import INSTALLED_APPS, STORAGES, TEMPLATES, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
DEMO_URL = "/demo/" if DEMO else ""
if DEMO:
    INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context_processors.ribbon")


def _own_secret_key() -> str:
    """A random key of this checkout, kept in var/: no secret in the repository."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _own_secret_key()
ALLOWED_HOSTS = ["*"] if DEMO else env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
# Loopback needs no brotli, and compressing every file would be half of the first start.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
