"""What a vote on devices refuses: its course, its question, who may take part."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class SittingWithoutVote(WrongStep):
    """A meeting without quorum and vote."""

    code = "sitting_without_vote"
    sentence = _(
        "Cuộc họp này không tính túc số và không biểu quyết. Đề nghị ghi kết luận “Thống nhất, không biểu quyết”."
    )


class ItemNotCurrent(WrongStep):
    """A vote is on what is under discussion."""

    code = "item_not_current"
    sentence = _(
        "Nội dung %(number)s chưa được đưa ra thảo luận. Đề nghị bắt đầu nội dung này trước khi biểu quyết."
    )


class ItemOver(WrongStep):
    """The item is concluded or withdrawn."""

    code = "item_over"
    sentence = _(
        "Nội dung %(number)s đã kết thúc (%(state)s) nên không biểu quyết được. "
        "Nếu kết thúc nhầm, đề nghị mở lại nội dung trong vòng 10 phút."
    )


class QuestionMissing(Incomplete):
    """What is voted on has to be said in full."""

    code = "question_missing"
    sentence = _("Đề nghị ghi đầy đủ nội dung câu hỏi đưa ra biểu quyết (tối đa 600 ký tự).")


class PaperNotOfItem(DomainError):
    """The paper isn't laid for the item."""

    code = "paper_not_of_item"
    sentence = _(
        "Tài liệu được chọn không thuộc nội dung %(number)s. Đề nghị chọn tài liệu của nội dung này."
    )


class PaperChanged(WrongStep):
    """Since the poll was prepared its paper has a newer version."""

    code = "paper_changed"
    sentence = _(
        "Dự thảo đã có bản %(number)s (lúc %(at)s), biểu quyết đang chuẩn bị theo bản %(prepared)s. "
        "Đề nghị chuẩn bị lại biểu quyết theo bản mới."
    )


class AnotherPollOpen(WrongStep):
    """One poll at a time."""

    code = "another_poll_open"
    sentence = _(
        "Đang biểu quyết “%(question)s”. Đề nghị kết thúc biểu quyết đó trước khi bắt đầu biểu quyết khác."
    )


class PollStillOpen(WrongStep):
    """Another step has to wait for the poll."""

    code = "poll_still_open"
    sentence = _("Đang biểu quyết “%(question)s”. Đề nghị kết thúc hoặc hủy biểu quyết trước khi %(step)s.")


class PollNotInState(WrongStep):
    """The poll is already further, or not so far yet."""

    code = "poll_not_in_state"
    sentence = _("Biểu quyết đang ở trạng thái “%(state)s” nên không thực hiện được bước này.")


class PollNotOpen(WrongStep):
    """A ballot before the opening."""

    code = "poll_not_open"
    sentence = _("Biểu quyết chưa bắt đầu; lựa chọn chưa được ghi nhận. Đề nghị chờ người chủ trì.")


class AlreadyClosed(WrongStep):
    """A ballot after the closing: both moments are named."""

    code = "already_closed"
    sentence = _("Biểu quyết gửi lúc %(sent)s không được ghi nhận: đã kết thúc biểu quyết lúc %(closed)s")


class PollAnnulled(WrongStep):
    """A ballot in a vote that was cancelled."""

    code = "poll_annulled"
    sentence = _("Lựa chọn không được ghi nhận: biểu quyết này đã hủy. Lý do: %(reason)s")


class UnknownChoice(DomainError):
    """Neither for, against nor abstain."""

    code = "unknown_choice"
    sentence = _("Đề nghị chọn một trong ba: Tán thành, Không tán thành hoặc Không biểu quyết.")


class NotEntitled(NotAllowed):
    """Not among the electors frozen at the opening."""

    code = "not_entitled"
    sentence = _(
        "Đồng chí không có tên trong danh sách biểu quyết được lập khi bắt đầu biểu quyết. "
        "Nếu có mặt mà chưa được ghi nhận, đề nghị báo thư ký phiên họp."
    )


class SubstituteMayNotVote(NotAllowed):
    """Speaks for the absent member, casts no ballot."""

    code = "substitute_may_not_vote"
    sentence = _("Dự họp thay %(post)s; được phát biểu, không được biểu quyết")


class NothingAdoptedByVote(WrongStep):
    """The ending says adopted by vote, but no announced vote adopted anything."""

    code = "nothing_adopted"
    sentence = _(
        "Chưa có biểu quyết nào được công bố là thông qua đối với nội dung %(number)s. "
        "Đề nghị công bố kết quả biểu quyết hoặc chọn cách kết thúc khác."
    )


class ResultStands(WrongStep):
    """The item ended on this result."""

    code = "result_stands"
    sentence = _(
        "Nội dung %(number)s đã kết thúc theo kết quả biểu quyết này. "
        "Đề nghị mở lại nội dung trong vòng 10 phút trước khi hủy kết quả."
    )
