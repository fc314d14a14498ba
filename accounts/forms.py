"""Forms of sign-in, own settings, and the administration of people and bodies."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from accounts import selectors
from accounts.fields import DayInput, LineField, PersonChoice, offer
from accounts.models import Body, BodyRole, Mandate, Organisation, Person, Post, User


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
    spread = forms.ChoiceField(
        label=_("Trang tài liệu"),
        required=False,
        choices=[
            ("", _("Từng trang")),
            ("pairs", _("Hai trang cạnh nhau")),
            ("cover", _("Hai trang cạnh nhau, trang đầu đứng riêng")),
        ],
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=[("vi", "Tiếng Việt"), ("en", "English")])

    class Meta:
        model = User
        fields = ["text_step", "theme", "hand", "spread", "language"]


class BodyForm(forms.ModelForm):
    """A body: what it is called and how it decides."""

    name = LineField(label=_("Tên đầy đủ"), max_length=200)
    short_name = LineField(label=_("Tên ngắn"), max_length=60)
    member_noun = LineField(
        label=_("Cách gọi thành viên trong biên bản"), max_length=80, initial=_("thành viên Ủy ban")
    )

    class Meta:
        model = Body
        fields = [
            "name",
            "short_name",
            "kind",
            "member_noun",
            "secretariat",
            "decides_by_vote",
            "is_practice",
        ]
        labels = {
            "kind": _("Loại tổ chức"),
            "secretariat": _("Cơ quan giúp việc"),
            "decides_by_vote": _("Quyết định bằng biểu quyết"),
            "is_practice": _("Dùng để tập sử dụng"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secretariat"].required = False


class OrganisationForm(forms.Form):
    """A ministry, agency, province or office."""

    name = LineField(label=_("Tên cơ quan"), max_length=200)
    abbreviation = LineField(label=_("Chữ viết tắt trong số văn bản"), max_length=20, required=False)
    code = LineField(label=_("Mã định danh"), max_length=35, required=False)
    kind = forms.ChoiceField(label=_("Loại cơ quan"), choices=Organisation.Kind.choices)
    valid_from = forms.DateField(label=_("Từ ngày"), widget=DayInput())


class SomebodyForm(forms.Form):
    """A person of the directory, or a new one by name and address; the base of forms that name one."""

    person = PersonChoice(
        label=_("Người đã có trong danh bạ"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Chọn người"),
    )
    full_name = LineField(label=_("Hoặc họ và tên người mới"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử của người mới"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng, ví dụ: ten@donvi.gov.vn.")},
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=DayInput())

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.all()
        ids = list(people.values_list("pk", flat=True))
        offer(self, "person", people, selectors.post_titles_on(ids, body.today(), body))
        self.fields["valid_from"].initial = body.today()

    def clean(self) -> dict[str, Any]:
        """Somebody has to be named, one way or the other."""
        data = super().clean() or {}
        if not data.get("person") and not data.get("full_name"):
            self.add_error("person", _("Đề nghị chọn người trong danh bạ hoặc ghi họ và tên người mới."))
        return data


class SeatForm(SomebodyForm):
    """Membership of a body."""

    post_title = LineField(label=_("Chức vụ"), max_length=250)
    short_title = LineField(label=_("Chức vụ viết ngắn"), max_length=60, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Cơ quan"),
        queryset=Organisation.objects.order_by("order", "name"),
        required=False,
        empty_label=_("Không thuộc cơ quan nào"),
    )
    is_head = forms.BooleanField(label=_("Người đứng đầu"), required=False)
    is_deputy_head = forms.BooleanField(label=_("Cấp phó của người đứng đầu"), required=False)
    can_vote = forms.BooleanField(label=_("Có quyền biểu quyết"), required=False, initial=True)
    is_acting = forms.BooleanField(
        label=_("Giữ quyền (Q.)"),
        required=False,
        help_text=_("Có được tính và biểu quyết hay không do bộ quy tắc quy định."),
    )


class RoleForm(SomebodyForm):
    """Work for a body."""

    role = forms.ChoiceField(label=_("Việc được giao"), choices=BodyRole.Role.choices)


class PersonForm(forms.Form):
    """A person's own entry."""

    full_name = LineField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng, ví dụ: ten@donvi.gov.vn.")},
    )
    phone = LineField(label=_("Điện thoại"), max_length=30, required=False)


class PostForm(SomebodyForm):
    """A post in one of the organisations that have a seat in the body, or in its secretariat."""

    title = LineField(label=_("Chức vụ"), max_length=200)
    organisation = forms.ModelChoiceField(
        label=_("Cơ quan"), queryset=Organisation.objects.none(), empty_label=_("Chọn cơ quan")
    )
    kind = forms.ChoiceField(label=_("Loại chức vụ"), choices=Post.Kind.choices, initial=Post.Kind.OTHER)
    is_acting = forms.BooleanField(label=_("Quyền (tạm giữ chức vụ)"), required=False)
    is_main = forms.BooleanField(label=_("Chức vụ chính, ghi kèm họ tên"), required=False, initial=True)

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(body, *args, **kwargs)
        places = Organisation.objects.on(body.today()).filter(selectors.places_of(body))
        self.fields["organisation"].queryset = places.order_by("order", "name")  # type: ignore[attr-defined]


class MandateForm(forms.Form):
    """Who may act for whom."""

    principal = PersonChoice(label=_("Người ủy quyền"), queryset=Person.objects.none())
    agent = PersonChoice(label=_("Người được ủy quyền"), queryset=Person.objects.none())
    scope = forms.ChoiceField(label=_("Phạm vi"), choices=Mandate.Scope.choices)
    valid_from = forms.DateField(label=_("Từ ngày"), widget=DayInput())
    valid_to = forms.DateField(
        label=_("Đến trước ngày"), widget=DayInput(), required=False, help_text=_("Để trống nếu chưa định.")
    )
    reason = LineField(label=_("Căn cứ, lý do"), max_length=300, required=False)

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = list(selectors.seats_on(body, body.today()))
        posts = {seat.person_id: seat.post_title for seat in seats}
        offer(self, "principal", Person.objects.filter(pk__in=posts), posts)
        offer(self, "agent", Person.objects.all(), {})
        self.fields["valid_from"].initial = body.today()


class AccountForm(forms.Form):
    """A sign-in for somebody around the body who has none."""

    person = PersonChoice(label=_("Người dùng"), queryset=Person.objects.none(), empty_label=_("Chọn người"))
    username = forms.RegexField(
        label=_("Tên đăng nhập"),
        regex=r"^[a-z0-9][a-z0-9._-]{2,59}$",
        error_messages={
            "invalid": _("Tên đăng nhập gồm chữ thường không dấu, chữ số, dấu chấm; từ 3 đến 60 ký tự.")
        },
    )

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = selectors.people_at_home(body)
        without = Person.objects.filter(pk__in=posts).exclude(user__is_active=True, user__is_guest=False)
        offer(self, "person", without, posts)
