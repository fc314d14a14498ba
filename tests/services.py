"""Fixtures of real services, started once per run by whoever needs them first and ended with the run.

A missing service skips by name on a laptop. With `CI=true` nothing may be skipped: a run that is green
because nothing ran is worse than a red one, so every skip becomes a failure here.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import search_node, services

# What says that a service is installed, or raises `ServiceMissing`.
PROGRAMS: dict[str, Callable[[], object]] = {
    "postgres": lambda: services.postgres_program("initdb"),
    "redis": services.redis_program,
    "elasticsearch": search_node.home,
}
RUN_FOLDER = "ECABINET_TEST_RUN"
OWNER = "ECABINET_TEST_OWNER"


def in_ci() -> bool:
    """Whether nothing may be skipped."""
    return os.environ.get("CI", "").lower() in {"true", "1"}


def missing(what: str) -> None:
    """Skip the case and name what it lacks; fail under `CI=true`."""
    if in_ci():
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


# --- the run: one folder, one owner process ----------------------------------------------------------------
def pytest_configure(config: pytest.Config) -> None:
    """The controlling process owns the run's folder; xdist's workers inherit its name."""
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.mkdtemp(prefix="ecabinet-run-")
    os.environ[RUN_FOLDER] = folder
    os.environ[OWNER] = str(os.getpid())
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what this run started, by pid."""
    if hasattr(config, "workerinput") or RUN_FOLDER not in os.environ:
        return
    folder = Path(os.environ.pop(RUN_FOLDER))
    for ready in folder.glob("*.json"):
        keeper = json.loads(ready.read_text())["pid"]
        try:
            os.kill(keeper, signal.SIGTERM)
        except ProcessLookupError:
            continue
        end = time.monotonic() + 15
        while time.monotonic() < end and Path(f"/proc/{keeper}").exists() and not _is_zombie(keeper):
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def started(name: str, *, durable: bool = False) -> str:
    """Address of the run's one server of that name, started now if nobody needed it before."""
    try:
        PROGRAMS[name]()
    except services.ServiceMissing as error:
        missing(str(error))
    folder = Path(os.environ[RUN_FOLDER])
    label = f"{name}-durable" if durable else name
    ready = folder / f"{label}.json"
    with (folder / f"{label}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _start(name, ready, durable=durable)
    return json.loads(ready.read_text())["url"]


def _start(name: str, ready: Path, *, durable: bool) -> None:
    command = [
        sys.executable,
        services.__file__,
        "keep",
        name,
        "--ready",
        str(ready),
        "--owner",
        os.environ[OWNER],
    ]
    if durable:
        command.append("--durable")
    log = ready.with_suffix(".log")
    with log.open("wb") as out:
        keeper = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    end = time.monotonic() + 200
    while not ready.exists():
        if keeper.poll() is not None or time.monotonic() > end:
            pytest.fail(f"{name} didn't start:\n{log.read_text(errors='replace')}", pytrace=False)
        time.sleep(0.05)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """`DATABASE_URL` of a real PostgreSQL of this run (fsync off)."""
    return started("postgres")


@pytest.fixture(scope="session")
def durable_postgres_url() -> str:
    """`DATABASE_URL` of a real PostgreSQL that keeps what it acknowledged (fsync on)."""
    return started("postgres", durable=True)


@pytest.fixture(scope="session")
def redis_url() -> str:
    """`REDIS_URL` of a real Redis of this run."""
    return started("redis")


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """`ELASTICSEARCH_URL` of a real node of this run."""
    return started("elasticsearch")


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    missing(f"{names[0]} is not installed ({services.FIXED_HINT})")
    raise AssertionError("unreachable")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of Debian's Chromium."""
    return _program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def soffice_path() -> str:
    """Path of LibreOffice."""
    return _program("soffice", "libreoffice")


# --- with CI=true a skip is a failure ----------------------------------------------------------------------
def _refused(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"skipped under CI=true, where nothing may be: {reason}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn a skipped case into a failed one (an expected failure is not a skip)."""
    outcome = yield
    report = outcome.get_result()
    if in_ci() and report.skipped and not hasattr(report, "wasxfail"):
        _refused(report)


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """Turn a module that skips itself into a failed one."""
    outcome = yield
    report = outcome.get_result()
    if in_ci() and report.skipped:
        _refused(report)
