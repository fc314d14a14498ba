"""The product inside a benchmark: settings, tables, signed-in sessions, plain HTTP with a kept connection."""

import http.client
import os
import time

from tools import laid_tables


def use(database: str, redis: str = "") -> dict[str, str]:
    """Point this process (and the servers it starts) at a database; the environment to hand on."""
    env = {"DATABASE_URL": database, "REDIS_URL": redis, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    os.environ.update(env)
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    laid_tables.lay(connection, lambda: call_command("migrate", verbosity=0))
    return env


def cookie_of(user: object) -> str:
    """The cookie of a new session of this user."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()  # type: ignore[attr-defined]
    session.save()
    return f"sessionid={session.session_key}"


class Reader:
    """One signed-in reader on one kept connection."""

    def __init__(self, port: int, cookie: str) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = cookie
        # What came last.
        self.body = b""

    def get(self, path: str) -> float:
        """Seconds one page takes, its body read whole. Raises if it isn't a page."""
        start = time.monotonic()
        self.link.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.link.getresponse()
        self.body = answer.read()
        took = time.monotonic() - start
        if answer.status != 200 or len(self.body) < 500:
            raise RuntimeError(f"{path}: {answer.status}, {len(self.body)} bytes")
        return took
