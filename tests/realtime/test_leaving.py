"""A process that is told to stop finishes what it does and loses nobody's command."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.lib.sockets import Client, Closed
from realtime.leaving import MOVED, Leaving
from tools.services import free_port

ROOT = Path(__file__).resolve().parents[2]


class Socket:
    """Stands in for a consumer."""

    def __init__(self, *, is_busy: bool = False) -> None:
        self.is_busy = is_busy
        self.closed: list[int] = []

    async def close(self, code: int) -> None:
        self.closed.append(code)


def test_idle_sockets_go_at_once_and_busy_ones_after_their_answer() -> None:
    async def play() -> None:
        leaving, idle, busy = Leaving(), Socket(), Socket(is_busy=True)
        await leaving.join(idle)
        await leaving.join(busy)
        ending = asyncio.create_task(leaving.begin(5))
        await asyncio.sleep(0.05)
        assert (idle.closed, busy.closed, ending.done()) == ([MOVED], [], False)
        busy.is_busy = False
        await leaving.answered(busy)
        await asyncio.wait_for(ending, 1)
        assert busy.closed == [MOVED]

    asyncio.run(play())


def test_a_command_that_never_ends_does_not_hold_the_process_for_ever() -> None:
    async def play() -> None:
        leaving = Leaving()
        await leaving.join(Socket(is_busy=True))
        await asyncio.wait_for(leaving.begin(0.1), 1)

    asyncio.run(play())


def test_who_comes_while_the_process_ends_is_sent_on() -> None:
    async def play() -> None:
        leaving, late = Leaving(), Socket()
        await leaving.begin(0)
        await leaving.join(late)
        assert late.closed == [MOVED]

    asyncio.run(play())


@pytest.fixture
def server() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with started(free_port()) as running:
        yield running


class started:  # noqa: N801 - used as a context manager
    """One server that takes two seconds for `work`; ended by pid."""

    def __init__(self, port: int) -> None:
        self.port = port

    def __enter__(self) -> tuple[int, subprocess.Popen[bytes]]:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.realtime.leaving_server"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(self.port)},
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"listening\n"
        return self.port, self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def test_a_command_in_hand_is_answered_before_the_socket_is_told_to_move(
    server: tuple[int, subprocess.Popen[bytes]],
) -> None:
    port, process = server
    busy, idle = Client.connect(port, "/"), Client.connect(port, "/")
    busy.send(json.dumps({"work": 1.0}))
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    with pytest.raises(Closed, match="4012"):
        idle.wait_for("nothing comes", 3)
    assert busy.wait_for("done", 5) == "done"
    with pytest.raises(Closed, match="4012"):
        busy.wait_for("nothing more", 3)
    assert process.wait(5) == 0


def test_a_page_on_its_way_is_delivered_whole(server: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, process = server
    answer: list[bytes] = []

    def read() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
            link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            while piece := link.recv(65536):
                answer.append(piece)

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(0.4)
    process.send_signal(signal.SIGTERM)
    reader.join(10)
    assert b"".join(answer).endswith(b"whole\r\n0\r\n\r\n")
    assert process.wait(5) == 0


def test_the_successor_listens_on_the_same_port_before_the_old_one_goes() -> None:
    with started(free_port()) as (port, old), started(port) as (_port, _new):
        old.send_signal(signal.SIGTERM)
        assert old.wait(5) == 0
        client = Client.connect(port, "/")
        client.send(json.dumps({"work": 0}))
        assert client.wait_for("done", 5) == "done"
