"""What an agenda refuses, in sentences that say what to do next."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class AgendaPublished(WrongStep):
    """After publication an agenda changes only by late items, withdrawals and replaced papers."""

    code = "agenda_published"
    sentence = _(
        "Chương trình đã phát hành nên không sửa được nội dung này. "
        "Đề nghị dùng “Bổ sung nội dung gửi chậm”, “Rút khỏi chương trình” hoặc “Thay tài liệu”."
    )


class AgendaNotPublished(WrongStep):
    """The step makes sense only after publication."""

    code = "agenda_not_published"
    sentence = _("Chương trình chưa phát hành. Đề nghị sửa trực tiếp nội dung trong bản đang soạn.")


class AlreadyPublished(WrongStep):
    """Publishing twice."""

    code = "already_published"
    sentence = _("Chương trình đã được phát hành lúc %(at)s (bản %(revision)s). Không cần phát hành lại.")


class NotReadyToPublish(Incomplete):
    """The check list isn't empty; `blockers` are its sentences."""

    code = "not_ready_to_publish"
    sentence = _("Chưa phát hành được chương trình: %(first)s Còn %(count)s việc trong danh mục kiểm tra.")

    def __init__(self, blockers: list[str]) -> None:
        self.blockers = blockers
        super().__init__(first=blockers[0], count=len(blockers))


class NothingToApprove(Incomplete):
    """An empty agenda."""

    code = "nothing_to_approve"
    sentence = _("Chương trình chưa có nội dung nào. Đề nghị thêm nội dung trước khi trình phê duyệt.")


class AlreadyApproved(WrongStep):
    """This very draft has its approval."""

    code = "already_approved"
    sentence = _("Bản chương trình này đã được %(who)s phê duyệt lúc %(at)s.")


class OrderChangedMeanwhile(WrongStep):
    """The list that was put in order isn't the list any more."""

    code = "order_changed_meanwhile"
    sentence = _("Danh sách nội dung vừa được người khác thay đổi. Đề nghị tải lại trang rồi sắp xếp lại.")


class PaperCopiesOnly(DomainError):
    """A state secret is handed out on numbered paper; no file of it may be here."""

    code = "paper_copies_only"
    sentence = _(
        "Nội dung này chỉ phát bản giấy có đánh số nên không gắn tệp. "
        "Nếu không phải bí mật nhà nước, đề nghị bỏ đánh dấu “Chỉ phát bản giấy” trước."
    )


class PaperAlreadyLaid(DomainError):
    """The paper is among the item's papers."""

    code = "paper_already_laid"
    sentence = _("Tài liệu “%(title)s” đã có trong nội dung này.")


class PaperOfAnotherMatter(NotAllowed):
    """The paper is laid for another item of the same sitting."""

    code = "paper_of_another_item"
    sentence = _("Tài liệu “%(title)s” đã gắn với nội dung %(number)s. Đề nghị gỡ ở nội dung đó trước.")


class PaperNotReady(Incomplete):
    """The version can't be read yet."""

    code = "paper_not_ready"
    sentence = _("Tài liệu “%(title)s” chưa chuyển đổi xong. Đề nghị chờ hoặc tải lên lại bản PDF.")


class NoNewVersion(DomainError):
    """Replacing by the version that is laid already."""

    code = "no_new_version"
    sentence = _("Tài liệu “%(title)s” chưa có bản mới hơn bản %(number)s. Đề nghị tải bản mới lên trước.")


class SittingNotOpen(WrongStep):
    """Items are discussed in an open sitting."""

    code = "sitting_not_open"
    sentence = _("Phiên họp chưa khai mạc hoặc đã bế mạc nên chưa thực hiện được bước này.")


class SittingIsOver(WrongStep):
    """The agenda of a closed or cancelled sitting is part of its record."""

    code = "sitting_is_over"
    sentence = _(
        "Phiên họp đã bế mạc hoặc đã hủy nên chương trình không thay đổi được nữa. "
        "Việc mới đề nghị đưa vào chương trình của phiên họp sau."
    )


class DeadlineIncomplete(Incomplete):
    """A deadline for papers is set by somebody, for a reason, for a day before or on that of the sitting."""

    code = "deadline_incomplete"
    sentence = _(
        "Đề nghị ghi người quyết định, lý do, và hạn gửi tài liệu không sau ngày họp. Bỏ trống ngày để dùng lại "
        "hạn theo quy chế."
    )


class AnotherItemCurrent(WrongStep):
    """One item at a time."""

    code = "another_item_current"
    sentence = _("Nội dung %(number)s đang được thảo luận. Đề nghị kết luận nội dung đó trước.")


class EndingDoesNotFit(DomainError):
    """An ending this item can't have."""

    code = "ending_does_not_fit"


class TooLateToResume(WrongStep):
    """A wrongly ended item can be resumed within 10 minutes."""

    code = "too_late_to_resume"
    sentence = _(
        "Nội dung đã kết thúc lúc %(at)s, quá 10 phút nên không mở lại được. "
        "Nếu cần, đề nghị ghi đính chính trong biên bản."
    )


class ItemWithoutEnding(WrongStep):
    """A sitting can't close while an item has no ending."""

    code = "item_without_ending"
    sentence = _(
        "Chưa bế mạc được: còn %(count)s nội dung chưa có kết quả (%(numbers)s). "
        "Đề nghị ghi kết quả của từng nội dung trước khi bế mạc."
    )


class NothingToUndo(WrongStep):
    """Undone already, or overtaken."""

    code = "nothing_to_undo"
    sentence = _("Thay đổi này không còn hoàn tác được vì nội dung đã được sửa tiếp hoặc đã phát hành.")


class AlreadyEnded(WrongStep):
    """Ending twice."""

    code = "already_ended"
    sentence = _("Nội dung %(number)s đã kết thúc lúc %(at)s: %(ending)s.")


class NotTheHead(NotAllowed):
    """Only the head of the body approves its agenda."""

    code = "not_the_head"
    sentence = _(
        "Chương trình do người đứng đầu %(body)s phê duyệt. "
        "Nếu đã có văn bản ký, đề nghị Văn phòng ghi nhận văn bản đó."
    )


class NothingToRehearse(WrongStep):
    """A rehearsal is a copy of what was called and published."""

    code = "nothing_to_rehearse"
    sentence = _(
        "Chỉ diễn tập được phiên họp đã gửi giấy mời, đã phát hành chương trình và chưa bế mạc. "
        "Đề nghị thực hiện các bước đó trước."
    )


class RehearsalOfARehearsal(WrongStep):
    """A copy of a copy has no use."""

    code = "rehearsal_of_a_rehearsal"
    sentence = _("Đây đã là phiên diễn tập. Muốn diễn tập lại, đề nghị kết thúc phiên này rồi tạo phiên mới.")


class RehearsedAlready(WrongStep):
    """One rehearsal of a sitting at a time."""

    code = "rehearsed_already"
    sentence = _("Phiên họp này đang có một phiên diễn tập. Đề nghị vào phiên đó, hoặc kết thúc nó trước.")


class UnknownPosition(DomainError):
    """None of the three positions."""

    code = "unknown_position"
    sentence = _("Đề nghị chọn một trong ba ý kiến: không có ý kiến khác, không nhất trí, đề nghị phát biểu.")


class ObjectionWithoutReason(Incomplete):
    """Who objects says why."""

    code = "objection_without_reason"
    sentence = _("Đề nghị ghi lý do không nhất trí.")


class NotAMember(NotAllowed):
    """Positions are the members' own; nobody states one for another."""

    code = "not_a_member"
    sentence = _("Chỉ thành viên dự họp cho ý kiến trước phiên họp, và tự mình cho ý kiến.")


class PositionsClosed(WrongStep):
    """The item's turn has come, or it has none any more."""

    code = "positions_closed"
    sentence = _(
        "Nội dung %(number)s đã được thảo luận hoặc đã kết luận nên không ghi nhận được ý kiến trước phiên họp. "
        "Đề nghị đăng ký phát biểu."
    )


class KeepsOut(WrongStep):
    """A member who keeps out of an item has no position on it."""

    code = "keeps_out"
    sentence = _("Đồng chí không tham gia nội dung %(number)s nên không cho ý kiến về nội dung này.")


class NotOfTheBlock(WrongStep):
    """Apart already, or never of the block."""

    code = "not_of_the_block"
    sentence = _("Nội dung %(number)s không thuộc nhóm biểu quyết chung. Đề nghị xem lại danh sách.")


class ItemsOver(WrongStep):
    """The chair is handed over for items that are still to come."""

    code = "items_over"
    sentence = _("Chỉ phân công chủ trì được cho nội dung chưa kết luận của phiên họp này.")


class NobodyToSpeakFor(DomainError):
    """Speaking notes are prepared under a mandate of somebody who takes part."""

    code = "nobody_to_speak_for"
    http_status = 403
    sentence = _(
        "Đồng chí chưa được ủy quyền chuẩn bị cho người dự phiên họp này. "
        "Đề nghị Văn phòng ghi nhận ủy quyền “Chuẩn bị”."
    )


class NoNotesHere(DomainError):
    """Of a matter on paper copies only nothing is written on devices; one who keeps out needs no note."""

    code = "no_notes_here"
    http_status = 409
    sentence = _(
        "Nội dung %(number)s không ghi ý kiến chuẩn bị trên hệ thống được. Đề nghị trao đổi trực tiếp."
    )


class NoteTooLong(DomainError):
    """What is to be said, not a speech in full."""

    code = "note_too_long"
    sentence = _("Ý kiến chuẩn bị dài quá %(limit)s ký tự. Đề nghị rút gọn.")


class NotASubstitute(DomainError):
    """Only who attends in the place of an absent member states that member's opinion."""

    code = "not_a_substitute"
    sentence = _("Chỉ người dự họp thay nêu ý kiến của thành viên vắng mặt. Đề nghị chọn người dự họp thay.")


class OpinionNotHere(DomainError):
    """Of a matter on paper copies only nothing is written on devices."""

    code = "opinion_not_here"
    http_status = 409
    sentence = _("Nội dung %(number)s chỉ dùng tài liệu giấy nên không ghi ý kiến trên hệ thống.")
