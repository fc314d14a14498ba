"""What minutes refuse, in sentences that say what to do next."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, EditedMeanwhile, Incomplete, NotAllowed, WrongStep


class NoMinutesOfARehearsal(WrongStep):
    """Nothing of a rehearsal enters the official record."""

    code = "no_minutes_of_a_rehearsal"
    sentence = _("Phiên diễn tập không ghi vào hồ sơ chính thức nên không có biên bản.")


class NoMandateToSign(DomainError):
    """Who signs in the place of another holds a mandate to sign on the day of issue."""

    code = "no_mandate_to_sign"
    sentence = _(
        "Ngày %(day)s không có ủy quyền ký thay còn hiệu lực của người được chọn. "
        "Đề nghị chọn người ký khác hoặc ghi ủy quyền trước khi ban hành."
    )


class NotOpenedYet(WrongStep):
    """Before the opening there is nothing to record."""

    code = "minutes_not_begun"
    sentence = _(
        "Phiên họp chưa khai mạc nên chưa có biên bản. Biên bản tự hình thành khi phiên họp khai mạc."
    )


class MinutesApproved(WrongStep):
    """Approved minutes are frozen."""

    code = "minutes_approved"
    sentence = _(
        "Biên bản đã thông qua ngày %(on)s nên không sửa được nữa. Đề nghị ghi đính chính ở phiên họp sau."
    )


class MinutesNotApproved(WrongStep):
    """Only approved minutes are issued."""

    code = "minutes_not_approved"
    sentence = _(
        "Biên bản chưa được thông qua. Đề nghị ghi nhận người và ngày thông qua trước khi phát hành."
    )


class SittingNotClosed(WrongStep):
    """Approval waits for the closing."""

    code = "sitting_not_closed"
    sentence = _("Phiên họp chưa bế mạc nên chưa thông qua biên bản được. Đề nghị bế mạc phiên họp trước.")


class ApprovalIncomplete(Incomplete):
    """By whom and when."""

    code = "approval_incomplete"
    sentence = _("Đề nghị ghi đủ họ tên, chức vụ người thông qua và ngày thông qua.")


class ApprovedBeforeSitting(DomainError):
    """Minutes can't be approved before the sitting or in the future."""

    code = "approval_day_odd"
    sentence = _(
        "Ngày thông qua phải từ ngày họp (%(day)s) đến hôm nay (%(today)s). Đề nghị kiểm tra lại ngày."
    )


class TextMissing(Incomplete):
    """An empty block prints a hole."""

    code = "text_missing"
    sentence = _("Nội dung đang để trống. Đề nghị nhập nội dung, hoặc chọn “Trở lại nội dung tự động”.")


class TextTooLong(DomainError):
    """More than a block holds."""

    code = "text_too_long"
    sentence = _("Nội dung dài %(length)s ký tự, tối đa %(limit)s. Đề nghị tách thành nhiều đoạn.")


class OnlyFreeBlocks(NotAllowed):
    """What the record says stays in the minutes."""

    code = "only_free_blocks"
    http_status = 409
    sentence = _("Khối này lấy từ hồ sơ phiên họp nên không xóa được; chỉ xóa được đoạn văn tự thêm.")


class BlockEditedMeanwhile(EditedMeanwhile):
    """Somebody else saved first: carries both texts, nothing is overwritten."""

    def __init__(self, *, theirs: str, yours: str, **facts: Any) -> None:
        super().__init__(**facts)
        self.theirs, self.yours = theirs, yours


class NoticeIsIssued(WrongStep):
    """What went out is changed only by another document."""

    code = "notice_is_issued"
    sentence = _("Thông báo kết luận đã ban hành, số %(number)s, nên không sửa được nữa.")


class NoticeOnlyWithoutVote(WrongStep):
    """A sitting that votes ends in its resolution and minutes."""

    code = "notice_only_without_vote"
    sentence = _("Phiên họp có biểu quyết nên không kết thúc bằng thông báo kết luận. Đề nghị dùng biên bản.")
