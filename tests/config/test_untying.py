"""What has ended is free at once: of thirty sockets that came and went, however they went, nothing is left."""

import socket
import struct
import subprocess
import time

import pytest

from bench.lib.sockets import Client
from tests.config.test_serve import serving

CLOSING = b"\x88\x82\0\0\0\0" + (1000).to_bytes(2, "big")
RESET = struct.pack("ii", 1, 0)


@pytest.fixture
def server() -> object:
    yield from serving("tests.config.untied")


def held(port: int) -> int:
    """Sockets and requests in the process, the asking one among them."""
    client = Client.connect(port, "/")
    client.send("how many?")
    answer = ""
    while not answer:
        client.buffer += client.link.recv(65536)
        answer = "".join(client.texts())
    client.link.sendall(CLOSING)
    client.link.close()
    return int(answer)


def test_nothing_of_a_socket_is_left(server: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, _process = server
    held(port)
    for number in range(30):
        client = Client.connect(port, "/")
        if number % 3 == 0:
            client.link.sendall(CLOSING)
        elif number % 3 == 1:
            client.link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        client.link.close()
    end = time.monotonic() + 10  # Daphne lists those who have left until its next walk
    while (number := held(port)) > 12 and time.monotonic() < end:
        time.sleep(1)
    assert number <= 12
