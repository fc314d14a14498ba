"""What one holder of a right has open: a socket that is read, a download that is read slowly, and pages."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from urllib.parse import quote

from bench.lib.sockets import Client, Closed
from tests.faults.lib.rights import Holder, Sitting

# About a megabyte a second: the paper would take four minutes.
PIECE, PAUSE, WINDOW = 64 * 1024, 0.05, 64 * 1024
# Seconds a page may take: with two hundred slow downloads beside it on two processors it waits its turn.
PATIENCE = 120


class Open:
    """Everything is opened at once; what comes is noted with its moment."""

    def __init__(self, sitting: Sitting, holder: Holder) -> None:
        self.sitting, self.holder, self.port = sitting, holder, sitting.house.port
        self.code = 0
        self.events: list[float] = []
        self.pieces: list[tuple[float, int]] = []
        self._is_closed = False
        self.client = Client.connect(self.port, "/ws/", holder.cookie)
        streams = dict.fromkeys(holder.streams, 0)
        self.client.send(json.dumps({"id": "1", "verb": "follow", "args": {"streams": streams}}))
        self.refused = json.loads(self.client.wait_for('"re"'))["ok"]["refused"]
        self.link = self._download()
        for read in (self._read_events, self._read_pieces):
            threading.Thread(target=read, daemon=True).start()
        self.pages = {what: self._is_given(path) for what, path in self._paths().items()}

    def seen_before(self) -> dict[str, bool]:
        """Did it all come as long as the right stood? Without that nothing is proved by its ending."""
        return {
            "streams": not self.refused,
            "events": bool(self.events),
            "bytes": sum(size for _at, size in self.pieces) > 10 * PIECE,
            **self.pages,
        }

    def given_now(self) -> dict[str, bool]:
        """Which pages, hits, files and missed events are given still."""
        return {what: self._is_given(path) for what, path in self._paths().items()}

    def events_after(self, moment: float) -> int:
        """Events that came after a moment."""
        return sum(at > moment for at in self.events)

    def bytes_after(self, moment: float) -> int:
        """Bytes of the download that came after a moment."""
        return sum(size for at, size in self.pieces if at > moment)

    def close(self) -> None:
        """Close it all."""
        self._is_closed = True
        for link in (self.client.link, self.link):
            with contextlib.suppress(OSError):
                link.close()

    # --- what runs ------------------------------------------------------------------------------------------
    def _download(self) -> socket.socket:
        link = socket.socket()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
        link.connect(("127.0.0.1", self.port))
        request = f"GET {self.sitting.file_address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.holder.cookie}\r\n\r\n"
        link.sendall(request.encode())
        return link

    def _read_pieces(self) -> None:
        with contextlib.suppress(OSError):
            while piece := self.link.recv(PIECE):
                self.pieces.append((time.monotonic(), len(piece)))
                time.sleep(PAUSE)

    def _read_events(self) -> None:
        pinged = time.monotonic()
        while not self._is_closed:
            try:
                for text in self.client.texts():
                    if text.startswith('{"s"'):
                        self.events.append(time.monotonic())
                if time.monotonic() - pinged > 5:
                    self.client.send('{"verb":"ping"}')
                    pinged = time.monotonic()
                self.client.link.settimeout(0.5)
                piece = self.client.link.recv(65536)
            except TimeoutError:
                continue
            except (Closed, OSError):
                break
            if not piece:
                break
            self.client.buffer += piece
        self.code = self.client.closed_with

    # --- pages ----------------------------------------------------------------------------------------------
    def _paths(self) -> dict[str, tuple[str, str]]:
        """What is asked for, with the words that show that it was given."""
        title, sitting = self.sitting.paper.title, str(self.sitting.sitting.pk)
        stream = quote(self.holder.streams[0], safe="")
        return {
            "hits": (f"/search/?q={quote(title)}", f"/paper/{self.sitting.paper.pk}/"),
            "pages": (f"/paper/{self.sitting.paper.pk}/", title),
            "snapshots": (f"/realtime/snapshot/{stream}", sitting if "sitting" in stream else '"doc"'),
            "missed events": (f"/realtime/events/{stream}?since=0", '"n"'),
            "first bytes": (self.sitting.file_address, "\0"),
        }

    def _is_given(self, path: tuple[str, str]) -> bool:
        address, words = path
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            link.request("GET", address, headers={"Cookie": self.holder.cookie, "Range": "bytes=0-9"})
            answer = link.getresponse()
            return answer.status in (200, 206) and words in answer.read().decode(errors="replace")
        finally:
            link.close()
