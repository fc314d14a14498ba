"""Ready-made frames: by the wire or by ASGI `send`, a client reads the same, in the same order."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.lib.sockets import Client, Closed
from realtime.wire import text_frame
from tools.services import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    number = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.realtime.wire_server", str(number)], cwd=ROOT)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                break
        time.sleep(0.05)
    yield number
    process.send_signal(signal.SIGTERM)
    process.wait(15)


def read(client: Client, count: int) -> list[str]:
    """The next `count` texts."""
    texts: list[str] = []
    client.link.settimeout(20)
    while len(texts) < count:
        piece = client.link.recv(1 << 16)
        if not piece:
            raise Closed("closed early")
        client.buffer += piece
        texts += client.texts()
    return texts


@pytest.mark.parametrize("way", ["wire", "send"])
def test_texts_of_every_length_arrive_whole_and_in_order(port: int, way: str) -> None:
    client = Client.connect(port, f"/{way}")
    texts = ["a", "ế" * 62, "b" * 125, "b" * 126, "Nghị quyết " * 900, "c" * 65535, "d" * 65536, "e"]
    client.send(json.dumps({"texts": texts[:2]}))
    assert read(client, 2) == texts[:2]
    for text in texts[2:]:
        _send_long(client, json.dumps({"texts": [text]}))
    assert read(client, len(texts) - 2) == texts[2:]


@pytest.mark.parametrize("way", ["wire", "send"])
def test_frames_keep_their_order_when_both_ways_are_used_and_the_reader_is_slow(port: int, way: str) -> None:
    client = Client.connect(port, f"/{way}")
    client.send(json.dumps({"mixed": 120}))
    time.sleep(0.5)  # ten megabytes wait for a reader who pauses
    assert [int(text.partition(":")[0]) for text in read(client, 120)] == list(range(120))


def test_what_waits_is_counted_and_a_reader_who_never_reads_is_cut(port: int) -> None:
    client = Client.connect(port, "/wire")
    client.send(json.dumps({"flood": 512 * 1024}))
    time.sleep(0.5)
    client.link.settimeout(20)
    with pytest.raises(ConnectionResetError):
        while client.link.recv(1 << 20):
            pass
    other = Client.connect(port, "/wire")
    other.send(json.dumps({"texts": ["còn đây"]}))
    assert read(other, 1) == ["còn đây"]


def test_a_frame_is_the_one_the_standard_prints() -> None:
    assert text_frame("Hello") == bytes.fromhex("810548656c6c6f")  # RFC 6455, 5.7
    assert text_frame("x" * 256)[:4] == bytes.fromhex("817e0100")
    assert text_frame("x" * 65536)[:10] == bytes.fromhex("817f0000000000010000")


def _send_long(client: Client, text: str) -> None:
    """A masked text frame of any length."""
    data, mask = text.encode(), b"\x01\x02\x03\x04"
    size = len(data)
    head = (
        bytes([0x81, 0x80 | size])
        if size < 126
        else b"\x81\xfe" + size.to_bytes(2, "big")
        if size < 65536
        else b"\x81\xff" + size.to_bytes(8, "big")
    )
    body = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
    client.link.sendall(head + mask + body)
