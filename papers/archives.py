"""Office files are zip archives: look at the table of contents before anything is unpacked.

Caps from the failure list (ASVS 5.0 5.2.3, 5.2.6; zip bombs of the overlapping kind): entries, size of the
table,
total and ratio by the declared sizes, overlapping entries, names that leave the folder. What the table
declares is
enforced later too: the child that unpacks has its own memory and file limits.
"""

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from papers.errors import (
    ArchiveBomb,
    BrokenFile,
    HasMacros,
    HasScripts,
    PasswordProtected,
    ProgramFile,
    UnknownFileType,
)
from papers.kinds import KINDS, MACRO_EXTENSIONS, PROGRAM_EXTENSIONS, Kind

MIB: Final = 1024 * 1024
MAX_ENTRIES: Final = 10_000
MAX_TABLE: Final = 8 * MIB
MAX_UNPACKED: Final = 1024 * MIB
MAX_RATIO: Final = 120
RATIO_FROM: Final = 20 * MIB  # small files may pack well; XML of an empty table does
_END: Final = b"PK\x05\x06"
_MAIN_PARTS: Final = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"presentationml.presentation.main+xml", "pptx"),
    (b"presentationml.slideshow.main+xml", "pptx"),
)
_MACRO_PART: Final = re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/|^basic/", re.IGNORECASE)
_SCRIPT_PART: Final = re.compile(r"/activex/|\.(hta|js|vbs|wsf|svgz|html?)$", re.IGNORECASE)


def office_kind(path: Path, name: str) -> Kind:
    """Which office kind the archive at `path` is. Raises a refusal that names `name`."""
    _ensure_small_table(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _ensure_no_bomb(entries, name)
            _ensure_plain_names(entries, name)
            _ensure_no_code(entries, name)
            types = _content_types(archive, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        RuntimeError,
        ValueError,
        OverflowError,
        OSError,  # places before the beginning of the file
    ) as broken:
        raise BrokenFile(name=name) from broken
    if b"macroenabled" in types.lower():
        raise HasMacros(name=name)
    for mark, kind in _MAIN_PARTS:
        if mark in types:
            return KINDS[kind]
    raise UnknownFileType(name=name)


def _ensure_small_table(path: Path, name: str) -> None:
    """Read the end record by hand, so that a giant table of contents is refused before it is parsed."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 66_000))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise BrokenFile(name=name)
    entries, table = struct.unpack("<HI", tail[at + 10 : at + 16])
    if entries == 0xFFFF or table == 0xFFFFFFFF or entries > MAX_ENTRIES or table > MAX_TABLE:
        raise ArchiveBomb(name=name)


def _ensure_no_bomb(entries: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise ArchiveBomb(name=name)
    end = -1
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise ArchiveBomb(name=name)
        end = entry.header_offset + 30 + entry.compress_size
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PasswordProtected(name=name)


def _ensure_plain_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if (
            ".." in parts
            or entry.filename.startswith(("/", "\\"))
            or ":" in parts[0]
            or "\x00" in entry.filename
        ):
            raise BrokenFile(name=name)


def _ensure_no_code(entries: list[zipfile.ZipInfo], name: str) -> None:
    for entry in entries:
        part = entry.filename
        ending = part.rpartition(".")[2].lower()
        if _MACRO_PART.search(part) or ending in MACRO_EXTENSIONS:
            raise HasMacros(name=name)
        if ending in PROGRAM_EXTENSIONS and ending != "js":
            raise ProgramFile(name=name)
        if _SCRIPT_PART.search("/" + part):
            raise HasScripts(name=name)


def _content_types(archive: zipfile.ZipFile, name: str) -> bytes:
    """The list of parts every Open Packaging file begins with (ISO/IEC 29500-2)."""
    try:
        entry = archive.getinfo("[Content_Types].xml")
    except KeyError:
        raise UnknownFileType(name=name) from None
    if entry.file_size > 2 * MIB:
        raise ArchiveBomb(name=name)
    return archive.read(entry)
