"""What is printed says everything: every name, count and sum of a whole sitting, read back from PDF and DOCX."""

from io import BytesIO

import pytest
from docx import Document as WordFile

from layouts.document import plain
from layouts.docx import render_docx
from layouts.errors import GlyphMissing
from layouts.pdf import render_pdf
from meetings import services as meetings
from minutes import services
from minutes.document import document_of
from minutes.selectors import sheet_for
from tests.factories import people
from tests.layouts.reading import Printed, even
from tests.minutes import scene

pytestmark = pytest.mark.django_db


def word_texts(data):
    """Everything a Word reader sees, tables included, white space evened."""
    file = WordFile(BytesIO(data))
    parts = [paragraph.text for paragraph in file.paragraphs]
    for table in file.tables:
        for row in table.rows:
            parts += [cell.text for cell in row.cells]
    return even(" ".join(parts))


def test_a_whole_sitting_reads_back_from_pdf_and_docx():
    play = scene.full()
    sheet = sheet_for(play.minutes)
    document = document_of(sheet)
    pdf, word = render_pdf(document), render_docx(document)
    printed = Printed(pdf)
    read = {**printed.texts(), "docx": word_texts(word)}
    names = [entry.name for entry in play.sitting.roster.filter(removed_at=None).exclude(role="helper")]
    assert len(names) == 30
    wanted = [
        *names,
        "Đặng Thị Ngọc Ánh",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BIÊN BẢN",
        "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020",
        "Tổng số thành viên: 27. Có mặt: 25 (tại phòng họp: 21; trực tuyến: 4). Vắng mặt: 2.",
        "có mặt 25/27 thành viên (cần ít nhất 18)",
        "lý do: Đi công tác nước ngoài",
        "dự họp thay",
        "được phát biểu, không biểu quyết",
        "Điểm cầu Bình Định",
        "Báo cáo bổ sung số liệu tháng 9 (bản 1) [phát tại phiên họp",
        "Tán thành 25 · Không tán thành 0 · Không biểu quyết 0 · Không tham gia biểu quyết 2",
        "Tán thành 9 · Không tán thành 16 · Không biểu quyết 0 · Không tham gia biểu quyết 2",
        "Tán thành 12 · Không tán thành 9 · Không biểu quyết 4 · Không tham gia biểu quyết 2",
        "Tán thành 23 · Không tán thành 1 · Không biểu quyết 1 · Không tham gia biểu quyết 2",
        "Đã thông qua: 25/27 thành viên Chính phủ biểu quyết tán thành",
        "Không được thông qua: 12/27 thành viên Chính phủ biểu quyết tán thành",
        "Quá nửa tổng số: 27 : 2, lấy phần nguyên 13, cộng 1 = 14",
        "Số tán thành: 25 ≥ 14",
        "Hủy kết quả, biểu quyết lại. Lý do: Thiết bị của một thành viên gặp sự cố.",
        "Chưa thông qua, trình lại trước ngày",
        "bản giấy có đánh số, thu hồi sau phiên họp",
        "Phiên họp bế mạc hồi",
        "THƯ KÝ",
        "CHỦ TỌA",
        "Rời phiên họp trước khi bế mạc: Trần Văn Mẫu 21",
    ]
    missing = {reader: [words for words in wanted if words not in text] for reader, text in read.items()}
    assert missing == {reader: [] for reader in read}
    assert [(len(vote.choices), vote.number) for vote in sheet.votes] == [(27, n) for n in (1, 2, 3, 4, 5)]
    against = sum(choice == "Không tán thành" for vote in sheet.votes for _who, choice in vote.choices)
    assert against == 0 + 16 + 0 + 9 + 1
    for text in read.values():
        annex = even(text[text.rindex("BIỂU QUYẾT CỦA TỪNG THÀNH VIÊN") :])
        assert annex.count("Không tham gia biểu quyết") >= 2 * 5
        assert all(entry.name in annex for entry in play.entries)
    assert document.watermark == "Dự thảo"
    assert printed.pypdf.metadata["/Keywords"] == "Dự thảo"
    assert render_pdf(document) == pdf and render_docx(document) == word


def test_a_letter_the_typeface_lacks_is_refused_with_its_place():
    play = scene.opened(items=1)
    services.edit_block(play.deed, play.block("opening"), "Chủ trì 😀")
    document = document_of(sheet_for(play.minutes))
    for render in (render_pdf, render_docx):
        with pytest.raises(GlyphMissing, match="đoạn văn"):
            render(document)


def test_what_a_person_types_is_printed_as_typed():
    play = scene.opened(items=1)
    services.edit_block(play.deed, play.block("opening"), "<b>không đậm</b> & <img src=x>")
    document = document_of(sheet_for(play.minutes))
    assert "<b>không đậm</b> & <img src=x>" in Printed(render_pdf(document)).texts()["pdfium"]
    assert "<b>không đậm</b> & <img src=x>" in word_texts(render_docx(document))


def test_lines_that_begin_with_a_dash_are_one_list():
    play = scene.opened(items=1)
    services.edit_block(play.deed, play.block("opening"), "Mở đầu:\n- một;\n- hai.\nHết.")
    kinds = [type(block).__name__ for block in document_of(sheet_for(play.minutes)).blocks]
    assert kinds[:4] == ["Heading", "Paragraph", "BulletList", "Paragraph"]


def test_the_sections_stand_in_order_with_every_item_under_its_number():
    play = scene.opened(items=3)
    play.close()
    blocks = document_of(sheet_for(play.minutes)).blocks
    headings = [block.number for block in blocks if type(block).__name__ == "Heading"]
    assert headings == ["I", "II", "III", "1", "2", "3", "IV"]
    annexes = [block.label for block in blocks if type(block).__name__ == "Annex"]
    assert annexes == ["Phụ lục I"]
    assert "Phụ lục II" not in " ".join(plain(block.text) for block in blocks if hasattr(block, "text"))


def test_a_sheet_costs_the_same_for_ten_times_the_rows(django_assert_num_queries):
    for members, items in ((4, 1), (40, 10)):
        play = scene.opened(members=members, items=items)
        minutes = play.minutes
        with django_assert_num_queries(1):
            sheet_for(minutes)


def test_those_who_serve_the_sitting_are_not_called_absent():
    play = scene.opened()
    helper = people.staff(play.body, "minutes", "Đặng Thị Ngọc Ánh").person
    meetings.add_to_roster(play.deed, play.sitting, helper, "staff")
    play.close()
    rows = {row.who.name: (row.way, row.times) for row in sheet_for(play.minutes).attendance}
    assert rows["Đặng Thị Ngọc Ánh"] == ("Phục vụ phiên họp", "–")
