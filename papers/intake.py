"""What is this file really? Told by its bytes, never by its name or by what the browser says.

Two steps: the quick look here (name, size, first bytes, the archive's table of contents; nothing is
unpacked), then
the deep look of `papers.worker` in the sandbox (opens it as a reader would). Both raise named refusals.
"""

import hashlib
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import puremagic
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.text import nfc
from papers import sandbox
from papers.archives import office_kind
from papers.errors import (
    REFUSALS,
    BadFileName,
    BrokenFile,
    CannotBeChecked,
    CheckerBusy,
    CheckingUnavailable,
    EmptyFile,
    FileNameTooLong,
    FileTooLarge,
    HasMacros,
    LyingFileType,
    OldOfficeFile,
    PasswordProtected,
    ProgramFile,
    UnknownFileType,
)
from papers.kinds import (
    BY_EXTENSION,
    MACRO_EXTENSIONS,
    OLD_OFFICE_EXTENSIONS,
    OLE_START,
    PROGRAM_EXTENSIONS,
    ZIP_STARTS,
    Kind,
    is_program,
    plain_kind,
    split_extension,
)

MAX_NAME: Final = 140
MIB: Final = 1024 * 1024
HEAD: Final = 4096
CHECK_LIMITS: Final = sandbox.Limits(seconds=10, silent_seconds=10, memory_mib=512)
# `papers.kinds` must not know Django; its words are declared for translation here.
_SPOKEN: Final = (
    gettext_noop("văn bản Word (DOCX)"),
    gettext_noop("bảng tính Excel (XLSX)"),
    gettext_noop("trình chiếu PowerPoint (PPTX)"),
    gettext_noop("ảnh PNG"),
    gettext_noop("ảnh JPEG"),
    gettext_noop("ảnh TIFF"),
    gettext_noop("ảnh WebP"),
)
_SEPARATORS: Final = frozenset("/\\")
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Examined:
    """What the file is: a name fit to keep, its kind, its size in bytes, its SHA-256, and how many pages
    (PDF, TIFF).
    """

    name: str
    kind: Kind
    size: int
    sha256: str
    pages: int | None = None


def clean_name(name: str) -> str:
    """The name in NFC with single spaces. Raises BadFileName or FileNameTooLong; a path is never quietly
    cut.
    """
    composed = nfc(name).strip()
    if any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") or char in _SEPARATORS
        for char in composed
    ):
        raise BadFileName(name="…")
    plain = " ".join(composed.split())
    if plain.strip(". ") == "" or plain.startswith(".."):
        raise BadFileName(name="…")
    if len(plain) > MAX_NAME or len(plain.encode()) > 255 - 8:
        raise FileNameTooLong(name=plain[:40] + "…", length=len(plain), limit=MAX_NAME)
    return plain.strip()


def ensure_size(
    size: int, name: str, limit_mib: int | None = None, refusal: type[FileTooLarge] = FileTooLarge
) -> None:
    """Raises EmptyFile or FileTooLarge (setting UPLOAD_LIMIT_MIB, or another limit with its own refusal)."""
    limit = settings.UPLOAD_LIMIT_MIB if limit_mib is None else limit_mib
    if size == 0:
        raise EmptyFile(name=name)
    if size > limit * MIB:
        raise refusal(name=name, size=-(-size // MIB), limit=limit)


def look(path: Path, name: str, limit_mib: int | None = None) -> tuple[str, Kind]:
    """The quick look: (name to keep, kind). Raises a refusal."""
    name = clean_name(name)
    ensure_size(path.stat().st_size, name, limit_mib)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    stem, extension = split_extension(name)
    kind = _kind_of(path, head, name, extension)
    if extension and extension not in kind.extensions:
        if extension in MACRO_EXTENSIONS:
            raise HasMacros(name=name)
        raise LyingFileType(name=name, extension=extension, content=_(kind.spoken))
    return (name if extension else f"{stem}.{kind.extensions[0]}"), kind


def examine(path: Path, name: str, limit_mib: int | None = None) -> Examined:
    """Both looks. Raises a refusal; the file at `path` is left as it is."""
    name, kind = look(path, name, limit_mib)
    answer = _ask_child(path, name, kind)
    if "refused" in answer:
        raise REFUSALS[answer["refused"]](name=name, **answer.get("facts", {}))
    return Examined(name, kind, path.stat().st_size, sha256_of(path), answer.get("pages"))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def save_stream(source: IO[bytes], target: Path, limit_mib: int | None = None, name: str = "") -> int:
    """Copy an upload to `target`, stopping at the limit; the number of bytes. Raises FileTooLarge."""
    written = 0
    with target.open("wb") as stream:
        while piece := source.read(MIB):
            written += len(piece)
            ensure_size(written, name, limit_mib)
            stream.write(piece)
    return written


def _kind_of(path: Path, head: bytes, name: str, extension: str) -> Kind:
    if is_program(head):
        raise ProgramFile(name=name)
    if kind := plain_kind(head):
        return kind
    if head.startswith(OLE_START):
        _refuse_ole(path, name)
    if head.startswith(ZIP_STARTS):
        return office_kind(path, name)
    if extension in PROGRAM_EXTENSIONS:
        raise ProgramFile(name=name)
    if extension in MACRO_EXTENSIONS:
        raise HasMacros(name=name)
    if extension in BY_EXTENSION:
        content = _what_it_seems(head, path)
        if content is None:
            raise BrokenFile(name=name)
        raise LyingFileType(name=name, extension=extension, content=content)
    if extension in OLD_OFFICE_EXTENSIONS:
        raise OldOfficeFile(name=name)
    raise UnknownFileType(name=name)


def _refuse_ole(path: Path, name: str) -> None:
    """OLE containers: a locked modern file (ECMA-376 part "EncryptedPackage") or an old office file."""
    with path.open("rb") as stream:
        before = b""
        while piece := stream.read(MIB):
            if _ENCRYPTED_PACKAGE in before + piece:
                raise PasswordProtected(name=name)
            before = piece[-64:]
    raise OldOfficeFile(name=name)


def _what_it_seems(head: bytes, path: Path) -> str | None:
    """A word for what the bytes look like, or None when they look like nothing known."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return _("trang web (HTML/XML)")
    if b"%PDF-" in head:
        return _("dữ liệu lạ đứng trước phần PDF")
    try:
        guess = puremagic.from_string(head, filename=None)
    except (puremagic.PureError, ValueError):
        guess = ""
    if guess and guess.lstrip(".") not in BY_EXTENSION:
        return guess.lstrip(".").upper()
    if all(byte >= 0x20 or byte in b"\t\r\n\f" for byte in head):
        return _("văn bản thuần")
    return None


def _ask_child(path: Path, name: str, kind: Kind) -> dict:
    """The deep look in the sandbox; a child that doesn't come back is an answer too."""
    try:
        with sandbox.work_folder() as work:
            copy = work / f"file.{kind.extensions[0]}"
            shutil.copyfile(path, copy)
            answers = list(sandbox.run_worker("examine", work, CHECK_LIMITS, path=str(copy), kind=kind.name))
    except sandbox.SandboxFailure as failure:
        if failure.reason == sandbox.NOT_ISOLATED:
            raise CheckingUnavailable(name=name) from failure
        if failure.is_ours:
            raise CheckerBusy(name=name) from failure
        if failure.reason == sandbox.CRASHED:
            raise BrokenFile(name=name) from failure
        raise CannotBeChecked(name=name) from failure
    if not answers:
        raise BrokenFile(name=name)
    return answers[-1]
