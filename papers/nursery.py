"""The server's side of `papers.warm`: one parent of readers for each process of ours, started when first needed."""

import array
import atexit
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final

from papers.warm import BORN

CODE_DIR: Final = Path(__file__).resolve().parent.parent
KILLED: Final = 137
PATIENCE: Final = 10.0
# So long a child may be on its way into the world; so long its parent may bear none before it is taken for stuck.
BIRTH_SECONDS: Final = 20.0
STUCK_SECONDS: Final = 90.0


class SlowBirth(OSError):
    """The machine is too busy to start a reader now. The parent lives, and so do the readers it has."""


class Born:
    """A child of the parent, as much like `subprocess.Popen` as the sandbox needs."""

    def __init__(self, link: socket.socket, stdout: IO[bytes]) -> None:
        self.link, self.stdout = link, stdout
        self._code: int | None = None
        self.is_lost = False

    def wait(self, timeout: float) -> int:
        """Its exit code. Raises `subprocess.TimeoutExpired`."""
        if self._code is None:
            if not select.select([self.link], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("papers.worker", timeout)
            said = self.link.recv(16)
            self.is_lost = not said  # the parent itself was killed
            self._code = int(said or KILLED)
        return self._code

    def end(self) -> None:
        """Nobody wants it any more; returns when nothing of it is left."""
        try:
            self.link.shutdown(socket.SHUT_WR)
            while self.link.recv(16):
                pass
        except OSError:
            pass  # its parent is gone, and it with it
        self.link.close()


class Nursery:
    """Starts the parent, and again when it has ended; a fork of this process has to start its own."""

    def __init__(self, module: str = "papers.warm") -> None:
        self.module = module
        self._lock = threading.Lock()
        self._parent: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._slow_since: float | None = None

    def bear(self, plan: dict[str, Any], errors: int, report: int) -> Born:
        """A child for this plan, which reports its isolation to `report`. Raises `OSError`, `SlowBirth` among them."""
        reader, writer = os.pipe()
        plan_reader, plan_writer = os.pipe()
        try:
            parent, link = self._asked([plan_reader, writer, errors, report])
            os.close(plan_reader)
            plan_reader = -1
            _tell(plan_writer, {**plan, "parent": parent})
        except OSError:
            os.close(reader)
            raise
        finally:
            for handle in (writer, plan_writer, plan_reader):
                if handle >= 0:
                    os.close(handle)
        return Born(link, os.fdopen(reader, "rb", buffering=0))

    def _asked(self, handles: Sequence[int]) -> tuple[int, socket.socket]:
        """Hand the handles over; the parent's number, and the socket of the run. It may have gone to sleep just now:
        then a new one. Others may ask while a child is on its way.
        """
        for _attempt in range(2):
            link, its_link = socket.socketpair()
            try:
                parent = self._sent([its_link.fileno(), *handles])
                its_link.close()  # from here on the parent's end is the only one: with the parent it is gone
                if parent is not None and _heard(link) == BORN:
                    self._slow_since = None
                    return parent.pid, link
            except SlowBirth:
                self._forget_if_stuck()
                link.close()
                raise
            finally:
                its_link.close()
            link.close()
            self._forget_if_ended(parent)
        raise ConnectionError("no parent for a reader")

    def _sent(self, handles: Sequence[int]) -> subprocess.Popen[bytes] | None:
        """The parent they were sent to; None if it had ended."""
        told = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", handles))]
        with self._lock:
            parent, control = self._awake()
            try:
                control.sendmsg([b"r"], told)
            except TimeoutError as late:
                raise SlowBirth("a reader's parent takes nothing") from late
            except OSError:
                self._forget()
                return None
            return parent

    def _forget_if_ended(self, parent: subprocess.Popen[bytes] | None) -> None:
        with self._lock:
            if parent is not None and parent is self._parent:
                self._forget()

    def _forget_if_stuck(self) -> None:
        """One that hasn't borne anything for so long never will."""
        now = time.monotonic()
        with self._lock:
            self._slow_since = self._slow_since or now - BIRTH_SECONDS
            if self._parent is not None and now - self._slow_since > STUCK_SECONDS:
                self._parent.kill()
                self._forget()

    def _awake(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        if self._parent is None or self._control is None or self._parent.poll() is not None:
            self._forget()
            self._control, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._control.settimeout(PATIENCE)
            self._slow_since = None
            self._parent = subprocess.Popen(
                [sys.executable, "-B", "-m", self.module, str(its_end.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd="/",
                env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(CODE_DIR)},
                pass_fds=(its_end.fileno(),),
                start_new_session=True,
            )
            its_end.close()
        return self._parent, self._control

    def _forget(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._parent is not None and self._parent.poll() is None:
            try:
                self._parent.wait(PATIENCE)  # without its control it ends
            except subprocess.TimeoutExpired:
                self._parent.kill()
                self._parent.wait()
        self._parent = self._control = None

    def close(self) -> None:
        """Let the parent end, with what it still runs."""
        with self._lock:
            self._forget()

    def leave_to_the_parent(self) -> None:
        """After a fork of this process: the parent of readers belongs to the process that started it."""
        self._lock = threading.Lock()
        if self._control is not None:
            self._control.close()
        self._parent = self._control = None


def _tell(handle: int, plan: dict[str, Any]) -> None:
    try:
        with os.fdopen(handle, "wb", closefd=False) as told:
            told.write(json.dumps(plan).encode() + b"\n")
    except BrokenPipeError:
        pass  # it died before it read its plan; its exit code says so


def _heard(link: socket.socket) -> bytes:
    """The first sign of a child, or nothing when its parent has ended. Raises `SlowBirth`."""
    if not select.select([link], [], [], BIRTH_SECONDS)[0]:
        raise SlowBirth("a reader isn't born yet")
    try:
        return link.recv(1)
    except ConnectionError:
        return b""


def is_possible() -> bool:
    """Has this system what the parent needs (Linux 5.3)?"""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


nursery = Nursery()
atexit.register(nursery.close)
os.register_at_fork(after_in_child=nursery.leave_to_the_parent)
