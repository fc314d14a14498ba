"""Real services for one run: PostgreSQL and Redis on loopback, in a temporary folder, ended by pid.

    with services.postgres() as url: ...          # from a script
    python tools/services.py run --postgres --redis -- pytest -m both_databases
    python tools/services.py keep postgres --ready FILE --owner PID

`keep` runs until it is told to stop, or until the process that wanted the service is gone, so that even a
killed test run leaves no server behind.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

POSTGRES_FOLDERS = [Path(f"/usr/lib/postgresql/{version}/bin") for version in (15, 16, 17, 18)]
LOWEST_PORT, HIGHEST_PORT = 20000, 32000
FIXED_HINT = "tools/install-services installs it"


class ServiceMissing(RuntimeError):
    """The program isn't installed. The message names it and says how to get it."""


def free_port() -> int:
    """A loopback port nobody listens on, below the range the kernel hands out by itself."""
    span = HIGHEST_PORT - LOWEST_PORT
    start = int.from_bytes(os.urandom(4), "big") % span
    for step in range(span):
        port = LOWEST_PORT + (start + step) % span
        with contextlib.closing(socket.socket()) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free loopback port")


def postgres_program(name: str) -> str:
    """Full path of one of PostgreSQL's programs. Raises `ServiceMissing`."""
    for folder in POSTGRES_FOLDERS:
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if found:
        return found
    raise ServiceMissing(f"PostgreSQL 15 is not installed ({FIXED_HINT})")


def redis_program() -> str:
    """Full path of redis-server. Raises `ServiceMissing`."""
    found = shutil.which("redis-server")
    if not found:
        raise ServiceMissing(f"Redis is not installed ({FIXED_HINT})")
    return found


def _die_with_parent() -> None:
    """Ask Linux to end the child when we are gone, however we went."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _account(name: str) -> dict[str, object]:
    """Arguments of `Popen` that drop root to the service's own account; nothing when we aren't root."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _own(folder: Path, account: dict[str, object]) -> None:
    if account:
        os.chown(folder, account["user"], account["group"])  # type: ignore[arg-type]


@contextlib.contextmanager
def _process(
    command: list[str], log: Path, account: dict[str, object], env: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """One server process in its own group, ended by pid: politely, then not."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            env=env,
            start_new_session=True,
            preexec_fn=_die_with_parent,
            **account,  # type: ignore[call-overload]
        )
    try:
        yield process
    finally:
        # SIGINT is PostgreSQL's "fast" stop and an ordinary stop for Redis.
        for number, seconds in ((signal.SIGINT, 10), (signal.SIGKILL, 5)):
            if process.poll() is None:
                process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(seconds)


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the service stopped at once:\n{log.read_text(errors='replace')[-2000:]}")
        with contextlib.closing(socket.socket()) as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the service didn't answer:\n{log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """A fresh PostgreSQL; yields its `DATABASE_URL`. `durable` keeps fsync on (a kill must lose nothing)."""
    initdb, server = postgres_program("initdb"), postgres_program("postgres")
    account = _account("postgres")
    folder = Path(tempfile.mkdtemp(prefix="ecabinet-pg-"))
    try:
        _own(folder, account)
        folder.chmod(0o700)
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        data = folder / "data"
        made = subprocess.run(
            [
                initdb,
                "-D",
                str(data),
                "-U",
                "ecabinet",
                "--auth=trust",
                "-E",
                "UTF8",
                "--no-instructions",
                "-N",
            ],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            **account,  # type: ignore[call-overload]
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr[-2000:]}")
        port = free_port()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": str(folder),
            "max_connections": 200,
        }
        if not durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [server, "-D", str(data), *(f"--{name}={value}" for name, value in options.items())]
        log = folder / "log"
        log.touch()
        with _process(command, log, account, env) as process:
            _wait_for(process, port, log)
            _create_database(port, process, log)
            yield f"postgres://ecabinet@127.0.0.1:{port}/ecabinet"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create_database(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server accepts a session, then make the database."""
    import psycopg

    end = time.monotonic() + 20
    while True:
        try:
            with psycopg.connect(
                f"host=127.0.0.1 port={port} user=ecabinet dbname=postgres", autocommit=True
            ) as link:
                link.execute("CREATE DATABASE ecabinet")
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(
                    f"PostgreSQL refused:\n{log.read_text(errors='replace')[-2000:]}"
                ) from None
            time.sleep(0.1)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A fresh Redis that writes nothing to disk; yields its `REDIS_URL`."""
    program = redis_program()
    account = _account("redis")
    folder = Path(tempfile.mkdtemp(prefix="ecabinet-redis-"))
    try:
        _own(folder, account)
        port = free_port()
        command = [
            program,
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(folder),
        ]
        log = folder / "log"
        log.touch()
        with _process(command, log, account, dict(os.environ)) as process:
            _wait_for(process, port, log)
            yield f"redis://127.0.0.1:{port}/0"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


STARTERS = {"postgres": postgres, "redis": redis}
VARIABLES = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}


def stop_on_signals() -> None:
    """SIGTERM and SIGHUP unwind the `with` blocks like Ctrl-C does."""

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def keep(name: str, ready: Path, owner: int, *, durable: bool = False) -> None:
    """Start one service, write `{url, pid}` into `ready`, hold it until SIGTERM or until `owner` is gone."""
    arguments = {"durable": durable} if name == "postgres" else {}
    with STARTERS[name](**arguments) as url:
        part = ready.with_suffix(".part")
        part.write_text(json.dumps({"url": url, "pid": os.getpid()}))
        part.rename(ready)
        while _alive(owner):
            time.sleep(0.5)


def run(names: list[str], command: list[str], *, durable: bool = False) -> int:
    """Run a command with the named services up and their addresses in its environment; its exit code."""
    with contextlib.ExitStack() as stack:
        env = dict(os.environ)
        for name in names:
            arguments = {"durable": durable} if name == "postgres" else {}
            env[VARIABLES[name]] = stack.enter_context(STARTERS[name](**arguments))
        child = subprocess.Popen(command, env=env)
        try:
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(15)
                if child.poll() is None:
                    child.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description="Start PostgreSQL and Redis for one run.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    with_services = verbs.add_parser("run", help="run a command with services up")
    keeper = verbs.add_parser("keep", help="hold one service until stopped")
    for verb in (with_services, keeper):
        verb.add_argument("--durable", action="store_true", help="PostgreSQL with fsync on")
    with_services.add_argument("--postgres", action="store_true")
    with_services.add_argument("--redis", action="store_true")
    with_services.add_argument("command", nargs=argparse.REMAINDER)
    keeper.add_argument("name", choices=sorted(STARTERS))
    keeper.add_argument("--ready", type=Path, required=True)
    keeper.add_argument("--owner", type=int, default=os.getppid())
    given = parser.parse_args()
    stop_on_signals()
    try:
        if given.verb == "keep":
            keep(given.name, given.ready, given.owner, durable=given.durable)
            return 0
        command = given.command[1:] if given.command[:1] == ["--"] else given.command
        return run([name for name in STARTERS if getattr(given, name)], command, durable=given.durable)
    except ServiceMissing as missing:
        print(f"services: {missing}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
