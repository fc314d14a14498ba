"""What fails past every net says so at once, and leaves nothing behind."""

import contextlib
import http.client
import subprocess
import time
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.signals import request_finished
from django.http import HttpRequest, StreamingHttpResponse

from config.pages import Pages
from tests.config.test_serve import serving

GET = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}


@pytest.fixture(scope="module")
def server() -> object:
    yield from serving("tests.config.failing")


@pytest.mark.parametrize("path", ["/", "/halfway"])
def test_nobody_waits_for_an_answer_that_broke_off(
    server: tuple[int, subprocess.Popen[bytes]], path: str
) -> None:
    waits = []
    for _visit in range(3):  # the first may fall on the walk that would have found it
        link = http.client.HTTPConnection("127.0.0.1", server[0], timeout=20)
        began = time.monotonic()
        whole = b""
        with contextlib.suppress(http.client.HTTPException, ConnectionResetError):
            link.request("GET", path)
            answer = link.getresponse()
            whole = answer.read() if answer.status == 200 else b""
        assert not whole
        waits.append(time.monotonic() - began)
        link.close()
    assert max(waits) < 2


async def test_a_request_that_ends_in_an_exception_is_finished_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async def pieces() -> Any:
        yield b"the beginning"
        raise OSError("the disk is gone")

    async def answer(_self: Pages, _request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(pieces())

    monkeypatch.setattr(Pages, "get_response_async", answer)
    finished: list[object] = []

    def note(sender: object, **_rest: object) -> None:
        finished.append(sender)

    request_finished.connect(note)
    try:
        talk = ApplicationCommunicator(Pages(), GET)
        await talk.send_input({"type": "http.request"})
        await talk.receive_output(5)
        with pytest.raises(OSError, match="the disk is gone"):
            await talk.wait(5)
    finally:
        request_finished.disconnect(note)
    assert finished == [Pages]
