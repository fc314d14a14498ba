"""Settings every profile shares. Each name an installation may set stands in `.env.example`."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
VAR_DIR = Path(env.str("ECABINET_VAR", default=str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMO = False
DEMO_URL = ""

DJANGO_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
LIBRARIES = ["channels", "guardian", "axes", "csp", "django_htmx", "django_q"]
# Lowest first: a line may import only the lines above it (docs/architecture.md).
HOUSE = [
    "core",
    "audit",
    "realtime",
    "regulations",
    "accounts",
    "notices",
    "search",
    "registers",
    "layouts",
    "papers",
    "annotations",
    "meetings",
    "dossiers",
    "agendas",
    "copies",
    "room",
    "packs",
    "recordings",
    "voting",
    "minutes",
    "portal",
]
INSTALLED_APPS = ["daphne", *DJANGO_APPS, *LIBRARIES, *HOUSE]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.on_loan.OnLoan",
    "accounts.middleware.SignInGate",
    "portal.middleware.PersonalPages",
    "portal.middleware.DomainErrorPages",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "portal.context_processors.shell",
            ],
        },
    }
]

# --- data ------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'ecabinet.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # An acknowledged act is durable: FULL, not NORMAL. IMMEDIATE, or two writers deadlock into "locked".
    DATABASES["default"]["ENGINE"] = "core.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    # Threads come and go under ASGI: a pool, never persistent connections.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    # A failed attempt to connect isn't repeated by the pool, whose pauses double, but by `core.database`.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": 16,
        "timeout": 20,
        "reconnect_timeout": 0.5,
    }
    # Django's own cursors never let PostgreSQL keep a plan; this allows those that ask for it (`core.readings`).
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "files")))
# Read by the keeper of the boxes alone; in production a folder only its own account can enter.
BOX_KEYS_DIR = Path(env.str("BOX_KEYS_DIR", default=str(VAR_DIR / "box-keys")))
CLASSIFICATION_CEILING = env.str("CLASSIFICATION_CEILING", default="internal")
UPLOAD_LIMIT_MIB = env.int("UPLOAD_LIMIT_MIB", default=300)
# A heavy file comes in pieces and goes on where it was cut (papers/services/resuming.py): the largest one, all that one
# account may have on its way at a time, and how long after its last piece an unfinished one is kept.
HEAVY_UPLOAD_LIMIT_MIB = env.int("HEAVY_UPLOAD_LIMIT_MIB", default=2048)
HEAVY_UPLOADS_PER_OWNER_MIB = env.int("HEAVY_UPLOADS_PER_OWNER_MIB", default=6144)
HEAVY_UPLOAD_HOURS = env.int("HEAVY_UPLOAD_HOURS", default=24)
SANDBOX_REQUIRED = env.bool("SANDBOX_REQUIRED", default=False)

# --- real time and jobs ----------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
Q_CLUSTER = {
    "name": "ecabinet",
    "orm": "default",
    "workers": env.int("JOB_WORKERS", default=1),
    "timeout": 600,
    # A killed worker's job runs again after this many seconds; longer than the longest job.
    "retry": env.int("JOB_RETRY_SECONDS", default=660),
    "max_attempts": 5,
    "ack_failures": True,
    "poll": 0.5,
    "bulk": 1,
    "save_limit": 200,
    "catch_up": False,
    "label": "Jobs",
}

# --- search ----------------------------------------------------------------------------------------------
# Empty: the index in the database alone. Set: Elasticsearch answers, that index when it can't.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_CA_FILE = env.str("ELASTICSEARCH_CA_FILE", default="")
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="ecabinet")
ELASTICSEARCH_SECONDS = env.float("ELASTICSEARCH_SECONDS", default=2.0)

# --- people ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"

# --- words and time --------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- mail ------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="vanthu@ecabinet.invalid")

# --- the sitting live ------------------------------------------------------------------------------------
# Are the one-line notes between desk, presider and presenter kept once the sitting is closed?
# Note: no rule we know asks for it; they stand for whispered words, so they are destroyed unless the body decides
# otherwise. Kept ones are read by sender, receivers and auditors alone. They are in no minutes either way.
SITTING_LINES_KEPT = env.bool("SITTING_LINES_KEPT", default=False)
# Which requests for the floor go first (a smaller number before a larger one; equal ones in the order they were made).
# Note: no rule set we know ranks them. A point of order before all is the custom of assemblies, an answer to what was
# just said before a new subject is ours; compare with the body's own rules. The presider's order always stands above.
SPEECH_RANKS = {"point_of_order": 1, "intervention": 2, "question": 3, "statement": 3}

# --- signing -----------------------------------------------------------------------------------------------
# How a notice signed by mandate says so where the posts of the two aren't on record: "TUQ." or "KT.".
SIGN_FOR_WHEN_UNCLEAR = env.str("SIGN_FOR_WHEN_UNCLEAR", default="TUQ.")

# --- marks -------------------------------------------------------------------------------------------------
# So many marks one person may make on one paper, deleted ones among them: shared marks load into others' pages.
MARKS_PER_PAPER = env.int("MARKS_PER_PAPER", default=5000)
# So many MiB they may take together.
MARKS_MIB_PER_PAPER = env.int("MARKS_MIB_PER_PAPER", default=16)

# --- copies of papers --------------------------------------------------------------------------------------
# Opening a paper again within so many minutes of looking at it is the same numbered copy on screen.
COPY_SCREEN_MINUTES = env.int("COPY_SCREEN_MINUTES", default=30)
# Up to this size a download is stamped while its reader waits, above it by a job.
COPY_AT_ONCE_MIB = env.int("COPY_AT_ONCE_MIB", default=20)
COPY_AT_ONCE_PAGES = env.int("COPY_AT_ONCE_PAGES", default=200)
# Pressed again within so many seconds, the same copy to take along is the answer; so many one person may take an hour.
COPY_AGAIN_SECONDS = env.int("COPY_AGAIN_SECONDS", default=120)
COPIES_PER_HOUR = env.int("COPIES_PER_HOUR", default=120)
# The stamped file of a copy is thrown away after so many days; its number and trace are kept.
COPY_FILE_DAYS = env.int("COPY_FILE_DAYS", default=3)
# Classes of papers whose bytes leave the house stamped also for the screen (slower: each reader has a file of his own).
STAMPED_INLINE = env.list("STAMPED_INLINE", default=[])

# --- sound -------------------------------------------------------------------------------------------------
# The largest piece a recording device may send (five seconds of speech take some 20), and the largest whole.
RECORDING_CHUNK_KIB = env.int("RECORDING_CHUNK_KIB", default=1024)
RECORDING_LIMIT_MIB = env.int("RECORDING_LIMIT_MIB", default=1024)
# How many days a recording is kept after it stopped (0: until somebody destroys it; no law at hand names a number), and
# how many days before its readers are told.
RECORDING_KEEP_DAYS = env.int("RECORDING_KEEP_DAYS", default=0)
RECORDING_WARN_DAYS = env.int("RECORDING_WARN_DAYS", default=7)

# --- reading without a network -----------------------------------------------------------------------------
# The highest level of papers a reader's device may keep, for how long without contact, and until how many days after
# the sitting. Note: no rule we know of names these; 24 hours is the bound of the installation's own security goals.
PACK_CLASSIFICATION_CEILING = env.str("PACK_CLASSIFICATION_CEILING", default="internal")
PACK_LEASE_HOURS = env.int("PACK_LEASE_HOURS", default=24)
PACK_DAYS_AFTER = env.int("PACK_DAYS_AFTER", default=1)
# From this hour of the day before the sitting a device that holds a pack, or may, keeps it up by itself.
PACK_EVENING_HOUR = env.int("PACK_EVENING_HOUR", default=18)

# --- rehearsals --------------------------------------------------------------------------------------------
# A rehearsal nobody ended is thrown away after so many days.
REHEARSAL_DAYS = env.int("REHEARSAL_DAYS", default=7)

# --- edges -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# What the browser gets is the built bundles and the pictures; the sources stay home.
STATICFILES_DIRS = [(name, path) for name in ("dist", "img") if (path := BASE_DIR / "static" / name).exists()]
# Papers lie in a folder of ours, or with S3_BUCKET in an object store that speaks S3 (keys by S3_ACCESS_KEY and
# S3_SECRET_KEY). Nothing there is public: every byte leaves through the house, which asks for ranges.
S3_BUCKET = env.str("S3_BUCKET", default="")
FILES: dict[str, Any] = {"BACKEND": "core.storage.DurableFiles", "OPTIONS": {"location": str(MEDIA_ROOT)}}
if S3_BUCKET:
    FILES = {
        "BACKEND": "core.object_storage.ObjectFiles",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
            "region_name": env.str("S3_REGION", default="") or None,
            "access_key": env.str("S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("S3_SECRET_KEY", default="") or None,
        },
    }
STORAGES = {
    "default": FILES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Already compact, or read by nobody but developers: compressing them would take most of the first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    *("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2"),
    *("bcmap", "pfb", "ttf", "icc", "map", "txt", "wasm"),
]
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE, "'wasm-unsafe-eval'"],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- clock (tests drive several processes through one file; empty in production) --------------------------
CLOCK_FILE = env.str("CLOCK_FILE", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"brief_when_away": {"()": "core.logs.BriefWhenAway"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief_when_away"]}
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "ecabinet": {"level": env.str("LOG_LEVEL", default="INFO")},
        # Below that it tells every request, and at its most talkative what was searched for.
        "elastic_transport": {"level": "ERROR"},
    },
}
