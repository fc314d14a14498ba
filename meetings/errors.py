"""What sittings refuse, as sentences."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class NotNow(WrongStep):
    """The sitting is elsewhere in its course."""

    code = "not_now"
    sentence = _("Phiên họp đang ở trạng thái “%(state)s” nên không thực hiện được bước này.")


class NotARehearsal(WrongStep):
    """Only a rehearsal can be thrown away; what was really held stays."""

    code = "not_a_rehearsal"
    sentence = _(
        "Đây không phải phiên diễn tập nên không xóa được. Phiên họp thật chỉ có thể hủy, kèm lý do."
    )


class RehearsalIsDecided(WrongStep):
    """Whether it is a rehearsal is decided before anybody is called."""

    code = "rehearsal_is_decided"
    sentence = _(
        "Phiên họp đã triệu tập nên không chuyển giữa họp thật và diễn tập được. "
        "Đề nghị dùng “Diễn tập phiên họp này”."
    )


class QuorumMissing(DomainError):
    """Fewer members present than the rule set asks for; the sentence carries the arithmetic."""

    code = "quorum_missing"
    http_status = 409
    sentence = _("%(arithmetic)s. Căn cứ: %(article)s. Đề nghị ghi nhận thêm thành viên có mặt.")


class NoMembers(Incomplete):
    """The roster has nobody who counts."""

    code = "no_members"
    sentence = _("Phiên họp chưa có thành viên nào. Đề nghị lập danh sách thành viên trước.")


class NoPresider(Incomplete):
    """Nobody was named to preside and the body has no head that day."""

    code = "no_presider"
    sentence = _("Chưa xác định được người chủ trì vào ngày họp. Đề nghị chọn người chủ trì.")


class EndsBeforeItBegins(DomainError):
    """The end isn't after the beginning."""

    code = "ends_before_it_begins"
    sentence = _("Giờ kết thúc phải sau giờ bắt đầu. Đề nghị kiểm tra lại thời gian họp.")


class InTheFuture(DomainError):
    """Attendance is recorded once it is so."""

    code = "in_the_future"
    sentence = _("Thời điểm ghi nhận sau giờ hiện tại (%(now)s). Đề nghị kiểm tra lại giờ.")


class AlreadyOnRoster(DomainError):
    """One person has one place in a sitting."""

    code = "already_on_roster"
    http_status = 409
    sentence = _("%(name)s đã có trong danh sách dự họp với tư cách: %(role)s.")


class SeatNeeded(DomainError):
    """Members come from seats, nobody becomes one by being added."""

    code = "seat_needed"
    sentence = _("Chỉ người có ghế trong %(body)s vào ngày họp mới dự họp với tư cách thành viên.")


class StillNeeded(NotAllowed):
    """The entry can't be taken away."""

    code = "still_needed"
    http_status = 409
    sentence = _("%(name)s đã được ghi nhận có mặt tại phiên họp nên không đưa ra khỏi danh sách được.")


class ReplyTooLate(WrongStep):
    """Replies are for a called sitting that isn't over."""

    code = "reply_too_late"
    sentence = _("Phiên họp đang ở trạng thái “%(state)s” nên không ghi nhận trả lời giấy mời.")


class NotInvited(NotAllowed):
    """The entry has no invitation to reply to."""

    code = "not_invited"
    sentence = _("Chưa có giấy mời gửi tới %(name)s nên chưa ghi nhận trả lời được.")


class PlaceMissing(Incomplete):
    """Online, but from where?"""

    code = "place_missing"
    sentence = _("Đề nghị ghi nơi tham dự trực tuyến (điểm cầu).")


class ReasonMissing(Incomplete):
    """The step goes into the record with a reason."""

    code = "reason_missing"
    sentence = _("Đề nghị ghi rõ lý do.")


class SubstituteMissing(Incomplete):
    """Who comes instead?"""

    code = "substitute_missing"
    sentence = _("Đề nghị chọn người dự họp thay.")


class OnlyMembersAreSubstituted(NotAllowed):
    """Invitees send nobody in their place."""

    code = "only_members_are_substituted"
    sentence = _("Chỉ thành viên mới cử người dự họp thay. Đại biểu mời không dự được đề nghị báo vắng mặt.")


class NoLeaveAsked(WrongStep):
    """Nothing to approve."""

    code = "no_leave_asked"
    sentence = _("%(name)s không xin vắng mặt nên không có đề nghị nào để chấp thuận.")


class NotInAttendance(WrongStep):
    """Attendance is taken from the call to the closing."""

    code = "not_in_attendance"
    sentence = _(
        "Phiên họp đang ở trạng thái “%(state)s” nên không điểm danh được. Sau bế mạc chỉ ghi nhận đính chính."
    )


class NotOnRoster(DomainError):
    """Someone named isn't on the roster (any more)."""

    code = "not_on_roster"
    http_status = 409
    sentence = _("Danh sách dự họp vừa thay đổi. Đề nghị tải lại trang và thực hiện lại.")


class ResumeTooLate(WrongStep):
    """A closed sitting is resumed within ten minutes."""

    code = "resume_too_late"
    sentence = _(
        "Đã quá %(minutes)s phút kể từ khi bế mạc lúc %(closed_at)s nên không mở lại phiên họp được. "
        "Đề nghị tạo phiên họp mới hoặc ghi nhận đính chính trong biên bản."
    )


class InThePast(DomainError):
    """A hand-over can't end before it begins."""

    code = "in_the_past"
    sentence = _("Bây giờ là %(now)s. Đề nghị chọn giờ kết thúc phân công chủ trì sau thời điểm này.")


class RecessOverAlready(DomainError):
    """A recess can't end before it begins."""

    code = "recess_over_already"
    sentence = _("Bây giờ là %(now)s. Đề nghị chọn giờ họp tiếp sau thời điểm này.")


class NobodyToReturnTo(WrongStep):
    """The head of the body isn't among the members of this sitting."""

    code = "nobody_to_return_to"
    sentence = _(
        "Người đứng đầu không có trong danh sách thành viên dự họp. Đề nghị chọn người chủ trì khác."
    )


class InternalPartIsOn(DomainError):
    """Something that has to wait for the end of the internal part."""

    code = "internal_part_is_on"
    http_status = 409
    sentence = _("Đang trong phần họp nội bộ. Đề nghị kết thúc phần họp nội bộ trước.")


class NoInternalPart(WrongStep):
    """There is none to end or to join."""

    code = "no_internal_part"
    sentence = _("Phiên họp không ở trong phần họp nội bộ. Đề nghị tải lại trang.")


class NobodyNamed(Incomplete):
    """An internal part of nobody."""

    code = "nobody_named"
    sentence = _("Chưa chọn ai ở lại phần họp nội bộ. Đề nghị chọn ít nhất một thành viên.")


class SubstitutesNotAllowed(DomainError):
    """The rule set of the sitting knows no substitutes."""

    code = "substitutes_not_allowed"
    sentence = _("Quy chế áp dụng cho phiên họp này không cho cử người dự thay. Đề nghị xin vắng mặt.")


class PassNotForRole(DomainError):
    """Links are for those invited to an item; seat codes for whoever sits in the room as a participant."""

    code = "pass_not_for_role"
    http_status = 409
    sentence = _("Không cấp %(kind)s cho %(name)s với tư cách: %(role)s.")


class PassUnknown(DomainError):
    """No such link, or none any more."""

    code = "pass_unknown"
    http_status = 404
    sentence = _("Liên kết không đúng hoặc không còn. Đề nghị liên hệ Ban thư ký để được cấp liên kết mới.")


class PassUsed(DomainError):
    """It lets in once."""

    code = "pass_used"
    http_status = 409
    sentence = _(
        "Mã này đã được dùng lúc %(at)s và chỉ dùng được một lần. Đề nghị liên hệ Ban thư ký để được cấp mã mới."
    )


class PassEnded(DomainError):
    """Revoked, replaced, given back, killed by wrong PINs, or past its midnight."""

    code = "pass_ended"
    http_status = 409
    sentence = _("Mã này không còn hiệu lực (%(why)s). Đề nghị liên hệ Ban thư ký để được cấp mã mới.")


class PassNotToday(DomainError):
    """It is good on the day of the sitting."""

    code = "pass_not_today"
    http_status = 409
    sentence = _("Mã này dùng được từ ngày họp: %(day)s. Mã vẫn còn nguyên hiệu lực.")


class WrongPin(DomainError):
    """The PIN of the link is another one."""

    code = "wrong_pin"
    http_status = 403
    sentence = _("Mã PIN chưa đúng. Còn %(left)s lần nhập.")


class WrongSeatCode(DomainError):
    """Seat code or PIN; which of them isn't said."""

    code = "wrong_seat_code"
    http_status = 403
    sentence = _("Mã chỗ ngồi hoặc mã PIN chưa đúng. Đề nghị kiểm tra lại.")
