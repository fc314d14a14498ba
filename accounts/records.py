"""What the record says of people and bodies, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from accounts.models import BodyRole, Mandate
from core.registries import AUDIT_VERBS
from core.wording import without_gaps

_CHANGED = {"full_name": _lazy("họ và tên"), "email": _lazy("thư điện tử"), "phone": _lazy("điện thoại")}


def _says(verb: str, sentence: str) -> None:
    AUDIT_VERBS.add(verb, lambda facts: _(sentence) % _worded(facts))


def _worded(facts: dict[str, Any]) -> dict[str, Any]:
    words = without_gaps(facts)
    if facts.get("role") in BodyRole.Role.values:
        words["role"] = BodyRole.Role(facts["role"]).label
    if facts.get("scope") in Mandate.Scope.values:
        words["scope"] = Mandate.Scope(facts["scope"]).label
    if isinstance(facts.get("changed"), list):
        words["changed"] = ", ".join(str(_CHANGED.get(name, name)) for name in facts["changed"])
    return words


def declare() -> None:
    """Leave every verb of this app."""
    _says("body.created", gettext_noop("Lập %(name)s"))
    _says("organisation.created", gettext_noop("Thêm cơ quan %(name)s"))
    _says("person.created", gettext_noop("Thêm %(name)s vào danh bạ"))
    _says("post.given", gettext_noop("%(name)s giữ chức vụ %(post)s từ %(since)s"))
    _says("post.ended", gettext_noop("%(name)s thôi giữ chức vụ %(post)s từ %(until)s"))
    _says("person.edited", gettext_noop("Sửa thông tin của %(name)s (%(changed)s); nay là %(now)s"))
    _says("seat.added", gettext_noop("%(name)s, %(post)s là thành viên %(body)s từ %(since)s"))
    _says("seat.ended", gettext_noop("%(name)s thôi là thành viên %(body)s từ %(until)s"))
    _says("seats.ordered", gettext_noop("Sắp xếp lại thứ tự thành viên của %(body)s"))
    _says("role.given", gettext_noop("Giao %(name)s việc “%(role)s” của %(body)s từ %(since)s"))
    _says("role.ended", gettext_noop("%(name)s thôi làm việc “%(role)s” của %(body)s từ %(until)s"))
    _says("mandate.given", gettext_noop("%(name)s ủy quyền cho %(agent)s: %(scope)s, từ %(since)s"))
    _says("mandate.ended", gettext_noop("Ủy quyền của %(name)s cho %(agent)s kết thúc từ %(until)s"))
    _says("account.opened", gettext_noop("Cấp tài khoản %(username)s cho %(name)s"))
    _says(
        "account.opened_for_guest", gettext_noop("Cho %(name)s vào bằng mã dùng một lần, không có mật khẩu")
    )
    _says("account.closed", gettext_noop("Ngừng tài khoản %(username)s của %(name)s"))
