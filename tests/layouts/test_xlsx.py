"""Tables for spreadsheets: values keep their kind, typed text never becomes a formula."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from layouts.xlsx import CellTooLong, Sheet, export_xlsx, neutral


def read(*sheets: Sheet) -> Any:
    return load_workbook(BytesIO(export_xlsx(sheets)))


@pytest.mark.parametrize(
    "typed", ["=1+1", "+84", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "=cmd|' /C calc'!A0"]
)  # fmt: skip
def test_nothing_typed_becomes_a_formula(typed: str):
    page = read(Sheet(typed, ((typed, 10.0),), ((typed,),))).active
    for at in ("A1", "A2", "A3"):
        assert page[at].data_type == "s"
        assert page[at].value.startswith("'"), at


def test_ordinary_text_stays_as_typed():
    assert neutral("Bộ Tài chính = đồng ý") == "Bộ Tài chính = đồng ý"
    assert neutral("") == ""


def test_numbers_and_days_keep_their_kind_and_moments_are_hanois():
    row = (1, -2.5, date(2020, 10, 2), datetime(2020, 10, 1, 18, 30, tzinfo=UTC), None, True)
    page = read(Sheet("Bảng", tuple((str(at), 8.0) for at in range(6)), (row,))).active
    assert [page.cell(3, at).value for at in (1, 2, 5, 6)] == [1, -2.5, None, True]
    assert page["C3"].value.date() == date(2020, 10, 2) and page["C3"].number_format == "dd/mm/yyyy"
    assert page["D3"].value == datetime(2020, 10, 2, 1, 30)  # noqa: DTZ001 - a sheet knows no zones


def test_the_title_row_stays_in_sight_and_on_every_printed_page():
    page = read(Sheet("Bảng", (("Tên", 30.0),), (("x",),))).active
    assert page.freeze_panes == "A3" and page.print_title_rows == "$2:$2"
    assert page.column_dimensions["A"].width == 30


def test_sheets_with_odd_or_equal_titles_are_kept_apart():
    book = read(
        Sheet("Kết quả [1]: a/b*?\\'" * 5, (("A", 5.0),)),
        Sheet("Kết quả", (("A", 5.0),)),
        Sheet("Kết quả", ()),
    )
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len(read().sheetnames) == 1


def test_a_text_no_cell_can_hold_is_refused_by_row_and_column():
    with pytest.raises(CellTooLong) as refused:
        export_xlsx([Sheet("Bảng", (("Ý kiến", 5.0),), (("x" * 40000,),))])
    assert "hàng 3" in refused.value.message and "Ý kiến" in refused.value.message


def test_control_characters_are_left_out():
    assert read(Sheet("B", (("A", 5.0),), (("a\x00b\x08c",),))).active["A3"].value == "abc"
