"""Pages come out one by one, whole, and one bad page doesn't cost the rest."""

import io
import signal
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from papers import extraction, sandbox
from papers.extraction import Contents, Page
from papers.readers import pdf_pages
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


def test_a_picture_begins_with_what_the_page_before_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {(80, 1.0): 300, (50, 1.0): 160, (30, 1.0): 140}
    tried: list[int] = []

    def written(_picture: Image.Image, quality: int, part: float) -> bytes:
        tried.append(quality)
        return bytes(sizes[quality, part] * 1000)

    monkeypatch.setattr(pdf_pages.Squeeze, "_written", staticmethod(written))
    squeeze, picture = pdf_pages.Squeeze(), Image.new("RGB", (10, 10))
    assert [len(squeeze.small_enough(picture)) for _page in range(2)] == [140_000, 140_000]
    assert tried == [80, 50, 30, 30]
    sizes |= {(30, 1.0): 40, (50, 1.0): 60}
    for _page in range(2):
        squeeze.small_enough(picture)
    assert tried[4:] == [30, 50]


def test_print_without_colour_is_kept_in_few_greys_and_all_else_as_webp(tmp_path: Path) -> None:
    squeeze = pdf_pages.Squeeze()
    page = Image.new("L", (1100, 1556), 255)
    page.paste(30, (100, 100, 900, 500))
    made = squeeze.small_enough(page)
    assert made.startswith(b"\x89PNG") and len(made) < pdf_pages.PREVIEW_BYTES
    assert abs(Image.open(io.BytesIO(made)).convert("L").getpixel((300, 300)) - 30) <= 8
    for other in (Image.effect_noise((1100, 1556), 60), page.convert("RGB")):
        assert squeeze.small_enough(other)[8:12] == b"WEBP"


def test_a_long_paper_is_read_first_and_drawn_later() -> None:
    count = pdf_pages.DRAWN_AT_ONCE + 2
    with sandbox.work_folder() as work:
        pdf = samples.pdf(work / "a.pdf", pages=count)
        _contents, *pages = extraction.read(pdf, work)
        assert [page.preview is not None for page in pages if isinstance(page, Page)] == [True] + [False] * (
            count - 1
        )
        assert all(page.is_readable and page.text for page in pages if isinstance(page, Page))
        later = list(extraction.draw(pdf, work, [3, 2]))
        assert [page.number for page in later] == [3, 2]
        assert all(page.thumbnail is not None and Image.open(page.thumbnail).width == 200 for page in later)


def test_a_page_that_cant_be_drawn_comes_without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = sandbox.run_worker

    def dies_on_page_two(operation: str, work: Path, limits: sandbox.Limits, **arguments: object):
        for answer in honest(operation, work, limits, **arguments):
            if answer.get("page") == 2:
                raise sandbox.SandboxFailure(sandbox.CRASHED, f"exit {128 + signal.SIGSEGV}")
            yield answer

    monkeypatch.setattr(sandbox, "run_worker", dies_on_page_two)
    with sandbox.work_folder() as work:
        drawn = list(extraction.draw(samples.pdf(work / "a.pdf", pages=3), work, [1, 2, 3]))
    assert [(page.number, page.preview is not None) for page in drawn] == [(1, True), (2, False), (3, True)]
