"""The test run: fast hashing, files and database in a temporary folder, the demo switched on."""

import tempfile
from pathlib import Path

from config.settings.base import *
from config.settings.base import DATABASES, INSTALLED_APPS, STORAGES, TEMPLATES

SECRET_KEY = "test-only-key-that-signs-nothing-of-value-0123456789"
DEMO = True
DEMO_URL = "/demo/"
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context_processors.ribbon")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="ecabinet-test-"))
BOX_KEYS_DIR = MEDIA_ROOT / "box-keys"
# Nothing is served from disk in tests; reading a thousand files per test client would be most of the run.
STATIC_ROOT = MEDIA_ROOT / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the hub and the commands work in threads of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(MEDIA_ROOT / "test.sqlite3")}
# How long it takes depends on what else the machine does.
ELASTICSEARCH_SECONDS = 60.0
