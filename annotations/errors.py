"""What notes refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NoteTooLong(DomainError):
    """Over 20,000 characters."""

    code = "note_too_long"
    sentence = _("Ghi chú dài %(length)s ký tự, vượt quá 20.000. Đề nghị rút gọn hoặc chia nhỏ.")


class NoteEditedElsewhere(DomainError):
    """The same person wrote on another device meanwhile; both texts come back, nothing is lost."""

    code = "note_edited_elsewhere"
    http_status = 409
    sentence = _(
        "Ghi chú này vừa được sửa trên thiết bị khác của đồng chí. "
        "Hai nội dung đều được giữ; đề nghị chọn nội dung cần lưu."
    )


class UnknownTarget(DomainError):
    """Nothing of this kind can carry a note."""

    code = "unknown_target"
    http_status = 400
    sentence = _("Không ghi chú được vào loại nội dung này.")
