"""The child: `python -m papers.worker <operation> <arguments as JSON>`, one JSON answer per line."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

Answers = Iterator[dict[str, Any]]


def examine(path: str, kind: str) -> Answers:
    """The deep look of `papers.intake`: open the file as a reader would."""
    if kind == "pdf":
        from papers.readers.pdf_check import check_pdf as check
    elif kind in ("docx", "xlsx", "pptx"):
        from papers.readers.office_check import check_office as check
    else:
        from papers.readers.pictures import check_picture as check
    yield check(path)


def extract(path: str, out: str, start: int = 0) -> Answers:
    """Pages of a PDF: sizes, texts, and the pictures that are wanted at once."""
    from papers.readers.pdf_pages import read_pages

    yield from read_pages(path, out, start)


def draw(path: str, out: str, numbers: list[int]) -> Answers:
    """Pictures of pages."""
    from papers.readers.pdf_pages import draw_pages

    yield from draw_pages(path, out, numbers)


def draw_tiles(path: str, out: str, pages: dict[str, int]) -> Answers:
    """Huge pages as tiles."""
    from papers.readers.pdf_tiles import draw_tiles as draw

    yield from draw(path, out, pages)


def pictures_to_pdf(path: str, out: str) -> Answers:
    """A picture (or a TIFF of several) as a PDF."""
    from papers.readers.pictures import to_pdf

    yield from to_pdf(path, out)


def gather(path: str, out: str) -> Answers:
    """A PDF whose pages are found quickly."""
    from papers.readers.pdf_gathered import gather as write

    yield from write(path, out)


def quick_view(path: str, kind: str, out: str, fonts: str, marks: dict[str, str]) -> Answers:
    """The marked stand-in where LibreOffice is absent; `marks` are the translated sentences to print."""
    from papers.readers.quick_view import write

    yield from write(path, kind, out, fonts, marks)


def stamp(path: str, out: str, marks: str, fonts: str) -> Answers:
    """A numbered copy of a PDF."""
    from papers.readers.stamping import stamp as make

    yield from make(path, out, marks, fonts)


def bind(plan: str, out: str, fonts: str) -> Answers:
    """Many PDFs as one numbered set."""
    from papers.readers.binding import bind as make

    yield from make(plan, out, fonts)


def find_traces(path: str, kind: str) -> Answers:
    """The number of a copy in a leaked file."""
    from papers.readers.tracing import find

    yield from find(path, kind)


def page_picture(path: str, out: str, number: int) -> Answers:
    """One page as a picture for the recognition of its words."""
    from papers.readers.recognised import picture_of

    yield picture_of(path, out, number)


def lay_words(path: str, layers: dict[str, str], out: str) -> Answers:
    """A PDF with recognised words laid unseen over its pictures."""
    from papers.readers.recognised import lay_words as lay

    yield from lay(path, layers, out)


OPERATIONS: dict[str, Callable[..., Answers]] = {
    "examine": examine,
    "extract": extract,
    "draw": draw,
    "draw_tiles": draw_tiles,
    "gather": gather,
    "pictures_to_pdf": pictures_to_pdf,
    "quick_view": quick_view,
    "stamp": stamp,
    "bind": bind,
    "find_traces": find_traces,
    "page_picture": page_picture,
    "lay_words": lay_words,
}


def work(operation: str, arguments: dict[str, Any]) -> None:
    """Run one operation and write its answers."""
    for answer in OPERATIONS[operation](**arguments):
        sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
        sys.stdout.flush()


def main() -> int:
    """Run one operation; refusals and finished work end with 0, anything else with a traceback and 1."""
    work(sys.argv[1], json.loads(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
