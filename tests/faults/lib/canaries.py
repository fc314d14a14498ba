"""An address and a file nobody has any business with: every connection to the one and opening of the other is counted.

Files are armed with both, in the ways that office programs and readers of PDF are known to fetch by themselves.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pikepdf
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image
from pptx import Presentation

from tests.papers import samples

IN_OPEN, EVENT_BYTES = 0x20, 16  # inotify(7); an event of a watched file carries no name
Make = Callable[[Path], Path]


class Canaries:
    """`connections` to the address, and `openings` of the file, so far."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "canary.png"
        Image.new("RGB", (40, 40), (200, 30, 30)).save(self.file)
        folder.chmod(0o755)
        self.file.chmod(0o644)
        self.connections = 0
        self._openings = 0
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._watch = self._libc.inotify_init1(os.O_NONBLOCK)
        if self._watch < 0 or self._libc.inotify_add_watch(self._watch, bytes(self.file), IN_OPEN) < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/canary.png"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def openings(self) -> int:
        """How often the file was opened."""
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self._watch, 64 * 1024):
                self._openings += len(data) // EVENT_BYTES
        return self._openings

    def close(self) -> None:
        """Listen and watch no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        os.close(self._watch)

    def are_awake(self) -> bool:
        """Do they see a connection and an opening of our own? Then both are counted from zero."""
        with socket.create_connection(self._listener.getsockname(), 5) as link:
            link.sendall(b"GET / HTTP/1.0\r\n\r\n")
            link.recv(1)
        self.file.read_bytes()
        awake = self.connections == 1 and self.openings == 1
        self.connections = self._openings = 0
        return awake

    def _listen(self) -> None:
        while True:
            try:
                link, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with link, contextlib.suppress(OSError):
                link.settimeout(2)
                link.recv(4096)
                link.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    # --- armed files ----------------------------------------------------------------------------------------
    def word(self, path: Path) -> Path:
        """A DOCX with linked pictures and a template elsewhere."""
        document = docx.Document(str(samples.word(path)))
        for target in (self.url, self.file.as_uri()):
            picture = document.add_paragraph().add_run().add_picture(str(self._plain(path)))
            link = document.part.relate_to(target, RELATIONSHIP_TYPE.IMAGE, is_external=True)
            blip = picture._inline.graphic.graphicData.pic.blipFill.blip
            del blip.attrib[qn("r:embed")]
            blip.set(qn("r:link"), link)
        document.save(str(path))
        return path

    def slides(self, path: Path) -> Path:
        """A PPTX with linked pictures."""
        show = Presentation(str(samples.slides(path)))
        slide = show.slides[0]
        for target in (self.url, self.file.as_uri()):
            picture = slide.shapes.add_picture(str(self._plain(path)), 0, 0)
            link = slide.part.relate_to(target, RELATIONSHIP_TYPE.IMAGE, is_external=True)
            blip = picture._element.blipFill.find(qn("a:blip"))
            del blip.attrib[qn("r:embed")]
            blip.set(qn("r:link"), link)
        show.save(str(path))
        return path

    def sheet(self, path: Path) -> Path:
        """An XLSX whose cells fetch."""
        book = openpyxl.load_workbook(samples.sheet(path))
        page = book.active
        page.append([f'=_xlfn.WEBSERVICE("{self.url}")', f"='{self.file.as_uri()}'#$Sheet1.A1"])
        book.save(path)
        return path

    def pdf(self, path: Path) -> Path:
        """A PDF that points outside: a link, and a stream whose bytes lie elsewhere (ISO 32000-2, 7.3.8.2)."""
        with pikepdf.open(samples.pdf(path), allow_overwriting_input=True) as document:
            page = document.pages[0]
            page.obj.Annots = pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=[0, 0, 100, 100],
                        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=self.url),
                    )
                ]
            )
            for target in (self.url, str(self.file)):
                outside = document.make_stream(b"")
                outside.F = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, FS=pikepdf.Name.URL, F=target)
                page.contents_add(outside)
            document.save(path)
        return path

    @staticmethod
    def _plain(path: Path) -> Path:
        return samples.picture(path.with_suffix(".plain.png"), (40, 40))

    def seen_unshut(self, path: Path, folder: Path) -> tuple[int, int] | None:
        """Connections and openings of a LibreOffice that isn't shut in, on this file; None where there is none."""
        from papers.conversion import soffice

        program = soffice()
        if program is None:
            return None
        before = self.connections, self.openings
        command = [program, "--headless", f"-env:UserInstallation=file://{folder / 'unshut'}"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(path)]
        subprocess.run(command, capture_output=True, timeout=120, check=False)
        seen = self.connections - before[0], self.openings - before[1]
        self.connections = self._openings = 0
        return seen


@contextlib.contextmanager
def canaries(folder: Path) -> Iterator[Canaries]:
    """Both, as long as the block lasts."""
    folder.mkdir()
    made = Canaries(folder)
    try:
        yield made
    finally:
        made.close()
