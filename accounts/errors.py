"""What the administration of people refuses, as sentences."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class AlreadySeated(DomainError):
    """One person has one seat, however many posts."""

    code = "already_seated"
    http_status = 409
    sentence = _("%(name)s đã là thành viên của %(body)s. Mỗi người chỉ có một ghế, dù giữ nhiều chức vụ.")


class AlreadyHeadOf(DomainError):
    """A body has one head at a time."""

    code = "already_headed"
    http_status = 409
    sentence = _("%(body)s đã có người đứng đầu: %(name)s. Đề nghị kết thúc nhiệm kỳ trước.")


class RoleHeld(DomainError):
    """The same role twice."""

    code = "role_held"
    http_status = 409
    sentence = _("%(name)s đã được giao việc này.")


class EndsTooEarly(DomainError):
    """Nothing ends before it begins."""

    code = "ends_too_early"
    sentence = _("Ngày kết thúc phải sau ngày bắt đầu (%(begins)s).")


class ToOneself(DomainError):
    """Nobody acts for oneself by mandate."""

    code = "to_oneself"
    sentence = _("Người ủy quyền và người được ủy quyền phải là hai người khác nhau.")


class ForOneself(DomainError):
    """Nobody gives oneself a seat, work or a mandate: a second person has to stand for it."""

    code = "for_oneself"
    sentence = _(
        "Đồng chí không tự giao ghế, giao việc hoặc nhận ủy quyền cho chính mình. "
        "Đề nghị người quản trị khác thực hiện."
    )


class AccountElsewhere(DomainError):
    """The account of somebody who belongs to another body first is that body's to open and to close."""

    code = "account_elsewhere"
    http_status = 403
    sentence = _("Tài khoản của %(name)s do %(body)s quản lý. Đề nghị liên hệ người quản trị của %(body)s.")


class PersonElsewhere(DomainError):
    """The entry and posts of somebody who belongs to another body first are that body's to change."""

    code = "person_elsewhere"
    http_status = 403
    sentence = _("Thông tin của %(name)s do %(body)s quản lý. Đề nghị liên hệ người quản trị của %(body)s.")


class PostHeld(DomainError):
    """The same post twice at a time."""

    code = "post_held"
    http_status = 409
    sentence = _("%(name)s đang giữ chức vụ %(post)s. Đề nghị kết thúc chức vụ đó trước hoặc chọn ngày khác.")


class NameTaken(DomainError):
    """A user name belongs to one account."""

    code = "name_taken"
    http_status = 409
    sentence = _("Tên đăng nhập “%(username)s” đã có người dùng. Đề nghị chọn tên khác.")


class AccountThere(DomainError):
    """One person, one account."""

    code = "account_there"
    http_status = 409
    sentence = _("%(name)s đã có tài khoản: %(username)s.")


class AccountClosed(DomainError):
    """An account an administrator closed lets nobody in by a pass either."""

    code = "account_closed"
    http_status = 409
    sentence = _(
        "Tài khoản của %(name)s đã ngừng sử dụng nên không cấp mã được. Đề nghị liên hệ người quản trị."
    )


class TooManyTries(DomainError):
    """So many wrong entries from one address that it has to wait."""

    code = "too_many_tries"
    http_status = 429
    sentence = _("Đã nhập sai quá nhiều lần từ địa chỉ này. Đề nghị thử lại sau 15 phút.")


class OwnAccess(DomainError):
    """Nobody locks the door behind oneself by mistake."""

    code = "own_access"
    http_status = 409
    sentence = _("Đồng chí không tự kết thúc quyền của chính mình. Đề nghị người quản trị khác thực hiện.")
