"""What the page kit refuses, in sentences."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class GlyphMissing(DomainError):
    """A letter the typeface lacks: printing it would leave a hole. Facts: char, code_point, where."""

    code = "glyph_missing"
    sentence = _(
        "Không in được ký tự “%(char)s” (%(code_point)s) ở %(where)s vì phông chữ của văn bản không có "
        "ký tự này. Đề nghị thay bằng ký tự khác rồi tạo lại tài liệu."
    )


class PictureUnreadable(DomainError):
    """The picture of a signature isn't an image that can be drawn."""

    code = "picture_unreadable"
    sentence = _("Không đọc được ảnh chữ ký của %(who)s. Đề nghị tải lên ảnh PNG nền trong suốt.")
