"""Does this office file unpack to what it declares, is its XML plain, and does it start or fetch anything?

Streamed: nothing is kept. Document type declarations are refused outright (no entity bombs, no XXE); links
that
Word or Excel would fetch or run on opening (remote templates, linked objects and pictures, DDE) are refused too.
"""

import html
import re
import zipfile
import zlib
from typing import Any, Final
from xml.parsers import expat

CHUNK: Final = 256 * 1024
_DDE: Final = re.compile(
    rb"<(?:\w+:)?(?:instrText|fldSimple)[^>]*?(?:>|instr=\")\s*(?:DDE|DDEAUTO)\b|<(?:\w+:)?ddeLink\b"
)
_INSTRUCTION: Final = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)<")
_DDE_WORD: Final = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
# Followed only when somebody clicks; anything else outside the file would be fetched by opening it.
_CLICKED: Final = re.compile(r"/hyperlink$")


class _Refused(Exception):
    pass


def check_office(path: str) -> dict[str, Any]:
    """{"parts": n}, or a refusal."""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    _check_part(archive, entry)
            return {"parts": len(archive.infolist())}
    except _Refused as refusal:
        return {"refused": str(refusal)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return {"refused": "file_broken"}


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    is_xml = entry.filename.endswith((".xml", ".rels", ".vml"))
    parser = _plain_parser(is_rels=entry.filename.endswith(".rels")) if is_xml else None
    before = b""
    with archive.open(entry) as stream:
        while piece := stream.read(CHUNK):
            if parser is None:
                continue
            if _DDE.search(before + piece) or _has_dde(before + piece):
                raise _Refused("file_has_scripts")
            before = piece[-400:]
            _feed(parser, piece, last=False)
    if parser is not None:
        _feed(parser, b"", last=True)


def _has_dde(piece: bytes) -> bool:
    """Do the instructions of fields, put together from their runs, start another program?"""
    parts = [found.decode("utf-8", "ignore") for found in _INSTRUCTION.findall(piece)]
    return bool(parts) and _DDE_WORD.search(html.unescape("".join(parts))) is not None


def _feed(parser: Any, piece: bytes, *, last: bool) -> None:
    try:
        parser.Parse(piece, last)
    except expat.ExpatError:
        raise _Refused("file_broken") from None


def _plain_parser(*, is_rels: bool) -> Any:
    parser = expat.ParserCreate()

    def refuse_doctype(*_: Any) -> None:
        raise _Refused("file_broken")

    def look_at_relation(tag: str, attributes: dict[str, str]) -> None:
        mode = attributes.get("TargetMode", "").strip().lower()
        is_external = tag.rpartition(":")[2] == "Relationship" and mode == "external"
        if is_external and not _CLICKED.search(attributes.get("Type", "")):
            raise _Refused("file_has_scripts")

    parser.StartDoctypeDeclHandler = refuse_doctype
    if is_rels:
        parser.StartElementHandler = look_at_relation
    return parser
