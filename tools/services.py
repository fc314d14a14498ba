"""Real services for one run: PostgreSQL, Redis and Elasticsearch on loopback, in a temporary folder, ended by pid.

    with services.postgres() as url: ...          # from a script
    with services.postgres_engine() as engine: engine.kill(); engine.start()
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
from typing import Any

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


class Engine:
    """One server program on a fixed port with a folder of its own: started, killed and started again.

    `url` stays the same all along; what the program wrote to its folder is there again after a restart.
    """

    # Seconds it may take until it answers.
    patience = 20.0

    def __init__(
        self, command: list[str], port: int, folder: Path, env: dict[str, str], account: str
    ) -> None:
        self.command, self.port, self.folder, self.env = command, port, folder, env
        self.account = _account(account)
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        """Start it and return once it takes connections. Raises `RuntimeError` with its log.

        From the main thread: Linux ends the child with the thread that made it (`_die_with_parent`).
        """
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=self.env,
                start_new_session=True,
                preexec_fn=_die_with_parent,
                **self.account,  # type: ignore[call-overload]
            )
        _wait_for(self.process, self.port, self.log, self.patience)
        self._wait_until_ready()

    def kill(self) -> None:
        """SIGKILL to it and to every process it forked, by their pids: nothing gets a last word."""
        if self.process is None or self.process.poll() is not None:
            return
        for pid in (self.process.pid, *children_of(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it by pid: politely, then not."""
        # SIGINT is PostgreSQL's "fast" stop and an ordinary stop for Redis.
        for number, seconds in ((signal.SIGINT, 10), (signal.SIGKILL, 5)):
            if self.process is not None and self.process.poll() is None:
                self.process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(seconds)

    def _wait_until_ready(self) -> None:
        """A port that answers is enough; a database says more."""


class PostgresEngine(Engine):
    """PostgreSQL, ready when it gives a session (after a kill it first reads its log again)."""

    def session(self, database: str = "postgres") -> contextlib.AbstractContextManager[Any]:
        """A session of its owner. Raises `psycopg.OperationalError` while it starts."""
        import psycopg

        place = f"host=127.0.0.1 port={self.port} user=ecabinet dbname={database}"
        return psycopg.connect(place, autocommit=True, connect_timeout=5)

    def _wait_until_ready(self) -> None:
        import psycopg

        end = time.monotonic() + 20
        while True:
            try:
                with self.session():
                    return
            except psycopg.OperationalError:
                if self.process is None or self.process.poll() is not None or time.monotonic() > end:
                    text = self.log.read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"PostgreSQL refused:\n{text}") from None
                time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """The processes this one forked, as Linux lists them."""
    try:
        return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


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
def in_a_folder(prefix: str, account: str) -> Iterator[Path]:
    """A temporary folder the service's account owns, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        _own(folder, _account(account))
        folder.chmod(0o700)
        (folder / "log").touch()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgres_engine(*, durable: bool = False) -> Iterator[PostgresEngine]:
    """A fresh PostgreSQL that may be killed and started again. `durable` keeps fsync on (a kill must lose nothing)."""
    server = postgres_program("postgres")
    with in_a_folder("ecabinet-pg-", "postgres") as folder:
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        data, port = _new_cluster(folder, env), free_port()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": str(folder),
            "max_connections": 200,
        }
        if not durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [server, "-D", str(data), *(f"--{name}={value}" for name, value in options.items())]
        engine = PostgresEngine(command, port, folder, env, "postgres")
        engine.url = f"postgres://ecabinet@127.0.0.1:{port}/ecabinet"
        try:
            engine.start()
            with engine.session() as link:
                link.execute("CREATE DATABASE ecabinet")
            yield engine
        finally:
            engine.stop()


def _new_cluster(folder: Path, env: dict[str, str]) -> Path:
    """Its data, made anew. Raises `RuntimeError` with what initdb said."""
    data = folder / "data"
    options = ["-U", "ecabinet", "--auth=trust", "-E", "UTF8", "--no-instructions", "-N"]
    made = subprocess.run(
        [postgres_program("initdb"), "-D", str(data), *options],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        **_account("postgres"),  # type: ignore[call-overload]
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr[-2000:]}")
    return data


@contextlib.contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """A fresh PostgreSQL; yields its `DATABASE_URL`."""
    with postgres_engine(durable=durable) as engine:
        yield engine.url


@contextlib.contextmanager
def redis_engine() -> Iterator[Engine]:
    """A fresh Redis that writes nothing to disk and may be killed and started again (empty)."""
    program = redis_program()
    with in_a_folder("ecabinet-redis-", "redis") as folder:
        port = free_port()
        command = [program, "--port", str(port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
        engine = Engine(command, port, folder, dict(os.environ), "redis")
        engine.url = f"redis://127.0.0.1:{port}/0"
        try:
            engine.start()
            yield engine
        finally:
            engine.stop()


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A fresh Redis that writes nothing to disk; yields its `REDIS_URL`."""
    with redis_engine() as engine:
        yield engine.url


@contextlib.contextmanager
def elasticsearch() -> Iterator[str]:
    """A fresh Elasticsearch node; yields its `ELASTICSEARCH_URL`."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # when this file is run as a script
    from tools import search_node

    with search_node.engine() as node:
        yield node.url


STARTERS = {"postgres": postgres, "redis": redis, "elasticsearch": elasticsearch}
VARIABLES = {"postgres": "DATABASE_URL", "redis": "REDIS_URL", "elasticsearch": "ELASTICSEARCH_URL"}


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
    parser = argparse.ArgumentParser(description="Start PostgreSQL, Redis and Elasticsearch for one run.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    with_services = verbs.add_parser("run", help="run a command with services up")
    keeper = verbs.add_parser("keep", help="hold one service until stopped")
    for verb in (with_services, keeper):
        verb.add_argument("--durable", action="store_true", help="PostgreSQL with fsync on")
    with_services.add_argument("--postgres", action="store_true")
    with_services.add_argument("--redis", action="store_true")
    with_services.add_argument("--elasticsearch", action="store_true")
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
    sys.modules["tools.services"] = sys.modules["__main__"]  # one `ServiceMissing`, not two
    sys.exit(main())
