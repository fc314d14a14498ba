"""Why a pack isn't given."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, NotAllowed


class NothingToKeep(DomainError):
    """No paper of the sitting may be kept by this person."""

    code = "nothing_to_keep"
    sentence = _("Phiên họp chưa có tài liệu nào được phép lưu để đọc khi mất mạng.")


class PackOver(DomainError):
    """The time a pack of this sitting may be kept is over."""

    code = "pack_over"
    sentence = _("Đã hết hạn lưu tài liệu của phiên họp này trên máy.")


class NotOnALoan(NotAllowed):
    """A device lent for one sitting keeps nothing."""

    code = "not_on_a_loan"
    sentence = _("Máy cho mượn không lưu tài liệu. Đề nghị đọc trực tuyến.")
