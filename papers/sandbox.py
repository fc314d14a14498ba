"""Run something that reads strangers' files in a child that can be killed and can reach nothing.

The child has its own process group, no network, limits on memory, time, files and processes, an empty home, a
scrubbed environment, a temporary work folder, and (where the kernel allows) a file system that shows the
programs
and that folder only. It dies with the server process. See `papers.jail` for the inside.

Why a child at all: readers of PDF and office files hang, eat memory and fetch links by long experience
(pypdf#3654, CVE-2026-42591, GHSA-2mrg-35hw-x3x9); a thread can't be stopped, a process can.
"""

import functools
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

from django.conf import settings

from papers import nursery

CODE_DIR = Path(__file__).resolve().parent.parent
JAIL = Path(__file__).resolve().parent / "jail.py"
MIB = 1024 * 1024
OUTPUT_CAP = 64 * MIB
_PIECE = 65_536
# What programs need to see of the machine; never /home, /root, /var, /tmp or the files of the product.
SYSTEM_PATHS = (
    *(
        "/usr",
        "/bin",
        "/sbin",
        "/lib",
        "/lib32",
        "/lib64",
        "/etc/alternatives",
        "/etc/fonts",
        "/etc/ld.so.cache",
    ),
    *(
        "/etc/ld.so.conf",
        "/etc/ld.so.conf.d",
        "/etc/libreoffice",
        "/etc/passwd",
        "/etc/group",
        "/opt/libreoffice",
    ),
)


class SandboxFailure(Exception):
    """The child didn't finish its work; `reason` is one of the words below, never shown to a person as it
    is.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}"[:500])

    @property
    def is_ours(self) -> bool:
        """Does it say nothing about the file? Then the work is tried again later."""
        return self.reason in (NOT_ISOLATED, LOST, BUSY)


NOBODY = 65_534
TIMED_OUT, CRASHED, TOO_MUCH, NOT_ISOLATED, LOST, BUSY = (
    "timed_out",
    "crashed",
    "too_much_output",
    "not_isolated",
    "lost",  # with the parent it was forked from
    "busy",  # the machine couldn't start it in time
)


@dataclass(frozen=True)
class Limits:
    """What a child may use: seconds of wall clock in all and without a sign of life, MiB of memory and file
    size.
    """

    seconds: float = 10
    silent_seconds: float = 10
    memory_mib: int = 512
    file_mib: int = 256
    processes: int = 0

    def as_rlimits(self) -> dict[str, int]:
        """The same for setrlimit(2); no core files, and no more processor time than wall clock."""
        return {
            "AS": self.memory_mib * MIB,
            "CPU": max(1, int(self.seconds)),
            "FSIZE": self.file_mib * MIB,
            "NPROC": self.processes,
            "NOFILE": 512,
            "CORE": 0,
        }


@dataclass
class Isolation:
    """How far the kernel lets us shut the child in: `full`, `network` or `none`, why not further, and as
    whom.
    """

    level: str
    why: str = ""
    user: int | None = None

    @property
    def has_no_network(self) -> bool:
        """Can the child reach nothing outside?"""
        return self.level != "none"


class Process(Protocol):
    """What was started, by ourselves or by the parent of readers."""

    @property
    def stdout(self) -> IO[bytes] | None:
        """Its output."""

    def wait(self, timeout: float) -> int:
        """Its exit code. Raises `subprocess.TimeoutExpired`."""

    def end(self) -> None:
        """Kill it with all it started, and return when it is gone."""


class Started(subprocess.Popen[bytes]):
    """A program started by ourselves, in a group of its own."""

    def end(self) -> None:
        """Kill the group; harmless when it has ended."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.wait()


@dataclass
class Child:
    """A running child: lines of its output as they come, then its exit code."""

    process: Process
    limits: Limits
    started: float = field(default_factory=time.monotonic)
    last_sign: float = field(default_factory=time.monotonic)

    def lines(self) -> Iterator[bytes]:
        """Yield whole lines of standard output; raise SandboxFailure on silence, overtime or a flood."""
        assert self.process.stdout is not None
        rest, total = b"", 0
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while True:
                if not selector.select(self._patience()):
                    raise SandboxFailure(TIMED_OUT, f"{self.limits.seconds} s")
                piece = os.read(self.process.stdout.fileno(), _PIECE)
                if not piece:
                    break
                total, self.last_sign = total + len(piece), time.monotonic()
                if total > OUTPUT_CAP:
                    raise SandboxFailure(TOO_MUCH)
                *whole, rest = (rest + piece).split(b"\n")
                yield from whole
        if rest:
            yield rest

    def finish(self) -> int:
        """Wait for the end within the limits; the exit code (128 + n: killed by signal n)."""
        try:
            return self.process.wait(max(0.05, self._patience()))
        except subprocess.TimeoutExpired as late:
            raise SandboxFailure(TIMED_OUT, f"{self.limits.seconds} s") from late

    def _patience(self) -> float:
        now = time.monotonic()
        return max(
            0.0,
            min(
                self.started + self.limits.seconds,
                self.last_sign + self.limits.silent_seconds,
            )
            - now,
        )


def environment(home: Path) -> dict[str, str]:
    """A scrubbed environment: nothing of ours, UTF-8, an empty home."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(CODE_DIR),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@contextmanager
def work_folder() -> Iterator[Path]:
    """A temporary folder for one run, gone afterwards."""
    base = Path(settings.MEDIA_ROOT) / "work"
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = Path(tempfile.mkdtemp(prefix="run-", dir=base))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep_work_folders(older_than_seconds: float = 3600) -> int:
    """Remove folders that a killed server left behind. Returns how many."""
    base, count = Path(settings.MEDIA_ROOT) / "work", 0
    for path in base.glob("run-*"):
        try:
            if time.time() - path.stat().st_mtime > older_than_seconds:
                shutil.rmtree(path, ignore_errors=True)
                count += 1
        except FileNotFoundError:
            continue
    return count


@contextmanager
def running(
    command: Sequence[str],
    work: Path,
    limits: Limits,
    *,
    env: dict[str, str] | None = None,
    shut: Isolation | None = None,
    demand: str | None = None,
) -> Iterator[Child]:
    """Start `command` shut in `work`, and end everything it started when the block ends, however it ends."""

    def start(plan: dict[str, Any], errors: int) -> Process:
        plan = {**plan, "command": [str(part) for part in command], "parent": os.getpid()}
        return Started(
            [sys.executable, "-I", "-S", str(JAIL), json.dumps(plan)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=work,
            env=environment(work / "home"),
            pass_fds=(plan["report_fd"],),
            start_new_session=True,
        )

    with _started(start, work, limits, env, shut, demand) as child:
        yield child


@contextmanager
def _started(
    start: Callable[[dict[str, Any], int], Process],
    work: Path,
    limits: Limits,
    env: dict[str, str] | None = None,
    shut: Isolation | None = None,
    demand: str | None = None,
) -> Iterator[Child]:
    """The plan of a child, the child by `start(plan, handle for complaints)`, and its end."""
    shut = shut or isolation()
    home = work / "home"
    home.mkdir(exist_ok=True)
    root = Path(tempfile.mkdtemp(prefix="root-", dir=work))
    if shut.user is not None:
        _hand_over(work, shut.user)
    demand = demand or demanded_level()
    reader, writer = os.pipe()
    plan = {
        "env": {**environment(home), **(env or {})},
        "work": str(work.resolve()),
        "root": str(root.resolve()),
        "show": shown_paths(),
        "limits": limits.as_rlimits(),
        "level": shut.level,
        "user": shut.user,
        "demand": demand,
        "report_fd": writer,
    }
    try:
        with (work / "stderr.txt").open("wb") as errors:
            process = start(plan, errors.fileno())
    except BaseException:
        os.close(reader)
        raise
    finally:
        os.close(writer)
    child = Child(process, limits)
    try:
        with os.fdopen(reader, "rb") as report:
            _ensure_isolated(report.readline(), demand)
        yield child
    finally:
        process.end()
        if process.stdout is not None:
            process.stdout.close()


def run(
    command: Sequence[str],
    work: Path,
    limits: Limits,
    *,
    env: dict[str, str] | None = None,
) -> bytes:
    """Run to the end and give back standard output. Raises SandboxFailure."""
    with running(command, work, limits, env=env) as child:
        output = b"\n".join(child.lines())
        code = child.finish()
    if code != 0:
        raise SandboxFailure(CRASHED, f"exit {code} {error_text(work)}")
    return output


def run_worker(operation: str, work: Path, limits: Limits, **arguments: Any) -> Iterator[dict[str, Any]]:
    """Run `papers.worker <operation>` and yield its answers as they come. Raises SandboxFailure.

    A fork of the warmed parent where the system has what that takes; else a Python of its own.
    """
    with _reader(operation, work, limits, arguments) as child:
        for line in child.lines():
            yield json.loads(line)
        code = child.finish()
        if isinstance(child.process, nursery.Born) and child.process.is_lost:
            raise SandboxFailure(LOST)
    if code != 0:
        raise SandboxFailure(CRASHED, f"exit {code} {error_text(work)}")


@contextmanager
def _reader(operation: str, work: Path, limits: Limits, arguments: dict[str, Any]) -> Iterator[Child]:
    def start(plan: dict[str, Any], errors: int) -> Process:
        told = {**plan, "operation": operation, "arguments": arguments}
        try:
            return nursery.nursery.bear(told, errors, plan["report_fd"])
        except OSError as late:
            raise SandboxFailure(BUSY, str(late)) from late

    if nursery.is_possible():
        with _started(start, work, limits) as child:
            yield child
        return
    command = [sys.executable, "-B", "-m", "papers.worker", operation, json.dumps(arguments)]
    with running(command, work, limits) as child:
        yield child


def error_text(work: Path) -> str:
    """The end of what the child complained about, for the log."""
    try:
        return (work / "stderr.txt").read_bytes()[-800:].decode("utf-8", "replace")
    except OSError:
        return ""


def shown_paths() -> list[str]:
    """The files a child may read: the system's programs, this Python, our readers and the typefaces."""
    python = {
        sys.prefix,
        str(Path(sys.prefix).resolve()),
        sys.base_prefix,
        str(Path(sys.executable).resolve().parent.parent),
    }
    own = {str(CODE_DIR / name) for name in ("papers", "layouts/fonts")}
    found = [
        path
        for path in (*SYSTEM_PATHS, *sorted(python), *sorted(own))
        if os.path.lexists(path) and path != "/"
    ]
    return list(dict.fromkeys(found))


def demanded_level() -> str:
    """Production refuses to read strangers' files without isolation (setting SANDBOX_REQUIRED)."""
    return "network" if settings.SANDBOX_REQUIRED else "none"


@functools.cache
def isolation() -> Isolation:
    """What this kernel allows us, tried once per process; the health page prints it."""
    why = ""
    wishes = [Isolation("full", user=NOBODY)] if os.geteuid() == 0 else []
    for wish in (*wishes, Isolation("full"), Isolation("network")):
        try:
            with work_folder() as work:
                trial = [sys.executable, "-I", "-S", "-c", "open('written', 'w')"]
                with running(trial, work, Limits(memory_mib=256), shut=wish, demand=wish.level) as child:
                    if child.finish() == 0:
                        return Isolation(wish.level, why, wish.user)
                    why = error_text(work).strip()[-200:] or wish.level
        except SandboxFailure as failure:
            why = failure.detail or failure.reason
    return Isolation("none", why)


def _hand_over(work: Path, user: int) -> None:
    """Give the work folder to the powerless user the child will be."""
    for path in (work, *work.rglob("*")):
        os.chown(path, user, user, follow_symlinks=False)


def _ensure_isolated(report: bytes, demand: str) -> None:
    order = ("none", "network", "full")
    reached = json.loads(report) if report.strip() else {"level": "none", "why": "no report"}
    if order.index(reached["level"]) < order.index(demand):
        raise SandboxFailure(NOT_ISOLATED, reached["why"])
