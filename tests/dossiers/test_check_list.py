"""The check list says in words what is missing and what would be better."""

import pytest
from django.utils import translation

from dossiers.rules import LaidPaper, check_list, kind_from_name, reasons

READY = {"preparation": "ready", "pages": 2}
FULL = [LaidPaper(kind, kind, **READY) for kind in ("submission", "draft_text", "opinions")]


@pytest.fixture(autouse=True)
def in_vietnamese():
    """The sentences are compared in their source language."""
    with translation.override("vi"):
        yield


def test_a_full_dossier_lacks_nothing() -> None:
    points = check_list(summary="Xin ý kiến", paper_copies_only=False, papers=FULL)
    assert reasons(points) == [] and all(point.is_met for point in points)


def test_what_stops_stands_first_and_only_what_is_required_stops() -> None:
    points = check_list(summary="", paper_copies_only=False, papers=FULL[1:])
    assert points[0].sentence.startswith("Chưa có tờ trình") and points[0].stops
    assert reasons(points) == [points[0].sentence]
    assert any("tóm tắt" in point.sentence and not point.is_met for point in points)


@pytest.mark.parametrize(
    ("paper", "words", "stops"),
    [
        (LaidPaper("Báo cáo", "report", "failed"), "“Báo cáo” chưa đọc được", True),
        (LaidPaper("Báo cáo", "report", "waiting"), "đang được chuyển đổi", True),
        (LaidPaper("Báo cáo", "report", "quick_view", pages=1), "bản xem nhanh", False),
        (LaidPaper("Báo cáo", "report", "ready", pages=9, unsearchable=9), "9 trang là ảnh quét", False),
        (
            LaidPaper("Báo cáo", "report", "ready", pages=9, unsearchable=9, is_being_recognised=True),
            "đang được nhận dạng chữ",
            False,
        ),
    ],
)
def test_a_paper_that_reads_badly_is_named(paper: LaidPaper, words: str, stops: bool) -> None:
    points = check_list(summary="x", paper_copies_only=False, papers=[*FULL, paper])
    assert [point.stops for point in points if words in point.sentence] == [stops]


def test_a_scan_whose_words_were_recognised_is_a_paper_like_any_other() -> None:
    scan = LaidPaper("Báo cáo", "report", "ready", pages=9, unsearchable=0)
    points = check_list(summary="x", paper_copies_only=False, papers=[*FULL, scan])
    assert all(point.is_met for point in points)


def test_a_matter_on_paper_copies_has_no_files() -> None:
    assert reasons(check_list(summary="", paper_copies_only=True, papers=[])) == []
    assert "bỏ các tệp" in reasons(check_list(summary="", paper_copies_only=True, papers=FULL))[0]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("TỜ TRÌNH số 17-TTr.docx", "submission"),
        ("Du_thao Nghi quyet.pdf", "draft_text"),
        ("Báo cáo thẩm định của Bộ Tư pháp.pdf", "appraisal"),
        ("báo-cáo.pdf", "report"),
        ("Bảng tổng hợp, tiếp thu.docx", "opinions"),
        ("Phụ lục.xlsx", "annex"),
        ("Trang chiếu.pptx", "slides"),
        ("khac.pdf", "other"),
    ],
)
def test_the_kind_is_guessed_from_the_name(name: str, kind: str) -> None:
    assert kind_from_name(name) == kind
