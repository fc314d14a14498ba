"""Reads all papers ahead, two at a time, before the database is touched.

Examining and reading happen in shut-in child processes and take most of the loading time; done one after
another inside the transaction they would take twice as long and hold the database.
"""

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.content import markup
from demo.papermaking import make_file, twins
from papers import extraction, intake, sandbox


@dataclass(frozen=True)
class ReadPaper:
    """A paper's file examined, its PDF (the file itself or the committed twin) and what its pages say."""

    file: Path
    examined: intake.Examined
    twin: Path | None
    answers: tuple[extraction.Contents | extraction.Page, ...]


@contextmanager
def read_all(names: Iterable[str]) -> Iterator[dict[str, ReadPaper]]:
    """The papers by name; the folders they lie in are gone afterwards.

    Raises what examining or reading raises: a paper of our own that is refused is a fault of the demonstration.
    """
    wanted = list(names)
    with ExitStack() as stack:
        folders = [stack.enter_context(sandbox.work_folder()) for _name in wanted]
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
            yield dict(zip(wanted, pool.map(_read, wanted, folders), strict=True))


def file_name(title: str, extension: str) -> str:
    """The name a ministry's office would give the file; at most 100 characters before the extension."""
    plain = re.sub(r"[^\w ,()-]", "-", title)[:100].strip()
    return f"{plain}.{extension}"


def _look(path: Path, wanted: str) -> intake.Examined:
    """The quick look only: bytes we have just made ourselves need no examination in a shut-in process."""
    name, kind = intake.look(path, wanted)
    return intake.Examined(name, kind, path.stat().st_size, intake.sha256_of(path), None)


def _read(name: str, folder: Path) -> ReadPaper:
    script = markup.load(name)
    made_name, contents = make_file(script)
    path = folder / made_name
    path.write_bytes(contents)
    wanted = file_name(script.head["title"], path.suffix.removeprefix("."))
    pdf, twin = path, None
    if (made_before := twins.twin_of(name)) is not None:
        pdf = twin = folder / "twin.pdf"
        twin.write_bytes(made_before)
    return ReadPaper(path, _look(path, wanted), twin, tuple(extraction.read(pdf, folder)))
