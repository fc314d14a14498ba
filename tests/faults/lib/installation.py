"""The product as real processes: the web process, PostgreSQL (durable) and Redis, each killed and started again on
the same port with the same data. Embedded: SQLite and the in-memory layer, as `make run` has it.

    with installed() as house:
        house.kill("postgres"); house.start("postgres")
        house.kill("app"); house.start("app")
        house.deploy()                                     # the successor first, then SIGTERM (share_port=True)
        house.ask(lambda: Ballot.objects.count())          # in this process, whatever was killed meanwhile
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from bench.lib.product import cookie_of, use
from tests.faults.lib.tablets import Member
from tools import prepare, services

ROOT = Path(__file__).resolve().parents[3]
Result = TypeVar("Result")


class Installation:
    """One installation; `base` is its address, `port` never changes."""

    def __init__(self, folder: Path, engines: dict[str, services.Engine], env: dict[str, str]) -> None:
        self.folder, self.engines, self.env = folder, engines, env
        self.port = int(env["PORT"])
        self.base = f"http://127.0.0.1:{self.port}"
        self.program = "config.serve"
        self.app: subprocess.Popen[bytes] | None = None

    # --- faults ---------------------------------------------------------------------------------------------
    def start(self, name: str) -> float:
        """Start "app", "postgres" or "redis"; the moment it answered."""
        if name == "app":
            self.app = self._launch()
            self._wait_for(self.app)
        else:
            self.engines[name].start()
        return time.monotonic()

    def kill(self, name: str) -> None:
        """SIGKILL."""
        if name != "app":
            self.engines[name].kill()
        elif self.app is not None:
            self.app.kill()
            self.app.wait()

    def deploy(self, meanwhile: Callable[[], None] = lambda: None, seconds: float = 30) -> tuple[float, int]:
        """A new release: the successor listens on the same port, `meanwhile` is done, the old process is told to stop.

        The moment it was told (SIGTERM) and its exit code. Raises `TimeoutExpired` if it doesn't end.
        """
        old, self.app = self.app, self._launch()
        assert old is not None
        self._wait_for(self.app, log=self._log_of(self.app))
        meanwhile()
        told = time.monotonic()
        old.send_signal(signal.SIGTERM)
        return told, old.wait(seconds)

    def stop(self) -> None:
        """End the web process by pid: politely, then not."""
        if self.app is None:
            return
        for number, seconds in ((signal.SIGTERM, 12), (signal.SIGKILL, 5)):
            if self.app.poll() is None:
                self.app.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.app.wait(seconds)

    # --- facts ----------------------------------------------------------------------------------------------
    def ask(self, question: Callable[[], Result], seconds: float = 20) -> Result:
        """The answer of the product's own code in this process; asked anew while the database is away."""
        from django.db import InterfaceError, OperationalError, connection

        end = time.monotonic() + seconds
        while True:
            try:
                return question()
            except (InterfaceError, OperationalError):
                connection.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def logged(self) -> str:
        """What the web processes have printed, the eldest first."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("app-*.log")))

    # --- the process ----------------------------------------------------------------------------------------
    def _launch(self) -> subprocess.Popen[bytes]:
        number = len(list(self.folder.glob("app-*.log"))) + 1
        with (self.folder / f"app-{number:04}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", self.program],
                cwd=ROOT,
                env={**os.environ, **self.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _log_of(self, _process: subprocess.Popen[bytes]) -> Path:
        return sorted(self.folder.glob("app-*.log"))[-1]

    def _wait_for(
        self, process: subprocess.Popen[bytes], seconds: float = 60, log: Path | None = None
    ) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if process.poll() is not None:
                raise RuntimeError(f"the web process stopped at once:\n{self.logged()[-3000:]}")
            # A predecessor may answer on the same port: then only its own log says that this one listens.
            if "Listening on" in log.read_text(errors="replace") if log else self._answers():
                return
            time.sleep(0.02)
        raise RuntimeError(f"the web process didn't answer:\n{self.logged()[-3000:]}")

    def _answers(self) -> bool:
        with contextlib.closing(socket.socket()) as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def member_of(user: Any, *streams: str) -> Member:
    """A user as a voter with a tablet: a session of his own, the streams and his person's."""
    person = str(user.person_id)
    return Member(person, cookie_of(user), (*streams, f"person:{person}"))


@contextlib.contextmanager
def installed(
    *, embedded: bool = False, share_port: bool = False, program: str = "config.serve", **settings: str
) -> Iterator[Installation]:
    """An installation with tables and law, the web process up; everything ended by pid and removed.

    `share_port` is needed for `deploy`. `program` is the module the web process runs. `settings` are further variables
    of its environment. With KEEP_LOGS in the environment the logs are kept also of a run that went to its end.
    """
    prepare.collected()  # pages are drawn with built files
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="ecabinet-fault-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        engines: dict[str, services.Engine] = {}
        if not embedded:
            engines["postgres"] = stack.enter_context(services.postgres_engine(durable=True))
            engines["redis"] = stack.enter_context(services.redis_engine())
        port = services.free_port()
        env = {
            "ECABINET_VAR": str(folder),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "EMAIL_URL": "dummymail://",
            "LOG_LEVEL": "INFO",
            "LOOK_INTO": str(folder / "tables.json"),
            "SHARE_PORT": "1" if share_port else "",
            **settings,
        }
        os.environ.update(env)
        database = engines["postgres"].url if engines else f"sqlite:///{folder / 'ecabinet.sqlite3'}"
        env |= use(database, engines["redis"].url if engines else "")
        house = Installation(folder, engines, env)
        house.program = program
        try:
            house.start("app")
            yield house
            if os.environ.get("KEEP_LOGS"):
                _keep_logs(house)
        except Exception:
            _keep_logs(house)
            raise
        finally:
            house.stop()
            _let_go()


def _keep_logs(house: Installation) -> None:
    """What the web processes said, for whoever asks why a run broke off: a repeat with its seed may go well."""
    kept = ROOT / "var" / "faults" / house.folder.name
    kept.mkdir(parents=True)
    for log in house.folder.glob("app-*.log"):
        shutil.copy(log, kept)
    print(f"the logs of its web processes are kept in {kept.relative_to(ROOT)}", flush=True)


def _let_go() -> None:
    """This process's own connections, before the server they belong to is ended."""
    from django.db import connection

    with contextlib.suppress(Exception):
        connection.close()
        getattr(connection, "close_pool", lambda: None)()
