"""Every measure of the decree, taken from the printed page (Decree 30/2020/NĐ-CP, appendix I)."""

import pytest

from layouts.decree import MARGINS
from layouts.document import Align, Heading, Level, Paragraph, Signature
from layouts.pdf import render_pdf
from tests.layouts.reading import MM, Printed
from tests.layouts.samples import LONG, annexed, minutes, picture, vote_table

NEAR = 0.4


@pytest.fixture(scope="module")
def page() -> Printed:
    return Printed(render_pdf(minutes(Paragraph(LONG), *[Paragraph(LONG)] * 9)))


@pytest.fixture(scope="module")
def long_text() -> Printed:
    return Printed(render_pdf(minutes(*[Paragraph(f"Đoạn {at}. {LONG}") for at in range(30)])))


def test_the_paper_is_a4_portrait(page: Printed):
    assert [round(side * MM) for side in page.pages[0].get_size()] == [210, 297]


def test_the_margins_are_inside_the_decree_on_every_page(long_text: Printed):
    assert (20 <= MARGINS.top <= 25, 20 <= MARGINS.bottom <= 25) == (True, True)
    assert (30 <= MARGINS.left <= 35, 15 <= MARGINS.right <= 20) == (True, True)
    for sheet in long_text.pages:
        text = sheet.get_textpage()
        boxes = [
            text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()
        ]
        assert min(box[0] for box in boxes) * MM >= 30 - NEAR
        assert 210 - max(box[2] for box in boxes) * MM >= 15 - NEAR
        assert min(box[1] for box in boxes) * MM >= 20 - NEAR


def test_body_lines_reach_both_margins_and_the_first_is_indented(page: Printed):
    first = page.find("Có mặt 25/27")
    second = page.find("vắng mặt có lý do")
    sheet = page.pages[0].get_textpage()
    assert first.left == pytest.approx(30 + 12.7, abs=NEAR)
    assert (first.size, second.font) == (14, first.font.replace("Regular", "Italic"))
    rows: dict[int, list[float]] = {}
    for at in range(sheet.count_chars()):
        box = sheet.get_charbox(at)
        if sheet.get_text_range(at, 1).strip() and box[3] * MM < 297 - first.bottom + 8:
            rows.setdefault(round(sheet.get_charbox(at, loose=True)[1]), []).extend(
                (box[0] * MM, box[2] * MM)
            )
    full = [row for row in rows.values() if min(row) < 31 and max(row) > 185]
    assert len(full) >= 3
    assert all(max(row) == pytest.approx(190, abs=0.6) for row in full)


def test_national_title_and_motto_stand_bold_in_the_right_half_with_a_rule_of_the_mottos_length(
    page: Printed,
):
    title = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = page.find("Độc lập - Tự do - Hạnh phúc")
    assert title.left > 85 and title.top >= 20 - NEAR
    assert title.right <= 190 + NEAR
    assert 12 <= title.size <= 13 and 13 <= motto.size <= 14
    assert "Bold" in title.font and "Bold" in motto.font
    assert title.middle == pytest.approx(motto.middle, abs=NEAR)
    rule = [line for line in page.lines() if 0 < line[2] - motto.baseline < 4 and line[0] > 85]
    assert len(rule) == 1
    assert rule[0][1] - rule[0][0] == pytest.approx(motto.right - motto.left, abs=0.6)


def test_agency_number_and_date_stand_where_the_decree_wants_them(page: Printed):
    parent, agency = page.find("CHÍNH PHỦ"), page.find("VĂN PHÒNG CHÍNH PHỦ")
    number, dated = page.find("Số: 07/BB-VPCP"), page.find("Hà Nội, ngày 02 tháng 10 năm 2020")
    assert "Regular" in parent.font and "Bold" in agency.font
    assert parent.baseline < agency.baseline < number.baseline
    assert all(12 <= place.size <= 13 for place in (parent, agency, number))
    assert parent.middle == pytest.approx(number.middle, abs=NEAR)
    assert 13 <= dated.size <= 14 and dated.font.endswith("Italic")
    assert dated.middle == pytest.approx(page.find("Độc lập - Tự do - Hạnh phúc").middle, abs=NEAR)
    rule = [line for line in page.lines() if 0 < line[2] - agency.baseline < 4 and line[1] < 92]
    share = (rule[0][1] - rule[0][0]) / (agency.right - agency.left)
    assert 1 / 3 <= share <= 1 / 2


def test_type_and_abstract_stand_bold_in_the_middle(page: Printed):
    kind, abstract = page.find("BIÊN BẢN"), page.find("Phiên họp Chính phủ thường kỳ tháng 9 năm 2020")
    assert kind.middle == pytest.approx(110, abs=NEAR) == abstract.middle
    assert {kind.size, abstract.size} == {14}
    assert "Bold" in kind.font and "Bold" in abstract.font


def test_stamps_have_the_frames_of_the_decree(page: Printed):
    boxes = [(right - left, low - high) for left, right, high, low in page.lines()]
    for frame in ((30, 8), (20, 8), (18, 6)):  # HỎA TỐC; MẬT with a second frame 1 mm inside
        assert any(box == pytest.approx(frame, abs=0.6) for box in boxes), frame
    assert page.find("MẬT").top > page.find("Số: 07").bottom - 1
    assert page.find("HỎA TỐC").top > page.find("MẬT").bottom - 2


def test_the_page_number_stands_in_the_middle_of_the_top_margin_from_page_two(long_text: Printed):
    assert len(long_text.pages) > 3
    for at in range(1, len(long_text.pages)):
        number = long_text.find(str(at + 1), at)
        assert number.middle == pytest.approx(105, abs=NEAR)
        assert number.bottom < 20 and 13 <= number.size <= 14
    first = long_text.pages[0].get_textpage()
    assert first.get_text_bounded(top=297 / MM, bottom=(297 - 20) / MM).strip() == ""


def test_signatures_stand_level_and_recipients_below_left(page: Printed):
    last = len(page.pages) - 1
    left, right = page.find("Trần Văn Sơn", last), page.find("Nguyễn Xuân Phúc", last)
    assert left.baseline == pytest.approx(right.baseline, abs=0.1)
    assert left.right < 110 < right.left
    assert right.baseline - page.find("CHỦ TỌA", last).baseline > 20, "room for the picture of a signature"
    title, line = page.find("Nơi nhận:", last), page.find("- Thủ tướng Chính phủ;", last)
    assert (title.size, line.size) == (12, 11)
    assert title.font.endswith("BoldItalic") and title.left == pytest.approx(30, abs=NEAR)
    assert page.find("- Lưu: VT, TH.", last).baseline > line.baseline


def test_the_signature_is_never_alone_on_a_page():
    for count in range(6, 16):
        printed = Printed(render_pdf(minutes(*[Paragraph(f"Đoạn {at}. {LONG}") for at in range(count)])))
        last = len(printed.pages) - 1
        assert printed.find(f"Đoạn {count - 1}.", last).bottom < printed.find("CHỦ TỌA", last).top


def test_an_annex_starts_a_page_turns_it_and_numbers_anew():
    printed = Printed(render_pdf(annexed()))
    wide = [at for at, sheet in enumerate(printed.pages) if sheet.get_width() > sheet.get_height()]
    assert len(wide) >= 2 and wide[-1] == len(printed.pages) - 1
    assert printed.find("Phụ lục I", wide[0]).middle == pytest.approx(30 + 247 / 2, abs=NEAR)
    assert printed.find("2", wide[1]).bottom < 20
    assert printed.find("CHỦ TỌA", wide[0] - 1), "the signature stands before the annexes"


def test_a_table_of_sixty_rows_repeats_its_title_row_and_keeps_every_row():
    printed = Printed(render_pdf(minutes(vote_table(60))))
    pages_of_table = [sheet.get_textpage().get_text_bounded() for sheet in printed.pages]
    pages_of_table = [text for text in pages_of_table if "Nguyễn Văn Ưng" in text]
    assert len(pages_of_table) >= 2
    assert all("Họ và tên" in text for text in pages_of_table)
    assert sum(text.count("Nguyễn Văn Ưng thứ") for text in pages_of_table) == 60


def test_the_tally_strip_has_one_cell_per_member_and_its_line_after_the_fourteenth(page: Printed):
    line = page.find("Tán thành 21")
    cells = sorted(
        box for box in page.lines(line.page) if 5 < box[3] - box[2] < 6 and 5 < box[1] - box[0] < 6.5
    )
    assert len(cells) == 27
    thick = [box for box in page.lines(line.page) if 7 < box[3] - box[2] < 10 and box[1] - box[0] < 2]
    assert len(thick) == 1
    assert (thick[0][0] + thick[0][1]) / 2 == pytest.approx(cells[13][1], abs=0.5)


def test_levels_of_structure_look_as_the_decree_says():
    printed = Printed(
        render_pdf(
            minutes(
                Heading(Level.CHAPTER, "Quy định chung", "I"),
                Heading(Level.ARTICLE, "Phạm vi điều chỉnh", "1"),
                Paragraph("Giữa.", align=Align.CENTRE),
            )
        )
    )
    chapter, title = printed.find("Chương I", None), printed.find("QUY ĐỊNH CHUNG", None)
    article = printed.find("Điều 1. Phạm vi điều chỉnh", None)
    assert chapter.middle == pytest.approx(110, abs=NEAR) == title.middle
    assert article.left == pytest.approx(42.7, abs=NEAR) and "Bold" in article.font
    assert printed.find("Giữa.", None).middle == pytest.approx(110, abs=NEAR)


def test_the_picture_of_a_signature_stands_between_title_and_name_in_their_middle():
    printed = Printed(
        render_pdf(minutes(signature=Signature("CHỦ TỌA", "Nguyễn Xuân Phúc", picture=picture())))
    )
    last = len(printed.pages) - 1
    left, low, right, high = next(iter(printed.pages[last].get_objects(filter=[3]))).get_bounds()
    title, name = printed.find("CHỦ TỌA", last), printed.find("Nguyễn Xuân Phúc", last)
    assert (left + right) / 2 * MM == pytest.approx(title.middle, abs=NEAR)
    height = printed.pages[last].get_height()
    assert title.baseline < (height - high) * MM and (height - low) * MM < name.baseline
    assert (right - left) * MM <= 45.1 and (high - low) * MM <= 20.1
