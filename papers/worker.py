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
    """Pages of a PDF: sizes, texts, pictures."""
    from papers.readers.pdf_pages import read_pages

    yield from read_pages(path, out, start)


def pictures_to_pdf(path: str, out: str) -> Answers:
    """A picture (or a TIFF of several) as a PDF."""
    from papers.readers.pictures import to_pdf

    yield from to_pdf(path, out)


def quick_view(path: str, kind: str, out: str, fonts: str, marks: dict[str, str]) -> Answers:
    """The marked stand-in where LibreOffice is absent; `marks` are the translated sentences to print."""
    from papers.readers.quick_view import write

    yield from write(path, kind, out, fonts, marks)


OPERATIONS: dict[str, Callable[..., Answers]] = {
    "examine": examine,
    "extract": extract,
    "pictures_to_pdf": pictures_to_pdf,
    "quick_view": quick_view,
}


def main() -> int:
    """Run one operation; refusals and finished work end with 0, anything else with a traceback and 1."""
    operation, arguments = sys.argv[1], json.loads(sys.argv[2])
    for answer in OPERATIONS[operation](**arguments):
        sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
