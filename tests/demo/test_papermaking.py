"""The papers come out of the product's own renderers, and their text comes back whole."""

import unicodedata
from io import BytesIO

import pypdf
import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook
from pptx import Presentation

from demo.content import markup
from demo.papermaking import documents, make_file, twins


def pdf_text(contents: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(contents)).pages
    return unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text() for page in pages).split()))


@pytest.mark.parametrize("name", [n for n in markup.names() if markup.load(n).format == "pdf"])
def test_a_pdf_paper_prints_its_number_its_signer_and_its_last_sentence(name):
    script = markup.load(name)
    _name, contents = make_file(script)
    text = pdf_text(contents)
    for wanted in (script.head.get("signer", ""), script.head.get("number", "").strip()):
        assert wanted in text
    last = [part.text for part in script.parts if part.kind == "paragraph"][-1]
    assert " ".join(last.split()[:6]) in text


def test_the_draft_resolution_changes_between_its_two_versions():
    first, second = (documents.make_docx(markup.load(f"i1_du_thao_nghi_quyet.v{n}")) for n in (1, 2))
    one, two = (
        "\n".join(paragraph.text for paragraph in WordDocument(BytesIO(contents)).paragraphs)
        for contents in (first, second)
    )
    assert "không quá ngày 31 tháng 3 năm 2021" in two and "không quá ngày 31 tháng 3 năm 2021" not in one
    assert "QUYẾT NGHỊ:" in one


def test_the_annex_lists_every_agency_and_every_province():
    book = load_workbook(BytesIO(make_file(markup.load("i1_phu_luc_bo_tinh"))[1]))
    assert book.sheetnames == ["Số liệu", "Bộ, cơ quan", "Tỉnh, thành phố"]
    assert book["Bộ, cơ quan"].max_row == 4 + 22
    assert book["Tỉnh, thành phố"].max_row == 4 + 63
    values = [row[3].value for row in book["Số liệu"].iter_rows(min_row=5)]
    assert 75.8 in values and 21.9 in values


def test_the_slides_carry_a_chart_and_the_planted_date():
    show = Presentation(BytesIO(make_file(markup.load("i1_trinh_chieu"))[1]))
    words = " ".join(
        shape.text_frame.text for slide in show.slides for shape in slide.shapes if shape.has_text_frame
    )
    assert "3/7/2019" in words
    assert any(shape.has_chart for slide in show.slides for shape in slide.shapes)


def test_every_office_paper_has_a_fresh_pdf_twin_and_all_are_under_3_megabytes():
    assert twins.stale() == []
    sizes = [len(twins.twin_of(name)) for name in twins.office_papers()]
    assert sum(sizes) < 3_000_000


def test_a_twin_reads_like_its_paper():
    text = pdf_text(twins.twin_of("i1_du_thao_nghi_quyet.v2"))
    assert "không quá ngày 31 tháng 3 năm 2021" in text
