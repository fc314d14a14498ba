"""A socket that talks faster than it is heard waits; nothing it says is lost, and the process holds little of it."""

import subprocess
import time

import pytest

from bench.lib.sockets import Client, masked
from tests.config.test_serve import memory, serving


@pytest.fixture
def server() -> object:
    yield from serving("tests.config.hearing")


def test_who_talks_too_fast_is_held_back(server: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, process = server
    client = Client.connect(port, "/")
    before, said = memory(process.pid), masked("x" * 60_000)
    peak = 0
    for _message in range(1500):  # 90 MB
        client.link.sendall(said)
        peak = max(peak, memory(process.pid))
    assert peak - before < 40 * 1024 * 1024
    client.link.close()


def test_nothing_said_is_lost(server: tuple[int, subprocess.Popen[bytes]]) -> None:
    client = Client.connect(server[0], "/")
    client.link.sendall(masked("x") * 400 + masked("count"))
    texts: list[str] = []
    end = time.monotonic() + 20
    while not texts and time.monotonic() < end:
        client.buffer += client.link.recv(65536)
        texts = client.texts()
    client.link.close()
    assert texts == ["400"]
