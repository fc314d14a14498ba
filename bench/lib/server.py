"""Starting the product, or a peer, as a real process for one measurement."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from tools.services import free_port

ROOT = Path(__file__).resolve().parents[2]


Process = subprocess.Popen[bytes]
Server = AbstractContextManager[tuple[int, Process]]


def product(env: dict[str, str]) -> Server:
    """The product as the Procfile starts it (Daphne with our extensions), on a free loopback port; ended by pid."""
    port = free_port()
    return _running(["-m", "config.serve"], port, {**env, "PORT": str(port), "LOG_LEVEL": "WARNING"})


def daphne(application: str, env: dict[str, str]) -> Server:
    """Serve another ASGI application by plain Daphne on a free loopback port; ended by pid."""
    port = free_port()
    return _running(["-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0", application], port, env)


@contextlib.contextmanager
def _running(
    command: list[str], port: int, env: dict[str, str]
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("the server stopped before it answered")
        with contextlib.closing(socket.socket()) as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server didn't answer")


def cpu_seconds(process: subprocess.Popen[bytes] | int) -> float:
    """Processor time a process has used so far with all its threads, in seconds (to the nanosecond)."""
    pid = process if isinstance(process, int) else process.pid
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):  # a thread may end between the listing and the reading
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def redis_pid(url: str) -> int:
    """The process id of a Redis."""
    from redis import Redis

    with Redis.from_url(url) as link:
        return int(link.info("server")["process_id"])
