"""The product as real processes for the journeys: Daphne, the job process, a database and files of their own."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tools.services import VARIABLES, free_port

ROOT = Path(__file__).resolve().parents[2]
LISTENS = "Listening on"
# Runs what it is told in the house, as `manage.py shell` does, without beginning anew for each question.
TELLER = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            exec(json.loads(line), {"__name__": "told"})
        answer = {"said": said.getvalue()}
    except BaseException:
        answer = {"fault": traceback.format_exc()}
    connections.close_all()
    print(json.dumps(answer), flush=True)
"""


class House:
    """One running installation; `base` is its address."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in VARIABLES.values()},
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "ECABINET_VAR": str(folder),
            "PORT": str(self.port),
            "PUBLIC_URL": self.base,
            "EMAIL_URL": f"filemail:///{folder}/mail",
            "LOG_LEVEL": "INFO",
            **settings,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._teller: subprocess.Popen[str] | None = None

    def manage(self, *arguments: str) -> str:
        """Run one management command; its output. Raises with that output if it fails."""
        result = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True
        )
        if result.returncode:
            raise RuntimeError(f"{arguments}: {result.stdout[-2000:]}{result.stderr[-4000:]}")
        return result.stdout

    def tell(self, code: str) -> str:
        """Run Python in the house; what it printed. Raises with its traceback if it fails."""
        if self._teller is None:
            with (self.folder / "teller.log").open("ab") as log:
                self._teller = subprocess.Popen(
                    [sys.executable, "-c", TELLER],
                    cwd=ROOT,
                    env={**self.env, "PYTHONPATH": str(ROOT)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                )
        assert self._teller.stdin is not None and self._teller.stdout is not None
        self._teller.stdin.write(json.dumps(code) + "\n")
        self._teller.stdin.flush()
        line = self._teller.stdout.readline()
        answer = json.loads(line) if line else {"fault": self.log("teller")[-4000:]}
        if "fault" in answer:
            raise RuntimeError(answer["fault"])
        return str(answer["said"])

    def close(self) -> None:
        """End every process: all are told at once, and each has its time."""
        if self._teller is not None:
            self._teller.communicate()
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for name in list(self.processes):
            self.stop(name)

    def start(self, name: str) -> None:
        """Start "web", "jobs" or "boxes"."""
        commands = {
            "web": ["-m", "config.serve"],
            "jobs": ["manage.py", "run_jobs"],
            "boxes": ["manage.py", "keep_boxes"],
        }
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, *commands[name]], cwd=ROOT, env=self.env, stdout=log, stderr=log
        )
        if name == "web":
            self._wait_for_web()

    def stop(self, name: str, number: int = signal.SIGTERM) -> None:
        """End a process: politely unless told otherwise."""
        process = self.processes.pop(name)
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()

    def deploy(self) -> int:
        """A new release of the web process: the successor listens first, then the old one is told to stop.

        Needs `SHARE_PORT`. The exit code of the old one.
        """
        old = self.processes.pop("web")
        said = self.log("web").count(LISTENS)
        self.start("web")
        _wait_until(lambda: self.log("web").count(LISTENS) > said, "the successor doesn't listen")
        old.send_signal(signal.SIGTERM)
        return old.wait(30)

    def log(self, name: str) -> str:
        """What a process has printed so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _wait_for_web(self) -> None:
        end = time.monotonic() + 120  # three processes begin at once, perhaps beside another journey's
        while time.monotonic() < end:
            if self.processes["web"].poll() is not None:
                raise RuntimeError(self.log("web")[-3000:])
            with contextlib.suppress(URLError, OSError), urlopen(f"{self.base}/account/sign-in/", timeout=5):
                return
            time.sleep(0.1)
        raise RuntimeError("the server didn't answer\n" + self.log("web")[-3000:])


def _wait_until(is_so: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise RuntimeError(otherwise)
        time.sleep(0.05)


def load_seed(folder: Path) -> None:
    """Build what is served and load the demonstration once; every house of the run starts from a copy."""
    house = House(folder)
    house.manage("collectstatic", "--noinput", "-v0")
    house.manage("migrate", "-v0")
    house.manage("demo_data")


@contextlib.contextmanager
def open_house(seed: Path, **settings: str) -> Iterator[House]:
    """An installation with the demonstration loaded, ended by pid and removed; `settings` are of its environment."""
    folder = Path(tempfile.mkdtemp(prefix="ecabinet-journey-"))
    shutil.copytree(seed, folder, dirs_exist_ok=True)
    (folder / "mail").mkdir(exist_ok=True)
    house = House(folder, **settings)
    try:
        house.start("jobs")
        house.start("boxes")
        house.start("web")
        yield house
    finally:
        house.close()
        shutil.rmtree(folder, ignore_errors=True)
