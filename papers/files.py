"""The one way bytes of papers leave the house: `open_range()`, an async iterator.

Django reads a synchronous iterator whole before it answers, and Daphne's `send` never waits, so a long file must
come in pieces that are read only when asked for.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from core.database import let_go_of_the_connection
from papers.rules import is_state_secret
from realtime.selectors import About, Claim
from realtime.standing import Admission, get_watch

RANGE_CAP: Final = 4 * 1024 * 1024
PIECE: Final = 256 * 1024
INLINE: Final = ("application/pdf", "image/png", "image/jpeg", "image/webp")
DRAIN: Final = "ecabinet.drain"  # the server's extension (`config/serve.py`); others don't have it
# No file has more bytes than eighteen digits count, and Python makes no number of thousands of them.
_RANGE: Final = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")


@dataclass(frozen=True)
class Span:
    """Bytes from `start` to `end`, both counted from 0, `end` included (RFC 9110, 14.1.2)."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.end - self.start + 1


class Drain(Protocol):
    """The server's way to wait for a slow reader."""

    async def __call__(self) -> None:
        """Return once the transport takes more."""

    def close(self) -> None:
        """The response ends."""

    def cut(self) -> None:
        """End the connection at once, with what still waits to be sent."""


class Kept(Protocol):
    """Bytes the house keeps, as an answer needs them: a file of a paper, the sound of a sitting."""

    @property
    def name(self) -> str:
        """What the reader's copy is called."""

    @property
    def mime(self) -> str:
        """Media type, by our own detection."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def sha256(self) -> str:
        """What the entity tag says."""

    @property
    def storage_path(self) -> str:
        """Where they lie."""


class Unsatisfiable(Exception):
    """A range beyond the end of the file."""


def parse_range(header: str, size: int) -> Span | None:
    """The span asked for; None when the header is absent, odd or asks for several spans.

    Of an open end ("from here on") at most 4 MiB: the client asks again (RFC 9110, 14.2). A span with both ends comes
    whole: a reader that asked for one picture of a drawing waits for its last byte. Raises Unsatisfiable.
    """
    found = _RANGE.match(header.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if first == "":
        length = min(int(last), size)
        if length == 0:
            raise Unsatisfiable
        start, end = size - length, size - 1
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
        if last and int(last) < start:
            return None
    if start >= size:
        raise Unsatisfiable
    is_open = first != "" and last == ""
    return Span(start, min(end, start + RANGE_CAP - 1) if is_open else end)


async def open_range(
    storage_path: str,
    span: Span,
    drain: Drain | None = None,
    claim: Claim | None = None,
    about: About | None = None,
) -> AsyncIterator[bytes]:
    """The bytes of a span, in pieces of 256 KiB, each read in a thread when it is wanted.

    `drain` waits until the transport takes more, so that a slow reader costs one piece of memory, not the file.
    The reader was let in by `claim`, to read `about`: when those rights are gone, not another piece leaves the house,
    and what waits in the transport is thrown away.
    """
    # The request is over for Django only when the last byte has gone: without this, sixteen slow readers hold all
    # connections there are to the database, and the house stands still.
    await sync_to_async(let_go_of_the_connection)()
    stream = await asyncio.to_thread(default_storage.open, storage_path, "rb")
    try:
        with _admitted(claim, drain, about) as admission:
            await asyncio.to_thread(stream.seek, span.start)
            left = span.length
            while left > 0:
                piece = await asyncio.to_thread(stream.read, min(PIECE, left))
                if not piece:
                    return
                left -= len(piece)
                if drain is not None:
                    await drain()
                if admission is not None and not admission.stands:
                    return
                yield piece
    finally:
        if drain is not None:
            drain.close()
        await asyncio.to_thread(stream.close)


@contextmanager
def _admitted(claim: Claim | None, drain: Drain | None, about: About | None) -> Iterator[Admission | None]:
    """Keep an eye on the reader's rights while the download runs."""

    def stop() -> None:
        if drain is not None:
            drain.cut()

    if claim is None:
        yield None
        return
    watch = get_watch()
    admission = watch.admit(claim, stop, about=about)
    try:
        yield admission
    finally:
        watch.forget(admission)


def claim_of(request: HttpRequest) -> Claim:
    """With which rights a request was let in."""
    user: Any = request.user
    return user.pk, user.epoch, getattr(getattr(request, "session", None), "session_key", None)


def answer(
    request: HttpRequest, file: Kept, classification: str, about: About | None = None
) -> HttpResponseBase:
    """The file as an answer: whole, a range, "not modified" or "range not satisfiable", with every header it needs."""
    etag = f'"{file.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponse(status=304), file, etag, classification)
    span = None
    if request.headers.get("If-Range", etag) == etag:
        try:
            span = parse_range(request.headers.get("Range", ""), file.size)
        except Unsatisfiable:
            refused = HttpResponse(status=416)
            refused["Content-Range"] = f"bytes */{file.size}"
            return _with_headers(refused, file, etag, classification)
    sent = span or Span(0, file.size - 1)
    drain = getattr(request, "scope", {}).get("extensions", {}).get(DRAIN)
    body: Any = (
        open_range(file.storage_path, sent, drain, claim_of(request), about)
        if request.method != "HEAD"
        else b""
    )
    made = StreamingHttpResponse if request.method != "HEAD" else HttpResponse
    response: HttpResponseBase = made(body, status=206 if span else 200)
    if span:
        response["Content-Range"] = f"bytes {span.start}-{span.end}/{file.size}"
    response["Content-Length"] = str(sent.length)
    return _with_headers(response, file, etag, classification)


def _with_headers(response: HttpResponseBase, file: Kept, etag: str, classification: str) -> HttpResponseBase:
    """Type by our own detection, no sniffing, no scripts, no lasting copies of secrets."""
    way = "inline" if file.mime in INLINE else "attachment"
    response["Content-Type"] = file.mime
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(file.name)}"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return guard(response, classification)


def guard(response: HttpResponseBase, classification: str) -> HttpResponseBase:
    """The headers every answer with a paper's content carries, with any server in front or none."""
    secret = is_state_secret(classification)
    response["Cache-Control"] = "no-store" if secret else "private, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'self'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Vary"] = "Cookie"
    return response
