"""The services of a run are real, shared, and gone afterwards."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import services


@pytest.mark.postgres
def test_postgres_answers_as_the_version_production_runs(postgres_url):
    import psycopg

    with psycopg.connect(postgres_url) as link:
        assert link.info.server_version // 10000 >= 15
        assert link.execute("SHOW server_encoding").fetchone() == ("UTF8",)


@pytest.mark.postgres
def test_durable_postgres_keeps_what_it_acknowledged(durable_postgres_url):
    import psycopg

    with psycopg.connect(durable_postgres_url) as link:
        assert link.execute("SHOW fsync").fetchone() == ("on",)


@pytest.mark.redis
def test_redis_answers_and_writes_nothing_to_disk(redis_url):
    import redis

    link = redis.Redis.from_url(redis_url)
    assert link.ping()
    assert link.config_get("save") == {"save": ""}


@pytest.mark.redis
def test_a_killed_owner_leaves_no_server_behind(redis_url, tmp_path):
    ready = tmp_path / "redis.json"
    owner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    keeper = subprocess.Popen(
        [sys.executable, services.__file__, "keep", "redis", "--ready", str(ready), "--owner", str(owner.pid)]
    )
    end = time.monotonic() + 20
    while not ready.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert ready.exists()
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait(5)
    assert keeper.wait(15) == 0


def test_ports_are_below_the_range_the_kernel_hands_out():
    assert all(services.LOWEST_PORT <= services.free_port() < 32768 for _ in range(20))


def test_a_skip_is_a_failure_when_nothing_may_be_skipped(tmp_path):
    (tmp_path / "test_one.py").write_text("import pytest\n\ndef test_one():\n    pytest.skip('no reason')\n")
    (tmp_path / "conftest.py").write_text(
        "from tests.services import pytest_make_collect_report, pytest_runtest_makereport\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:django",
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    root = Path(services.__file__).resolve().parent.parent
    env = {**os.environ, "PYTHONPATH": str(root)}
    for name in list(env):
        if name.startswith("PYTEST_"):
            del env[name]
    strict = subprocess.run(command, env={**env, "CI": "true"}, capture_output=True, text=True, cwd=tmp_path)
    relaxed = subprocess.run(command, env={**env, "CI": ""}, capture_output=True, text=True, cwd=tmp_path)
    assert strict.returncode == 1 and "nothing may be" in strict.stdout
    assert relaxed.returncode == 0 and "1 skipped" in relaxed.stdout


@pytest.mark.postgres
def test_a_killed_postgres_comes_back_at_the_same_address_with_what_it_acknowledged():
    import psycopg

    with services.postgres_engine(durable=True) as engine:
        with psycopg.connect(engine.url, autocommit=True) as link:
            link.execute("CREATE TABLE kept (n int)")
            link.execute("INSERT INTO kept VALUES (7)")
        forked = services.children_of(engine.process.pid)
        engine.kill()
        assert forked and all(gone(pid) for pid in forked)
        engine.start()
        with psycopg.connect(engine.url) as link:
            assert link.execute("SELECT n FROM kept").fetchall() == [(7,)]


@pytest.mark.redis
def test_a_killed_redis_comes_back_at_the_same_address_and_empty():
    import redis

    with services.redis_engine() as engine:
        redis.Redis.from_url(engine.url).set("a", 1)
        engine.kill()
        with pytest.raises(redis.ConnectionError):
            redis.Redis.from_url(engine.url).get("a")
        engine.start()
        assert redis.Redis.from_url(engine.url).get("a") is None


def gone(pid: int) -> bool:
    """Ended, even if nobody has asked for its exit code yet."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False
