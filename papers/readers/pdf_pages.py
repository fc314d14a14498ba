"""The pages of a PDF: size, text, a small and a large picture, one answer per page so that progress is
seen.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2

THUMBNAIL_WIDTH: Final = 200
PREVIEW_WIDTH: Final = 1100
MAX_HEIGHT: Final = 4000
MAX_TEXT: Final = 200_000
MAX_OUTLINE: Final = 2_000


def read_pages(path: str, out: str, start: int = 0) -> Iterator[dict[str, Any]]:
    """First {"pages", "outline"}, then one answer per page from `start` (counted from 0)."""
    document = pypdfium2.PdfDocument(path)
    yield {"pages": len(document), "outline": _outline(document)}
    for index in range(start, len(document)):
        yield _page(document, index, Path(out))


def _outline(document: pypdfium2.PdfDocument) -> list[dict[str, Any]]:
    """Titles with level and page number from 1; a damaged outline is no reason to refuse the paper."""
    entries: list[dict[str, Any]] = []
    try:
        for item in document.get_toc():
            destination = item.get_dest()
            index = destination.get_index() if destination is not None else None
            title = " ".join(_clean(item.get_title()).split())[:300]
            if title and index is not None:
                entries.append({"title": title, "level": item.level, "page": index + 1})
            if len(entries) >= MAX_OUTLINE:
                break
    except (pypdfium2.PdfiumError, RuntimeError, UnicodeError):
        pass
    return entries


def _page(document: pypdfium2.PdfDocument, index: int, out: Path) -> dict[str, Any]:
    page = document[index]
    width, height = page.get_size()
    text_page = page.get_textpage()
    text = _clean(text_page.get_text_bounded())[:MAX_TEXT]
    text_page.close()
    scale = min(PREVIEW_WIDTH / max(width, 1), MAX_HEIGHT / max(height, 1))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    preview, thumbnail = f"preview-{index + 1}.webp", f"thumbnail-{index + 1}.webp"
    picture.save(out / preview, "WEBP", quality=80, method=2)
    small = picture.resize((THUMBNAIL_WIDTH, max(1, round(picture.height * THUMBNAIL_WIDTH / picture.width))))
    small.save(out / thumbnail, "WEBP", quality=75, method=2)
    return {
        "page": index + 1,
        "width": round(width, 2),
        "height": round(height, 2),
        "text": text,
        "preview": preview,
        "thumbnail": thumbnail,
    }


def _clean(text: str) -> str:
    """NFC, newlines only, no control characters, no soft hyphens at line ends (pdfium writes U+FFFE and
    U+0002).
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\x02", "")
    kept = "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return unicodedata.normalize("NFC", kept)
