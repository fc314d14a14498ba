"""Forms of sign-in and own settings."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignInForm(AuthenticationForm):
    """User name and password, with sentences that say what to do."""

    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Đề nghị kiểm tra lại."),
        "inactive": _("Tài khoản này đã ngừng sử dụng. Đề nghị liên hệ quản trị hệ thống."),
    }


class PreferencesForm(forms.ModelForm):
    """How a person likes to read."""

    text_step = forms.TypedChoiceField(
        label=_("Cỡ chữ"), coerce=int, choices=[(1, _("Vừa")), (2, _("Lớn")), (3, _("Rất lớn"))]
    )
    theme = forms.ChoiceField(
        label=_("Nền màn hình"),
        choices=[
            ("auto", _("Theo thiết bị")),
            ("light", _("Sáng")),
            ("dark", _("Tối")),
            ("warm", _("Tối, ấm")),
        ],
    )
    hand = forms.ChoiceField(
        label=_("Tay thuận"), choices=[("right", _("Tay phải")), ("left", _("Tay trái"))]
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=[("vi", "Tiếng Việt"), ("en", "English")])

    class Meta:
        model = User
        fields = ["text_step", "theme", "hand", "language"]
