"""Production settings as an enemy of the operator would wish them: the environment can't open the demonstration."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "long-and-random-for-this-test-only-0123456789-0123456789",
    "ALLOWED_HOSTS": "hop.example",
    "PUBLIC_URL": "https://hop.example",
}
WISHED = {
    "DEMO": "true",
    "DEBUG": "true",
    "DEMO_URL": "/demo/",
    "AXES_ENABLED": "false",
    "INSTALLED_APPS": "demo",
}
LOOK = """
import json, os, django; django.setup()
from django.conf import settings
from django.core.management import call_command
settings.STATIC_ROOT = os.environ["ECABINET_VAR"] + "/static"
call_command("collectstatic", interactive=False, verbosity=0)
from django.core.checks import run_checks
from django.test import Client
from django.urls import get_resolver
c = Client()
print(json.dumps({
    "demo": settings.DEMO or settings.DEBUG or "demo" in settings.INSTALLED_APPS,
    "offered": [c.get(p, secure=True, headers={"host": "hop.example"}).status_code for p in ("/demo/", "/admin/")],
    "posted": c.post("/demo/sign-in/prime-minister/", secure=True, headers={"host": "hop.example"}).status_code,
    "plain": c.get("/account/sign-in/", headers={"host": "hop.example"})["Location"],
    "host": c.get("/account/sign-in/", secure=True, headers={"host": "evil.example"}).status_code,
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "sandbox": settings.SANDBOX_REQUIRED,
    "headers": {k: v for k, v in c.get("/account/sign-in/", secure=True, headers={"host": "hop.example"}).items()},
    "errors": [m.id for m in run_checks() if m.level >= 40],
}))
"""


def run(env: dict[str, str], code: str = LOOK) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, **env},
        capture_output=True,
        text=True,
        timeout=90,
    )


def test_no_environment_opens_the_demonstration_or_loosens_the_edges(tmp_path: Path) -> None:
    ran = run({**GOOD, **WISHED, "ECABINET_VAR": str(tmp_path)})
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["demo"] is False
    assert found["offered"] == [404, 404]
    assert found["posted"] in (403, 404)
    assert found["plain"].startswith("https://hop.example/")
    assert found["host"] == 400
    assert found["cookies"] == [True, True, True]
    assert found["sandbox"] is True
    assert found["errors"] == []
    headers = found["headers"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    policy = headers["Content-Security-Policy"]
    assert (
        "frame-ancestors 'none'" in policy
        and "'unsafe-inline'" not in policy
        and "'unsafe-eval'" not in policy
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL"])
def test_production_does_not_start_without(missing: str, tmp_path: Path) -> None:
    env = {name: value for name, value in GOOD.items() if name != missing}
    ran = run({**env, "ECABINET_VAR": str(tmp_path)}, "import django; django.setup()")
    assert ran.returncode != 0
    assert missing in ran.stderr
