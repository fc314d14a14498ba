"""Errors are sentences of the domain. They are mapped once: to a form message, a problem document or a reply.

The sentence is Vietnamese, polite, and says what to do next. `code` is the stable name a program may test.
"""

from typing import Any, ClassVar, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence: TypeAlias = str | Promise


class DomainError(Exception):
    """A step the rules of the house refuse. Subclass it with a `code` and a sentence."""

    code: ClassVar[str] = "refused"
    http_status: ClassVar[int] = 422
    sentence: ClassVar[Sentence] = _("Không thực hiện được. Đề nghị kiểm tra lại và thử lại.")

    def __init__(self, sentence: Sentence | None = None, *, field: str | None = None, **facts: Any) -> None:
        """`facts` fill the `%(name)s` places of the sentence and travel in the answer; `field` names a form field."""
        self.facts = facts
        self.field = field
        self._own_sentence = sentence
        super().__init__(self.code)

    @property
    def message(self) -> str:
        """The sentence in the language of now, its places filled."""
        text = str(self._own_sentence if self._own_sentence is not None else self.sentence)
        return text % self.facts if self.facts and "%(" in text else text

    def __str__(self) -> str:
        return self.message

    def as_reply(self) -> dict[str, Any]:
        """What a socket or a command answer carries."""
        return {
            "code": self.code,
            "message": self.message,
            "facts": {k: str(v) for k, v in self.facts.items()},
        }


class NotFound(DomainError):
    """Missing, or invisible to this person: the answer is the same, byte by byte."""

    code = "not_found"
    http_status = 404
    sentence = _("Không tìm thấy nội dung này, hoặc nội dung không dành cho đồng chí.")


class NotAllowed(DomainError):
    """Visible, but this step isn't this person's."""

    code = "not_allowed"
    http_status = 403
    sentence = _("Đồng chí không có quyền thực hiện việc này.")


class SignInRequired(DomainError):
    """Nobody is signed in."""

    code = "sign_in_required"
    http_status = 401
    sentence = _("Phiên đăng nhập đã hết hạn. Đề nghị đăng nhập lại; nội dung đang nhập vẫn được giữ.")


class WrongStep(DomainError):
    """The state doesn't allow this step."""

    code = "wrong_step"
    http_status = 409
    sentence = _("Bước này không thực hiện được ở trạng thái hiện tại.")


class EditedMeanwhile(DomainError):
    """Someone else saved first; nothing is overwritten."""

    code = "edited_meanwhile"
    http_status = 409
    sentence = _("%(who)s vừa sửa nội dung này lúc %(at)s. Xem chỗ khác nhau và chọn nội dung giữ lại.")


class KeyReused(DomainError):
    """The same key came with another content."""

    code = "key_reused"
    http_status = 409
    sentence = _("Yêu cầu này trùng mã với một yêu cầu khác. Đề nghị tải lại trang và thực hiện lại.")


class Incomplete(DomainError):
    """Something the step needs is missing."""

    code = "incomplete"
    sentence = _("Còn thiếu thông tin. Đề nghị bổ sung rồi thực hiện lại.")


class TooLong(DomainError):
    """A text of more characters than its place holds."""

    code = "too_long"
    sentence = _("Nội dung dài %(length)s ký tự, tối đa %(limit)s. Đề nghị rút gọn.")
