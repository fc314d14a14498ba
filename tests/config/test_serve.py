"""The web process holds little of a large answer in memory while the reader is slow."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.services import free_port

ROOT = Path(__file__).resolve().parents[2]
SIZE = 200 * 1024 * 1024


def serving(module: str) -> Iterator[tuple[int, subprocess.Popen]]:
    """A server of one test: its port and process, once it listens."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", module, str(port)], cwd=ROOT)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port, process
    process.send_signal(signal.SIGTERM)
    process.wait(10)


@pytest.fixture
def server() -> object:
    yield from serving("tests.config.streaming")


def memory(pid: int) -> int:
    """Resident bytes of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_slow_reader_of_a_large_file_costs_little_memory_and_gets_it_whole(
    server: tuple[int, subprocess.Popen],
) -> None:
    port, process = server
    link = socket.create_connection(("127.0.0.1", port), timeout=30)
    link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    before = memory(process.pid)
    received, peak = len(link.recv(65536)), 0
    time.sleep(1)
    peak = memory(process.pid)
    while piece := link.recv(1 << 20):
        received += len(piece)
        peak = max(peak, memory(process.pid))
    link.close()
    assert received > SIZE
    assert peak - before < 40 * 1024 * 1024


def test_a_reader_who_leaves_ends_the_stream(server: tuple[int, subprocess.Popen]) -> None:
    port, _process = server
    for _visit in range(2):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
            link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert link.recv(1000).startswith(b"HTTP/1.1 200")
