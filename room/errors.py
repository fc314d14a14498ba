"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class PageNotOfThisItem(DomainError):
    """Only a page of a paper laid for the present item can be shown."""

    code = "page_not_of_this_item"
    sentence = _("Chỉ trình bày được trang của tài liệu thuộc nội dung đang thảo luận.")


class NotInTheRoom(NotAllowed):
    """Speaking is for those on the roster, an invitee during his own item only."""

    code = "not_in_the_room"
    sentence = _("Chỉ đại biểu dự nội dung đang thảo luận mới đăng ký phát biểu được.")


class SpeakingAlready(WrongStep):
    """The one who asks has the floor."""

    code = "speaking_already"
    sentence = _("%(name)s đang phát biểu nên không cần đăng ký thêm.")


class AnotherSpeaking(WrongStep):
    """One speaker at a time."""

    code = "another_speaking"
    sentence = _("%(name)s đang phát biểu. Đề nghị kết thúc phát biểu này trước khi mời người tiếp theo.")


class NotHere(WrongStep):
    """Who is absent can't have the floor."""

    code = "not_here"
    sentence = _(
        "%(name)s chưa được điểm danh có mặt nên chưa mời phát biểu được. "
        "Đề nghị điểm danh trước, hoặc mời người tiếp theo."
    )


class PointNameTaken(DomainError):
    """Two places of one name can't be told apart."""

    code = "point_name_taken"
    sentence = _("Phiên họp đã có điểm cầu mang tên này. Đề nghị đặt tên khác.")


class PointNameMissing(Incomplete):
    """A place needs a name."""

    code = "point_name_missing"
    sentence = _("Đề nghị ghi tên điểm cầu.")


class NotAtThisPoint(NotAllowed):
    """A place asks for those who sit there."""

    code = "not_at_this_point"
    sentence = _("Điểm cầu chỉ đăng ký phát biểu cho người dự họp tại điểm cầu đó.")


class NoLongerWaiting(WrongStep):
    """The request was served or withdrawn meanwhile."""

    code = "no_longer_waiting"
    sentence = _("Đăng ký này không còn trong danh sách chờ.")


class NotSpeaking(WrongStep):
    """Only a running speech can be ended or extended."""

    code = "not_speaking"
    sentence = _("%(name)s không đang phát biểu.")


class QueueChangedMeanwhile(WrongStep):
    """The list that was put in order isn't the list any more."""

    code = "queue_changed_meanwhile"
    sentence = _("Danh sách đăng ký vừa thay đổi. Đề nghị sắp xếp lại theo danh sách mới.")


class UnknownDisplayMode(DomainError):
    """The wall shows one of a few things."""

    code = "unknown_display_mode"
    sentence = _("Màn hình phòng họp không có chế độ này.")


class NotForTheWall(DomainError):
    """What isn't published has no place on the wall."""

    code = "not_for_the_wall"
    sentence = _(
        "Nội dung này chưa được công bố trong chương trình nên không đưa lên màn hình phòng họp được. "
        "Đề nghị công bố chương trình trước, hoặc chọn nội dung khác."
    )


class MessageMissing(Incomplete):
    """A message needs words."""

    code = "message_missing"
    sentence = _("Đề nghị nhập thông báo hiển thị trên màn hình phòng họp.")


class CodeUnknown(DomainError):
    """No display waits with this code."""

    code = "code_unknown"
    sentence = _(
        "Không có màn hình nào đang chờ với mã này, hoặc mã đã hết hạn. "
        "Đề nghị đọc lại mã trên màn hình; mã mới hiện sau mỗi 10 phút."
    )


class TooManyDisplaysWaiting(DomainError):
    """Codes are few and short-lived; a flood of requests must not use them up."""

    code = "too_many_displays_waiting"
    http_status = 429
    sentence = _("Có quá nhiều màn hình đang chờ ghép. Đề nghị thử lại sau ít phút.")


class LineEmpty(Incomplete):
    """A note needs words."""

    code = "line_empty"
    sentence = _("Đề nghị ghi nội dung cần nhắn.")


class LineTooLong(DomainError):
    """A note is one line."""

    code = "line_too_long"
    sentence = _("Chỉ nhắn được một dòng, tối đa %(most)s ký tự. Đề nghị viết ngắn lại.")


class NobodyToRead(WrongStep):
    """There is nobody to receive it."""

    code = "nobody_to_read"
    sentence = _(
        "Hiện không có ai nhận được tin nhắn này. "
        "Đề nghị chọn người nhận khác hoặc chờ đến nội dung có người trình bày."
    )


class NotInThisTalk(NotAllowed):
    """These notes are between three."""

    code = "not_in_this_talk"
    sentence = _(
        "Chỉ bàn điều hành, người chủ trì và người trình bày nội dung đang thảo luận nhắn cho nhau được."
    )
