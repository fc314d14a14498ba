"""The kinds of file the house takes in, and how to tell them by their bytes. Standard library only."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """One kind of file: its stable name, media type, the extensions that may name it, and what a person
    calls it.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    spoken: str

    @property
    def is_office(self) -> bool:
        """Made by an office program, so it must be converted to be shown?"""
        return self.name in OFFICE

    @property
    def is_picture(self) -> bool:
        """One or more pictures?"""
        return self.name in PICTURES


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
OFFICE: Final = ("docx", "xlsx", "pptx")
PICTURES: Final = ("png", "jpeg", "tiff", "webp")
KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("pdf", "application/pdf", ("pdf",), "PDF"),
        Kind("docx", f"{_OPEN_XML}.wordprocessingml.document", ("docx",), "văn bản Word (DOCX)"),
        Kind("xlsx", f"{_OPEN_XML}.spreadsheetml.sheet", ("xlsx",), "bảng tính Excel (XLSX)"),
        Kind("pptx", f"{_OPEN_XML}.presentationml.presentation", ("pptx",), "trình chiếu PowerPoint (PPTX)"),
        Kind("png", "image/png", ("png",), "ảnh PNG"),
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), "ảnh JPEG"),
        Kind("tiff", "image/tiff", ("tif", "tiff"), "ảnh TIFF"),
        Kind("webp", "image/webp", ("webp",), "ảnh WebP"),
    )
}
BY_EXTENSION: Final = {extension: kind for kind in KINDS.values() for extension in kind.extensions}
MACRO_EXTENSIONS: Final = frozenset(
    ["docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam", "sldm"]
)
OLD_OFFICE_EXTENSIONS: Final = frozenset(["doc", "dot", "xls", "xlt", "ppt", "pps", "pot"])
PROGRAM_EXTENSIONS: Final = frozenset(
    [
        "exe",
        "com",
        "scr",
        "pif",
        "cpl",
        "dll",
        "sys",
        "drv",
        "ocx",
        "msi",
        "msp",
        "msix",
        "appx",
        "bat",
        "cmd",
        "ps1",
        "psm1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "mjs",
        "wsf",
        "wsh",
        "hta",
        "jar",
        "class",
        "apk",
        "app",
        "dmg",
        "pkg",
        "deb",
        "rpm",
        "sh",
        "bash",
        "zsh",
        "py",
        "pyc",
        "pl",
        "rb",
        "php",
        "phtml",
        "so",
        "dylib",
        "lnk",
        "url",
        "reg",
        "chm",
        "scf",
        "inf",
        "elf",
        "bin_",
    ]
)
OTHER_EXTENSIONS: Final = frozenset(
    [
        "html",
        "htm",
        "xhtml",
        "svg",
        "xml",
        "txt",
        "csv",
        "rtf",
        "odt",
        "ods",
        "odp",
        "zip",
        "rar",
        "7z",
        "gz",
        "tar",
        "gif",
        "bmp",
        "heic",
        "mp4",
        "mp3",
    ]
)
KNOWN_EXTENSIONS: Final = (
    frozenset(BY_EXTENSION) | MACRO_EXTENSIONS | OLD_OFFICE_EXTENSIONS | PROGRAM_EXTENSIONS | OTHER_EXTENSIONS
)

_PROGRAM_STARTS: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"<?php",
)
OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def is_program(head: bytes) -> bool:
    """Does a file that begins like this run when opened?"""
    return head.startswith(_PROGRAM_STARTS)


def plain_kind(head: bytes) -> Kind | None:
    """The kind told by the first bytes alone (office files need a look inside the archive)."""
    if head.startswith(b"%PDF-"):
        return KINDS["pdf"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return KINDS["png"]
    if head.startswith(b"\xff\xd8\xff"):
        return KINDS["jpeg"]
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return KINDS["tiff"]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return KINDS["webp"]
    return None


def split_extension(name: str) -> tuple[str, str]:
    """(stem, extension in lower case) when the ending is a known extension, else (name, "")."""
    stem, dot, ending = name.rpartition(".")
    if dot and stem and ending.lower() in KNOWN_EXTENSIONS:
        return stem, ending.lower()
    return name, ""
