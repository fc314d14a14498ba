"""The Vietnamese chapters of Debian's handbook as pages: a text none of us wrote, fetched and never kept here.

`apt-get download debian-handbook` into `var/handbook/`; judgements hold for the version they name.
"""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "handbook"
WITHIN = "usr/share/doc/debian-handbook/html/vi-VN"
PARAGRAPH = re.compile(r'<(?:div class="para"|h[1-5]\b[^>]*|p\b[^>]*)>(.*?)</(?:div|h[1-5]|p)>', re.DOTALL)
TONED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
PAGE_WORDS, VIETNAMESE = 220, 0.09


class Page(NamedTuple):
    """A page of a chapter; the first says the title as well."""

    chapter: str
    number: int
    title: str
    text: str


def fetched() -> Path:
    """The folder of the chapters, fetched at first use. Raises `CalledProcessError` without a Debian mirror."""
    if not (FOLDER / WITHIN).exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "debian-handbook"], cwd=FOLDER, check=True)
        package = next(FOLDER.glob("debian-handbook_*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(package), str(FOLDER)], check=True)
    return FOLDER / WITHIN


def pages() -> Iterator[Page]:
    """Every chapter in order, its Vietnamese paragraphs gathered to pages of about `PAGE_WORDS` words."""
    for path in sorted(fetched().glob("*.html")):
        if path.stem.startswith("sect."):  # the others are tables of contents
            yield from _pages(path)


def paragraphs() -> list[str]:
    """All Vietnamese paragraphs of the book."""
    return [
        text
        for path in sorted(fetched().glob("*.html"))
        if path.stem.startswith("sect.")
        for text in _paragraphs(path.read_text(encoding="utf-8"))
    ]


def _pages(path: Path) -> Iterator[Page]:
    source = path.read_text(encoding="utf-8")
    found = re.search(r"<title[^>]*>(.*?)</title>", source, re.DOTALL)
    title, number, gathered = _plain(found[1]) if found else path.stem, 1, list[str]()
    for paragraph in _paragraphs(source):
        gathered += paragraph.split(" ")
        if len(gathered) >= PAGE_WORDS:
            yield Page(path.stem, number, title, " ".join(gathered))
            number, gathered = number + 1, []
    if len(gathered) > 20:
        yield Page(path.stem, number, title, " ".join(gathered))


def _paragraphs(source: str) -> Iterator[str]:
    """Those in Vietnamese: parts of the book were never translated."""
    for match in PARAGRAPH.finditer(source):
        text = _plain(match[1])
        if len(TONED.findall(text)) > VIETNAMESE * len(text):
            yield text


def _plain(source: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", source)).split())
