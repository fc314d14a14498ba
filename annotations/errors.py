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


class MarkNotUnderstood(DomainError):
    """A mark whose page, words or strokes aren't what a mark has."""

    code = "mark_not_understood"
    http_status = 400
    sentence = _("Đánh dấu này thiếu hoặc sai thông tin vị trí nên chưa lưu được. Đề nghị đánh dấu lại.")


class MarkTooLong(DomainError):
    """Over 5,000 characters beside the mark."""

    code = "mark_too_long"
    sentence = _("Nội dung ghi chú dài %(length)s ký tự, vượt quá 5.000. Đề nghị rút gọn.")


class TooManyMarks(DomainError):
    """As many marks on one paper as one person may have (`MARKS_PER_PAPER`), the deleted ones among them."""

    code = "too_many_marks"
    sentence = _(
        "Tài liệu này đã có %(most)s ghi chú và đánh dấu của đồng chí, đủ mức cho một tài liệu. "
        "Đề nghị gộp các ghi chú."
    )


class MarksTooLarge(DomainError):
    """The marks of one person on one paper take as many bytes as they may (`MARKS_MIB_PER_PAPER`)."""

    code = "marks_too_large"
    sentence = _(
        "Ghi chú và nét bút của đồng chí trên tài liệu này đã chiếm đủ %(most)s MB, mức cho một tài liệu. "
        "Đề nghị viết ngắn hơn, hoặc vẽ ít nét hơn."
    )


class MarkEditedElsewhere(DomainError):
    """The same mark was changed on another device meanwhile; nothing is overwritten."""

    code = "mark_edited_elsewhere"
    http_status = 409
    sentence = _(
        "Đánh dấu này vừa được sửa trên thiết bị khác của đồng chí. Nội dung mới nhất đã được hiển thị; "
        "đề nghị kiểm tra rồi lưu lại."
    )


class NotAReader(DomainError):
    """A mark can be shown only to who may read the paper."""

    code = "not_a_reader"
    sentence = _("Chỉ chia sẻ được với người đang được đọc tài liệu này. Đề nghị chọn lại người nhận.")


class NoOffice(DomainError):
    """The person works for no organisation today."""

    code = "no_office"
    sentence = _(
        "Đồng chí hiện không thuộc cơ quan nào nên chưa chia sẻ được với cơ quan. Đề nghị chọn từng người."
    )


class FileNotUnderstood(DomainError):
    """An import that isn't W3C Web Annotations of papers one may read."""

    code = "file_not_understood"
    sentence = _(
        "Tệp này không phải tệp ghi chú (W3C Web Annotation). Đề nghị chọn tệp đã xuất từ trang này."
    )


class MarksFileTooLarge(DomainError):
    """A file of marks larger than one request may bring."""

    code = "marks_file_too_large"
    http_status = 413
    sentence = _(
        "Tệp ghi chú vượt quá %(mib)s MB hoặc %(most)s đánh dấu. Đề nghị chia thành nhiều tệp nhỏ rồi nạp lần lượt."
    )


class ImportGoingOn(DomainError):
    """One file of marks at a time for each person."""

    code = "import_going_on"
    http_status = 409
    sentence = _("Tệp ghi chú trước đang được nạp. Đề nghị chờ nạp xong rồi nạp tệp tiếp theo.")
