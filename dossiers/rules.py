"""What a dossier must and should hold before it goes on: the check list, in words.

The usual contents of a dossier laid before the Government: submission letter, draft, appraisal or report, table of
opinions (working rules of the Government, `domain.md` 3). What is asked for is a list here, not code in a view.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.text import fold
from papers.models import Paper, PaperVersion

Words: TypeAlias = str | Promise


@dataclass(frozen=True)
class LaidPaper:
    """What the check list needs to know of a paper in the dossier."""

    title: str
    kind: str
    preparation: str
    note: str = ""
    pages: int = 0
    unsearchable: int = 0  # pages that are pictures whose words nobody finds
    is_being_recognised: bool = False


@dataclass(frozen=True)
class Point:
    """One line of the check list: is it in order, must it be, and the sentence."""

    is_met: bool
    is_required: bool
    words: Words
    facts: dict[str, str] | None = None

    @property
    def sentence(self) -> str:
        """In the language of now."""
        return str(self.words) % self.facts if self.facts else str(self.words)

    @property
    def stops(self) -> bool:
        """Does it keep the dossier from being submitted?"""
        return self.is_required and not self.is_met


Preparation = PaperVersion.Preparation
_WANTED: Sequence[tuple[str, bool, Words, Words]] = (
    (
        Paper.Kind.SUBMISSION,
        True,
        _("Có tờ trình"),
        _("Chưa có tờ trình. Đề nghị tải tờ trình lên và chọn loại “Tờ trình”."),
    ),
    (
        Paper.Kind.DRAFT_TEXT,
        False,
        _("Có dự thảo văn bản"),
        _("Chưa có dự thảo văn bản. Nếu nội dung cần ban hành văn bản, đề nghị bổ sung."),
    ),
    (
        Paper.Kind.OPINIONS,
        False,
        _("Có bảng tổng hợp ý kiến"),
        _("Chưa có bảng tổng hợp, tiếp thu, giải trình ý kiến các cơ quan."),
    ),
)


def check_list(*, summary: str, paper_copies_only: bool, papers: Sequence[LaidPaper]) -> list[Point]:
    """Every point, those that stop the submission first, in a fixed order."""
    if paper_copies_only:
        words = (
            _("Hồ sơ chỉ dùng bản giấy, không có tệp nào trên hệ thống")
            if not papers
            else _("Hồ sơ chỉ dùng bản giấy nhưng còn tệp trên hệ thống. Đề nghị bỏ các tệp ra khỏi hồ sơ.")
        )
        return [Point(not papers, True, words)]
    points = [
        _has_papers(papers),
        *_kinds(papers),
        *(point for paper in papers for point in _readable(paper)),
    ]
    points.append(
        Point(True, False, _("Có tóm tắt nội dung"))
        if summary.strip()
        else Point(
            False, False, _("Chưa có tóm tắt nội dung xin ý kiến. Đề nghị bổ sung để thành viên nắm nhanh.")
        )
    )
    return sorted(points, key=lambda point: (point.is_met, not point.is_required))


def _has_papers(papers: Sequence[LaidPaper]) -> Point:
    if papers:
        return Point(True, True, _("Có %(count)s tài liệu"), {"count": str(len(papers))})
    return Point(False, True, _("Chưa có tài liệu nào. Đề nghị tải lên, hoặc đánh dấu “Chỉ dùng bản giấy”."))


def _kinds(papers: Sequence[LaidPaper]) -> list[Point]:
    present = {paper.kind for paper in papers}
    return [
        Point(kind in present, required, good if kind in present else missing)
        for kind, required, good, missing in _WANTED
    ]


def _readable(paper: LaidPaper) -> list[Point]:
    named = {"title": paper.title}
    if paper.preparation == Preparation.FAILED:
        words = _("“%(title)s” chưa đọc được. Đề nghị xuất tệp sang PDF rồi tải lên thành bản mới.")
        return [Point(False, True, words, named)]
    if paper.preparation in (Preparation.WAITING, Preparation.CONVERTING):
        words = _("“%(title)s” đang được chuyển đổi. Đề nghị chờ trong giây lát.")
        return [Point(False, True, words, named)]
    if paper.preparation == Preparation.QUICK_VIEW:
        words = _("“%(title)s” mới có bản xem nhanh. Đề nghị tải thêm bản PDF để giữ đúng bố cục.")
        return [Point(False, False, words, named)]
    if paper.is_being_recognised:
        words = _("“%(title)s” đang được nhận dạng chữ; vẫn trình được trong lúc chờ.")
        return [Point(False, False, words, named)]
    if paper.unsearchable:
        words = _(
            "“%(title)s” còn %(n)s trang là ảnh quét, chưa tra cứu được chữ. Đề nghị bấm “Nhận dạng chữ”, hoặc thay "
            "bằng tệp gốc có chữ."
        )
        return [Point(False, False, words, {**named, "n": str(paper.unsearchable)})]
    return []


def reasons(points: Sequence[Point]) -> list[str]:
    """The sentences of what stops the submission."""
    return [point.sentence for point in points if point.stops]


_NAMED: Sequence[tuple[str, str]] = (
    ("to trinh", Paper.Kind.SUBMISSION),
    ("du thao", Paper.Kind.DRAFT_TEXT),
    ("tham dinh", Paper.Kind.APPRAISAL),
    ("phu luc", Paper.Kind.ANNEX),
    ("tong hop", Paper.Kind.OPINIONS),
    ("tiep thu", Paper.Kind.OPINIONS),
    ("phieu trinh", Paper.Kind.NOTE),
    ("bao cao", Paper.Kind.REPORT),
)


def kind_from_name(name: str) -> str:
    """What sort of paper a file most likely is, by the words of its name; the person can change it."""
    words = " ".join(fold(name).replace("_", " ").replace("-", " ").split())
    if words.endswith(".pptx"):
        return Paper.Kind.SLIDES
    return next((kind for part, kind in _NAMED if part in words), Paper.Kind.OTHER)
