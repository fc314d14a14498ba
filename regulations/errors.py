"""What the editing of rule sets refuses, as sentences."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongParameters(DomainError):
    """Values that contradict each other or lie out of range."""

    code = "wrong_parameters"
    sentence = _("Tham số chưa đúng: %(what)s. Đề nghị sửa rồi lưu lại.")


class NotYetHeld(DomainError):
    """A rule set begins on a coming day, so that no sitting changes its rules while it is held."""

    code = "not_yet_held"
    sentence = _(
        "Bộ quy tắc phải áp dụng từ một ngày sau hôm nay (%(today)s). Đề nghị chọn ngày khác; "
        "phiên họp đã khai mạc giữ nguyên bộ quy tắc của mình."
    )


class AlreadyInForce(DomainError):
    """What holds, or held, isn't rewritten: a new one follows it."""

    code = "already_in_force"
    http_status = 409
    sentence = _("Bộ quy tắc %(rule_set)s đã áp dụng nên không sửa được. Đề nghị soạn một bộ mới kế tiếp.")


class CodeTaken(DomainError):
    """A code names one rule set for good."""

    code = "code_taken"
    http_status = 409
    sentence = _("Mã %(rule_set)s đã dùng. Đề nghị chọn mã khác hoặc soạn phiên bản mới của bộ đó.")


class DayTaken(DomainError):
    """Two rule sets cannot begin on the same day, nor one before what it follows."""

    code = "day_taken"
    http_status = 409
    sentence = _(
        "Ngày %(day)s không xếp được trước hoặc sau bộ quy tắc %(rule_set)s. Đề nghị chọn ngày khác."
    )


class SameHands(DomainError):
    """Whoever wrote it doesn't confirm it."""

    code = "same_hands"
    http_status = 403
    sentence = _(
        "Đồng chí đã soạn bộ quy tắc này nên không tự xác nhận. Đề nghị người được giao việc khác xác nhận."
    )


class DraftDecided(DomainError):
    """A draft that was confirmed or withdrawn is a piece of the record."""

    code = "draft_decided"
    http_status = 409
    sentence = _("Dự thảo này không còn chờ xác nhận (%(state)s). Đề nghị mở lại danh sách bộ quy tắc.")


class ReasonNeeded(DomainError):
    """Why stays beside what was changed."""

    code = "reason_needed"
    sentence = _("Đề nghị ghi lý do.")


class DayPast(DomainError):
    """Deadlines were reckoned with it."""

    code = "day_past"
    sentence = _("Chỉ thêm hoặc bỏ ngày sau hôm nay (%(today)s): thời hạn đã tính theo lịch cũ giữ nguyên.")


class DayKnown(DomainError):
    """A day stands in the calendar once."""

    code = "day_known"
    http_status = 409
    sentence = _("Ngày %(day)s đã có trong lịch (%(name)s). Đề nghị bỏ ngày đó rồi thêm lại.")


class SourceNeeded(DomainError):
    """Who decided it stands beside the day."""

    code = "source_needed"
    sentence = _("Đề nghị ghi tên ngày và số, ký hiệu văn bản quy định.")


class NoSuchSwapDay(DomainError):
    """A weekday is worked anyhow."""

    code = "no_such_swap_day"
    sentence = _("Ngày %(day)s là ngày làm việc bình thường. Ngày làm bù là thứ Bảy hoặc Chủ nhật.")
