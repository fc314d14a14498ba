"""The Word file holds the same document in real styles, sections and tables."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from layouts.document import Document, Heading, Level, NamePlate, PageBreak, Paragraph, Signature
from layouts.docx import render_docx
from layouts.errors import GlyphMissing, PictureUnreadable
from tests.layouts.reading import even
from tests.layouts.samples import HARD, LONG, TYPED, annexed, minutes, picture, vote_table


def read(document: Document) -> Any:
    return docx.Document(BytesIO(render_docx(document)))


def words(file: Any) -> str:
    """Every word of the body, tables included, in order."""
    return even(" ".join("".join(node.itertext(qn("w:t"))) for node in file.element.body.iter(qn("w:p"))))


@pytest.fixture(scope="module")
def file() -> Any:
    return read(annexed())


def test_paper_and_margins_are_the_decrees(file: Any):
    section = file.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 20, 20]
    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [30, 20]


def test_the_page_number_is_a_field_in_the_top_margin_hidden_on_the_first_page(file: Any):
    section = file.sections[0]
    number = section.header.paragraphs[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert [node.text for node in number._p.iter(qn("w:instrText"))] == [" PAGE "]
    assert number.alignment == 1 and number.runs[0].font.size == Pt(14)
    assert section.header_distance < section.top_margin - Pt(14)


def test_an_annex_is_a_section_of_its_own_turned_and_numbered_anew(file: Any):
    assert len(file.sections) == 2
    annex = file.sections[1]
    assert annex.orientation == WD_ORIENT.LANDSCAPE and annex.page_width > annex.page_height
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert annex.header.is_linked_to_previous and annex.different_first_page_header_footer


def test_every_style_is_times_new_roman_and_the_language_vietnamese(file: Any):
    body = file.styles["Nội dung"]
    assert body.font.name == "Times New Roman" and body.font.size == Pt(14)
    assert abs(body.paragraph_format.first_line_indent - Mm(12.7)) < Pt(0.1)
    assert body.paragraph_format.alignment == 3 and body.paragraph_format.space_after == Pt(6)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Header", "Ô bảng"):
        fonts = file.styles[name].element.rPr.rFonts
        assert set(fonts.attrib.values()) == {"Times New Roman"}, name
    defaults = file.styles.element.find(qn("w:docDefaults"))
    assert [node.get(qn("w:val")) for node in defaults.iter(qn("w:lang"))] == ["vi-VN"]


def test_headings_are_real_headings_without_jumps():
    file = read(minutes(Heading(Level.CHAPTER, "Quy định", "I"), Heading(Level.ARTICLE, "Phạm vi", "1")))
    headings = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "I. THÀNH PHẦN THAM DỰ"),
        ("Heading 1", "II. NỘI DUNG"),
        ("Heading 2", "1. Dự thảo Nghị định về định danh và xác thực điện tử"),
        ("Heading 1", "Chương I\nQUY ĐỊNH"),
        ("Heading 2", "Điều 1. Phạm vi"),
    ]
    assert [p.text for p in file.paragraphs if p.style.name == "Title"] == ["BIÊN BẢN"]


def test_the_properties_tell_title_language_and_date(file: Any):
    core = file.core_properties
    assert core.title == "Biên bản phiên họp tháng 9 năm 2020" and core.language == "vi-VN"
    assert core.author == "Văn phòng Chính phủ" == core.last_modified_by
    # Midnight in Hà Nội, told in UTC.
    assert core.created.isoformat()[:16] == "2020-10-01T17:00"


def test_the_same_document_gives_the_same_bytes():
    assert render_docx(annexed()) == render_docx(annexed())


def test_every_word_of_the_document_is_in_the_file(file: Any):
    text = words(file)
    for part in (LONG, HARD, "Số: 07/BB-VPCP", "Hà Nội, ngày 02 tháng 10 năm 2020", "CỘNG HÒA XÃ HỘI", "MẬT",
                 "HỎA TỐC", "LƯU HÀNH NỘI BỘ", "- Lưu: VT, TH.", "PL.(300)", "(Duyệt ngày 05/10/2020)",
                 "Tán thành 21 · Không tán thành 2", "Phụ lục I"):  # fmt: skip
        assert even(part) in text, part


@pytest.mark.parametrize("typed", TYPED)
def test_what_a_person_types_stays_text(typed: str):
    file = read(minutes(Paragraph(typed), Heading(Level.CLAUSE, typed, "2"), title=typed, watermark=typed))
    assert words(file).count(even(typed)) == 2
    assert file.core_properties.title == typed
    shape = next(
        node
        for node in file.sections[0].header._element.iter()
        if node.tag.endswith("}textpath") and node.get("string")
    )
    assert shape.get("string") == typed.upper()


def test_a_long_table_repeats_its_title_row_and_no_row_is_cut():
    table = next(t for t in read(minutes(vote_table(60))).tables if len(t.rows) == 61)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[60].cells] == ["60", "Nguyễn Văn Ưng thứ 60", "Tán thành"]
    widths = [round(cell.width.mm) for cell in table.rows[1].cells]
    assert sum(widths) == pytest.approx(160, abs=1) and widths[0] < widths[2] < widths[1]


def test_the_parts_of_a_table_stand_in_the_order_word_insists_on(file: Any):
    wanted = ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    for table in file.element.body.iter(qn("w:tbl")):
        names = [child.tag.split("}")[1] for child in table.tblPr]
        assert names == sorted(names, key=wanted.index)
        for cell in table.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p"), "a cell ends with a paragraph"


def test_the_tally_strip_has_one_cell_per_member_and_its_line_after_the_fourteenth(file: Any):
    strip = next(table for table in file.tables if len(table.columns) == 27)
    filled = [cell._tc.tcPr.find(qn("w:shd")) is not None for cell in strip.rows[0].cells]
    assert filled == [True] * 21 + [False] * 6
    assert [cell.text for cell in strip.rows[0].cells][21:] == ["×", "×", "–", "–", "", ""]
    lined = [
        at
        for at, cell in enumerate(strip.rows[0].cells, 1)
        if cell._tc.tcPr.find(qn("w:tcBorders")) is not None
    ]
    assert lined == [14]


def test_the_watermark_stands_on_the_first_page_and_on_the_others():
    section = read(minutes(watermark="Diễn tập")).sections[0]
    for header in (section.header, section.first_page_header):
        marks = [node.get("string") for node in header._element.iter() if node.tag.endswith("}textpath")]
        assert "DIỄN TẬP" in marks


def test_a_signatures_picture_is_in_the_file_and_a_broken_one_refused():
    file = read(minutes(signature=Signature("CHỦ TỌA", "Nguyễn Xuân Phúc", picture=picture())))
    assert len(list(file.element.body.iter(qn("pic:pic")))) == 1
    with pytest.raises(PictureUnreadable):
        render_docx(minutes(signature=Signature("CHỦ TỌA", "N", picture=b"GIF89a")))


def test_what_the_pdf_refuses_the_word_file_refuses_too():
    with pytest.raises(GlyphMissing):
        render_docx(minutes(Paragraph("漢")))


def test_empty_documents_breaks_and_plates_are_written():
    assert words(read(Document(title=""))) == ""
    file = read(Document(title="x", blocks=(PageBreak(), NamePlate("Trần Hồng Hà", "Bộ trưởng"))))
    assert file.paragraphs[0].paragraph_format.page_break_before
    assert "TRẦN HỒNG HÀ Bộ trưởng" in words(file)


def test_a_letter_names_its_addressees_and_subject():
    header = minutes().header
    assert header is not None
    letter = Document(
        title="Công văn",
        header=type(header)(
            "Văn phòng Chính phủ", symbol="VPCP-TTĐT", letter_subject="mời họp", dated=date(2020, 1, 5)
        ),
        addressees=("Bộ Tài chính", "Bộ Nội vụ"),
    )
    text = words(read(letter))
    assert "V/v mời họp" in text and "ngày 05 tháng 01 năm 2020" in text
    assert "Kính gửi: - Bộ Tài chính; - Bộ Nội vụ." in text
