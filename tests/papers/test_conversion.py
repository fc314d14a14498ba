"""Every paper becomes a readable PDF, with LibreOffice or without."""

import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.utils import translation

from papers import conversion, sandbox
from papers.kinds import KINDS
from tests.papers import samples

OFFICE = {"docx": samples.word, "xlsx": samples.sheet, "pptx": samples.slides}


def text_of(pdf: Path) -> str:
    """All words of a PDF, single spaces, NFC."""
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(unicodedata.normalize("NFC", words).split())


@pytest.mark.parametrize("kind", OFFICE)
def test_libreoffice_keeps_every_vietnamese_letter_in_the_decrees_face(kind: str, soffice_path: str) -> None:
    with sandbox.work_folder() as work:
        source = OFFICE[kind](work / f"source.{kind}")
        made = conversion.convert(source, KINDS[kind], work)
        assert not made.is_quick_view
        wanted = "Bộ Thông tin và Truyền thông" if kind == "xlsx" else samples.SENTENCE
        assert wanted in text_of(made.pdf)
        assert "Tinos" in fonts_of(made.pdf)
        assert not any("DejaVu" in face for face in fonts_of(made.pdf).split())


def fonts_of(pdf: Path) -> str:
    """The names of the embedded faces."""
    with pikepdf.open(pdf) as document:
        things = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
        names = [str(thing["/FontName"]) for thing in things if "/FontName" in thing]
    return " ".join(names)


@pytest.mark.parametrize("kind", OFFICE)
def test_without_libreoffice_a_marked_quick_view_takes_its_place(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "soffice", lambda: None)
    with sandbox.work_folder() as work, translation.override("vi"):
        made = conversion.convert(OFFICE[kind](work / f"source.{kind}"), KINDS[kind], work)
        assert made.is_quick_view and "LibreOffice" in made.why
        text = text_of(made.pdf)
        assert "BẢN XEM NHANH" in text
        assert ("Bộ Thông tin và Truyền thông" if kind == "xlsx" else samples.SENTENCE) in text


def test_text_that_looks_like_markup_is_printed_not_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "soffice", lambda: None)
    tricks = '<font color="[[[getattr(pow, 1)]]]">x</font> <img src="file:///etc/passwd"/> &amp; <b>đậm</b>'
    with sandbox.work_folder() as work:
        made = conversion.convert(samples.word(work / "a.docx", tricks), KINDS["docx"], work)
        assert " ".join(tricks.split()) in text_of(made.pdf)


def test_a_libreoffice_that_hangs_is_killed_and_the_quick_view_steps_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conversion, "soffice", lambda: "/bin/cat")
    monkeypatch.setattr(conversion, "OFFICE_LIMITS", sandbox.Limits(seconds=1, silent_seconds=1))
    monkeypatch.setattr(conversion, "_by_office", hangs)
    with sandbox.work_folder() as work:
        made = conversion.convert(samples.word(work / "a.docx"), KINDS["docx"], work)
        assert made.is_quick_view and samples.SENTENCE in text_of(made.pdf)


def hangs(source: Path, kind: object, work: Path) -> Path:
    """Stands for an office program that never comes back."""
    sandbox.run(["/bin/sh", "-c", "while :; do :; done"], work, conversion.OFFICE_LIMITS)
    raise AssertionError("it came back")


def test_a_linked_local_file_is_not_read_into_the_pdf(soffice_path: str, tmp_path: Path) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text("NOIDUNGMAT")
    linked = (
        f'<html><body><iframe src="file://{secret}"></iframe>'
        f'<object data="file://{secret}"></object><p>Van ban</p></body></html>'
    )
    with sandbox.work_folder() as work:
        source = work / "a.docx"
        source.write_text(linked)  # LibreOffice goes by the content, as a lying file would make it
        made = conversion.convert(source, KINDS["docx"], work)
        assert "NOIDUNGMAT" not in text_of(made.pdf)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tiff"])
def test_a_picture_becomes_a_page_without_any_office_program(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "soffice", lambda: None)
    frames = 3 if name.endswith("tiff") else 1
    told: list[tuple[int, int]] = []
    with sandbox.work_folder() as work:
        kind = next(kind for kind in KINDS.values() if name.split(".")[1] in kind.extensions)
        source = samples.picture(work / name, (1600, 900), frames)
        made = conversion.convert(source, kind, work, lambda done, total: told.append((done, total)))
        document = pypdfium2.PdfDocument(made.pdf)
        assert len(document) == frames and not made.is_quick_view
        width, height = document[0].get_size()
        assert width > height  # it lies as the picture lies
        document.close()
    assert told == [(n, frames) for n in range(1, frames + 1)]
