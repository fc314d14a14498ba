"""What saving a search refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NothingToLookFor(DomainError):
    """No word is left of what was typed."""

    code = "nothing_to_look_for"
    sentence = _("Chưa có từ cần tìm nên chưa lưu được. Đề nghị gõ từ cần tìm.")


class SearchTooWide(DomainError):
    """So many hits that nobody would want to hear of each new one."""

    code = "search_too_wide"
    sentence = _(
        "Tra cứu này có hơn %(most)s chỗ nên chưa lưu được. Đề nghị thêm từ hoặc thu hẹp trước khi lưu."
    )


class TooManySaved(DomainError):
    """The most searches one person keeps."""

    code = "too_many_saved"
    sentence = _("Đồng chí đã lưu %(most)s tra cứu. Đề nghị xóa bớt trước khi lưu thêm.")


class NameTaken(DomainError):
    """Another saved search of the same person has this name."""

    code = "name_taken"
    sentence = _("Đã có tra cứu lưu với tên này. Đề nghị chọn tên khác.")


class NameMissing(DomainError):
    """A name of no letters, or of too many."""

    code = "name_missing"
    sentence = _("Tên tra cứu có từ 1 đến 80 ký tự. Đề nghị nhập lại.")
