"""What strangers send waits on the disk, not in the memory of the house."""

import json
import os
import socket
import threading

import pytest

from tests.config.test_serve import memory, serving

MIB = 1 << 20


@pytest.fixture
def server() -> object:
    yield from serving("tests.config.taking")


def told(answer: bytes) -> dict:
    return json.loads(answer[answer.index(b"{") : answer.rindex(b"}") + 1])


@pytest.mark.parametrize("named", [True, False])
def test_a_large_body_waits_on_the_disk_and_comes_whole_with_its_length(server, named) -> None:
    port, process = server
    before, piece = memory(process.pid), os.urandom(MIB)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
        if named:
            length, pieces, last = b"Content-Length: %d" % (150 * MIB), [piece] * 150, b""
        else:
            length, last = b"Transfer-Encoding: chunked", b"0\r\n\r\n"
            pieces = [b"%x\r\n" % MIB + piece + b"\r\n"] * 150
        link.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n" + length + b"\r\nConnection: close\r\n\r\n")
        for one in pieces:
            link.sendall(one)
        link.sendall(last)
        threading.Event().wait(1)
        assert memory(process.pid) - before < 40 * MIB
        answer = b""
        while more := link.recv(65536):
            answer += more
    assert told(answer)["size"] == 150 * MIB and told(answer)["named"] == str(150 * MIB)


def test_a_small_body_comes_at_once_in_one_piece(server) -> None:
    port, _process = server
    with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
        link.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        answer = b""
        while more := link.recv(65536):
            answer += more
    assert told(answer) == {"count": 1, "size": 5, "named": "5"}
