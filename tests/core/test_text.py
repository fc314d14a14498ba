"""Vietnamese text: normal form, folding, order, numbers, citations."""

import unicodedata
from datetime import UTC, date, datetime

import pytest

from core.text import (
    CITATION,
    citation_key,
    clean_line,
    fold,
    given_name_key,
    nfc,
    safe_file_name,
    sort_key,
    vi_date,
    vi_moment,
    vi_number,
)


def test_every_way_of_typing_a_letter_becomes_one() -> None:
    assert nfc(unicodedata.normalize("NFD", "Nghị quyết về điện tử")) == "Nghị quyết về điện tử"


def test_folding_drops_tones_and_hooks_and_turns_đ_into_d() -> None:
    assert fold("Đẩy mạnh cung cấp dịch vụ công trực tuyến") == "day manh cung cap dich vu cong truc tuyen"
    assert fold("Ðắk Lắk") == "dak lak"


def test_words_are_ordered_as_in_a_dictionary() -> None:
    words = ["mạ", "mâ", "ma", "mả", "mã", "mà", "má", "mă", "đa", "da"]
    assert sorted(words, key=sort_key) == ["da", "đa", "ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"]


def test_people_are_ordered_by_their_given_name() -> None:
    names = ["Trần Văn Bình", "Lê Thị Đào", "Nguyễn Văn An", "Phạm Thị Dung"]
    assert sorted(names, key=given_name_key) == [
        "Nguyễn Văn An",
        "Trần Văn Bình",
        "Phạm Thị Dung",
        "Lê Thị Đào",
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\tờ trình.pdf", "tờ trình.pdf"),
        ("bao\u202ecao.fdp", "baocao.fdp"),
        ("a\x00b.docx", "ab.docx"),
        ("   ", "tep"),
        ("", "tep"),
    ],
)
def test_a_file_name_cannot_leave_its_folder_or_fool_a_reader(typed: str, kept: str) -> None:
    assert safe_file_name(typed) == kept


def test_a_long_file_name_keeps_its_extension() -> None:
    name = safe_file_name("đ" * 300 + ".pdf")
    assert len(name) == 120
    assert name.endswith(".pdf")


def test_control_characters_leave_a_line() -> None:
    assert clean_line("  Phiên\u0000 họp\t tháng\n 9 ") == "Phiên họp tháng 9"


def test_numbers_and_days_are_written_as_people_write_them() -> None:
    assert (vi_number(1459), vi_number(86.5, 1), vi_number(6842)) == ("1.459", "86,5", "6.842")
    assert vi_date(date(2019, 6, 20)) == "20/6/2019"
    assert vi_moment(datetime(2019, 6, 20, 7, 30, tzinfo=UTC)) == "20/6/2019, 14:30"


@pytest.mark.parametrize(
    "text",
    [
        "30/2020/NĐ-CP",
        "30c/NQ-CP",
        "63/2025/QH15",
        "01/2013/TTLT-BTP-BNV-VPCP",
        "7816/VPCP-TTĐT",
        "17/ NQ-CP",
    ],
)
def test_document_numbers_are_recognised(text: str) -> None:
    found = CITATION.search(f"theo {text}, ngày")
    assert found is not None
    assert citation_key(found.group()) == citation_key(text)


@pytest.mark.parametrize("text", ["62/95", "12/3/2019", "159/159", "1/326"])
def test_fractions_and_days_are_no_document_numbers(text: str) -> None:
    assert CITATION.search(text) is None
