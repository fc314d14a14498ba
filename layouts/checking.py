"""Before printing: every text of a document in one normal form, and no letter the typeface lacks."""

import dataclasses
import unicodedata
from collections.abc import Iterator
from typing import Any, TypeVar, cast

from django.utils.translation import gettext_lazy as _

from core.text import nfc
from layouts import typeface
from layouts.document import Document
from layouts.errors import GlyphMissing

T = TypeVar("T")
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\t": " "})


def prepare(document: Document) -> Document:
    """The same document with every text cleaned. Raises GlyphMissing naming the character and its place."""
    ready = _cleaned(document)
    drawable = typeface.register()
    for where, text in texts(ready):
        if set(text) <= drawable:
            continue
        char = next(char for char in text if char not in drawable)
        place = ", ".join(where) or str(_("văn bản"))
        raise GlyphMissing(char=char, code_point=f"U+{ord(char):04X}", where=place)
    return ready


def drawable_text(text: str) -> str:
    """The text with an empty square for each letter the typeface lacks: for words that must be printed somehow, such
    as a reader's own notes; never for a document of the record.
    """
    cleaned = clean_text(text)
    lacking = set(cleaned) - typeface.register()
    return cleaned.translate({ord(char): "□" for char in lacking}) if lacking else cleaned


def clean_text(text: str) -> str:
    """NFC, line ends as one newline, no control or invisible characters (they would print as holes)."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    unseen = {char for char in set(lines) if char != "\n" and unicodedata.category(char) in ("Cc", "Cf")}
    return lines.translate(dict.fromkeys(map(ord, unseen))) if unseen else lines


def texts(node: Any, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every string of a document with the names of the places that lead to it."""
    if isinstance(node, str):
        yield where, node
    elif isinstance(node, tuple):
        numbered = len(node) > 1 and bool(where)
        for at, part in enumerate(node, start=1):
            yield from texts(part, (*where[:-1], f"{where[-1]} {at}") if numbered else where)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            label = field.metadata.get("label")
            yield from texts(getattr(node, field.name), (*where, str(label)) if label else where)


def _cleaned(node: T) -> T:
    """The same tree with cleaned strings; enums, dates, numbers and pictures as they are."""
    if type(node) is str:
        return cast(T, clean_text(str(node)))
    if isinstance(node, tuple):
        return cast(T, tuple(_cleaned(part) for part in node))
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        values = {field.name: _cleaned(getattr(node, field.name)) for field in dataclasses.fields(node)}
        return dataclasses.replace(node, **values)
    return node
