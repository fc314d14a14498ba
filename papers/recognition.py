"""The words of a scanned page, by Tesseract, in the sandbox: an optional extra of an installation."""

import functools
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from papers import sandbox

LANGUAGE: Final = "vie"
PICTURE_LIMITS: Final = sandbox.Limits(seconds=60, silent_seconds=60, memory_mib=1536)
READING_LIMITS: Final = sandbox.Limits(seconds=180, silent_seconds=180, memory_mib=1536)
LAYING_SECONDS: Final = 300
MAX_TEXT: Final = 200_000
# One page, one core: the house goes on beside it.
_ENVIRONMENT: Final = {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True)
class Recognised:
    """The words of a page, and a PDF of one page that holds nothing but them, unseen, where they stand."""

    text: str
    layer: Path


@functools.cache
def tesseract() -> str | None:
    """Tesseract on this machine with its Vietnamese data, or None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if LANGUAGE in listed.stdout.split() else None


def recognise(pdf: Path, work: Path, number: int) -> Recognised:
    """Read page `number` (from 1) of `pdf`, which lies inside `work`. Raises SandboxFailure."""
    picture, out = work / f"page-{number}.png", work / f"words-{number}"
    arguments = {"path": str(pdf), "out": str(picture), "number": number}
    drawn = list(sandbox.run_worker("page_picture", work, PICTURE_LIMITS, **arguments))
    command = [
        *(tesseract() or "tesseract", str(picture), str(out), "-l", LANGUAGE),
        *("--dpi", str(drawn[0]["dpi"]), "-c", "textonly_pdf=1", "pdf", "txt"),
    ]
    try:
        sandbox.run(command, work, READING_LIMITS, env=_ENVIRONMENT)
        text = out.with_suffix(".txt")
        found = clean(text.read_text(encoding="utf-8", errors="replace"))
        text.unlink()
    except FileNotFoundError as missing:
        raise sandbox.SandboxFailure(sandbox.CRASHED, str(missing)) from missing
    finally:
        picture.unlink(missing_ok=True)
    return Recognised(found, out.with_suffix(".pdf"))


def lay(pdf: Path, layers: dict[int, Path], work: Path) -> Path:
    """A copy of `pdf` with the recognised words laid over its pictures. Raises SandboxFailure."""
    out = work / "searchable.pdf"
    size = pdf.stat().st_size // sandbox.MIB
    limits = sandbox.Limits(
        seconds=LAYING_SECONDS, silent_seconds=LAYING_SECONDS, memory_mib=1536, file_mib=2 * size + 64
    )
    named = {str(number): str(path) for number, path in layers.items()}
    list(sandbox.run_worker("lay_words", work, limits, path=str(pdf), layers=named, out=str(out)))
    return out


def clean(text: str) -> str:
    """NFC, newlines only, no control characters, no heaps of empty lines."""
    kept = "".join(
        c
        for c in text.replace("\f", "\n")
        if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn")
    )
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", kept).split("\n")]
    return "\n".join(line for line in lines if line)[:MAX_TEXT]
