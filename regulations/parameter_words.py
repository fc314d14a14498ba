"""Each parameter of a rule set in words: label, group, what a value means. The screens and the form share it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulations.models import RuleSet, RuleSetDraft
from regulations.parameters import CHOICES, RuleParameters

Words = str | Promise
TWIN = "_en"

# Title of a group, its parameters in order; the article of a group is printed beside all of it.
GROUPS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (
        _("Số thành viên phải có mặt"),
        ("quorum_numerator", "quorum_denominator", "quorum_count_remote", "quorum_article"),
    ),
    (_("Quá nửa tổng số thành viên"), ("majority_article",)),
    (_("Biểu quyết ngang nhau"), ("tie_reading", "tie_article")),
    (_("Người biểu quyết"), ("voters", "voters_article")),
    (_("Người dự họp thay"), ("substitutes", "absence_requires_pm_consent", "substitutes_article")),
    (_("Người giữ quyền Bộ trưởng"), ("acting_minister", "acting_minister_article")),
    (
        _("Triệu tập phiên họp"),
        ("regular_before_day", "request_numerator", "request_denominator"),
    ),
    (
        _("Giấy mời và tài liệu"),
        ("invitation_days", "invitation_day_kind", "invitation_article"),
    ),
    (
        _("Thông báo kết luận, nghị quyết"),
        ("conclusion_notice_working_days", "resolution_issue_days"),
    ),
    (
        _("Phiếu lấy ý kiến"),
        ("slip_min_working_days", "slip_max_working_days", "slip_silence", "slip_silence_article"),
    ),
)

LABELS: dict[str, Words] = {
    "quorum_numerator": _("Tỷ lệ phải có mặt: tử số"),
    "quorum_denominator": _("Tỷ lệ phải có mặt: mẫu số"),
    "quorum_count_remote": _("Thành viên dự trực tuyến được tính là có mặt"),
    "quorum_article": _("Căn cứ về số phải có mặt"),
    "majority_article": _("Căn cứ về quá nửa tổng số"),
    "tie_reading": _("Thế nào là ngang nhau"),
    "tie_article": _("Căn cứ khi ngang nhau"),
    "voters": _("Ai biểu quyết"),
    "voters_article": _("Căn cứ về người biểu quyết"),
    "substitutes": _("Người dự họp thay được làm gì"),
    "absence_requires_pm_consent": _("Vắng mặt phải được Thủ tướng đồng ý"),
    "substitutes_article": _("Căn cứ về họp thay"),
    "acting_minister": _("Người giữ quyền Bộ trưởng (Q.)"),
    "acting_minister_article": _("Căn cứ về người giữ quyền"),
    "regular_before_day": _("Họp thường kỳ trước ngày (của tháng sau)"),
    "request_numerator": _("Tỷ lệ thành viên được đề nghị họp: tử số"),
    "request_denominator": _("Tỷ lệ thành viên được đề nghị họp: mẫu số"),
    "invitation_days": _("Gửi giấy mời, tài liệu trước (ngày)"),
    "invitation_day_kind": _("Cách tính ngày gửi giấy mời"),
    "invitation_article": _("Căn cứ về giấy mời"),
    "conclusion_notice_working_days": _("Thông báo kết luận trong (ngày làm việc)"),
    "resolution_issue_days": _("Ban hành nghị quyết trong (ngày)"),
    "slip_min_working_days": _("Thời hạn trả lời phiếu ngắn nhất (ngày làm việc)"),
    "slip_max_working_days": _("Thời hạn trả lời phiếu dài nhất (ngày làm việc)"),
    "slip_silence": _("Không trả lời phiếu"),
    "slip_silence_article": _("Căn cứ khi không trả lời phiếu"),
}

CHOICE_WORDS: dict[str, Words] = {
    "for_equals_against": _("Số tán thành bằng số không tán thành"),
    "for_exactly_half": _("Số tán thành bằng đúng một nửa tổng số thành viên"),
    "working": _("Ngày làm việc"),
    "calendar": _("Ngày thường"),
    "deemed_agree": _("Coi là đồng ý, ghi riêng trong kết quả"),
    "not_counted": _("Không tính"),
    "members": _("Chỉ thành viên; người khác được phát biểu, không biểu quyết"),
    "opinion_only": _("Nêu ý kiến của thành viên vắng mặt, không biểu quyết"),
    "not_allowed": _("Không được cử người dự thay"),
    "votes": _("Tính vào tổng số và biểu quyết"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter as shown: label, value in words, the note if nobody compared it, the value it had before."""

    name: str
    label: Words
    value: str
    note: str
    before: str | None


def choices_of(name: str) -> list[tuple[str, Words]]:
    """The values one may choose among, in words."""
    return [(value, CHOICE_WORDS[value]) for value in CHOICES[name]]


def in_words(value: Any) -> str:
    """A value as a reader understands it."""
    if value is None or value == "":
        return str(_("Không quy định"))
    if isinstance(value, bool):
        return str(_("Có") if value else _("Không"))
    return str(CHOICE_WORDS.get(value, value))


def groups_of(row: RuleSet | RuleSetDraft, base: RuleSet | None = None) -> list[tuple[Words, list[Line]]]:
    """All parameters of a rule set or draft, by group; where `base` differs its value is named."""
    values = asdict(RuleParameters.from_mapping(row.parameters))
    old = asdict(RuleParameters.from_mapping(base.parameters)) if base else {}
    return [(title, [_line(name, values, row.unverified, old) for name in names]) for title, names in GROUPS]


def _line(name: str, values: Mapping[str, Any], notes: Mapping[str, str], old: Mapping[str, Any]) -> Line:
    changed = name in old and old[name] != values[name]
    before = in_words(old[name]) if changed else None
    return Line(name, LABELS[name], in_words(values[name]), notes.get(name, ""), before)
