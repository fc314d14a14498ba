"""Pages come out one by one, whole, and one bad page doesn't cost the rest."""

import signal
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from papers import extraction, sandbox
from papers.extraction import Contents, Page
from tests.papers import samples


def test_sizes_texts_outline_and_pictures_come_page_by_page() -> None:
    with sandbox.work_folder() as work:
        contents, *pages = extraction.read(samples.pdf(work / "a.pdf", pages=4), work)
        assert isinstance(contents, Contents) and contents.pages == 4
        assert [(entry["title"], entry["page"]) for entry in contents.outline] == [
            (f"Phần {n}", n) for n in range(1, 5)
        ]
        for number, page in enumerate(pages, start=1):
            assert isinstance(page, Page) and page.number == number
            assert (round(page.width), round(page.height)) == (595, 842)
            assert samples.SENTENCE in page.text and f"Trang {number}" in page.text
            assert page.thumbnail is not None and page.preview is not None
            assert Image.open(page.thumbnail).width == 200
            assert Image.open(page.preview).width == 1100


def test_reading_starts_again_where_it_stopped() -> None:
    with sandbox.work_folder() as work:
        contents, *pages = extraction.read(samples.pdf(work / "a.pdf", pages=5), work, start=3)
        assert isinstance(contents, Contents) and contents.pages == 5
        assert [page.number for page in pages if isinstance(page, Page)] == [4, 5]


def test_a_page_that_kills_the_reader_is_skipped_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = sandbox.run_worker

    def dies_on_page_two(operation: str, work: Path, limits: sandbox.Limits, **arguments: object):
        for answer in honest(operation, work, limits, **arguments):
            if answer.get("page") == 2:
                raise sandbox.SandboxFailure(sandbox.CRASHED, f"exit {128 + signal.SIGSEGV}")
            yield answer

    monkeypatch.setattr(sandbox, "run_worker", dies_on_page_two)
    with sandbox.work_folder() as work:
        _contents, *pages = extraction.read(samples.pdf(work / "a.pdf", pages=4), work)
    assert [(page.number, page.is_readable) for page in pages if isinstance(page, Page)] == [
        (1, True),
        (2, False),
        (3, True),
        (4, True),
    ]


def test_a_page_of_absurd_size_costs_no_memory() -> None:
    with sandbox.work_folder() as work:
        path = samples.pdf(work / "a.pdf", pages=2)
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            document.pages[0].MediaBox = pikepdf.Array([0, 0, 14_400, 1])
            document.pages[1].MediaBox = pikepdf.Array([0, 0, 1, 14_400])
            document.save(path)
        _contents, *pages = extraction.read(path, work)
        assert [page.number for page in pages if isinstance(page, Page)] == [1, 2]


def test_what_is_no_pdf_at_all_is_said_so() -> None:
    with sandbox.work_folder() as work:
        path = work / "a.pdf"
        path.write_bytes(b"%PDF-1.7 nothing")
        with pytest.raises(extraction.ExtractionFailed):
            list(extraction.read(path, work))
