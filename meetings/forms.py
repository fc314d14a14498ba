"""Forms of the desk and of the reply. They parse; what is allowed the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import selectors as people
from accounts.fields import LineField, MomentInput, PersonChoice, offer
from accounts.models import Body, Person
from meetings.models import RosterEntry, Sitting


class SittingForm(forms.Form):
    """What is planned of a sitting."""

    title = LineField(label=_("Tên phiên họp"), max_length=250)
    short_title = LineField(
        label=_("Tên ngắn"),
        max_length=60,
        required=False,
        help_text=_("Hiện trên màn hình phòng họp, tối đa 60 ký tự."),
    )
    kind = forms.ChoiceField(label=_("Loại phiên họp"), choices=Sitting.Kind.choices)
    has_vote = forms.BooleanField(
        label=_("Có biểu quyết (tính số thành viên có mặt tối thiểu)"), required=False, initial=True
    )
    starts_at = forms.DateTimeField(
        label=_("Bắt đầu"),
        widget=MomentInput(),
        help_text=_("Bộ quy tắc làm việc được áp dụng theo ngày họp."),
        error_messages={"invalid": _("Đề nghị ghi ngày và giờ họp, ví dụ 2/10/2020, 08:00.")},
    )
    ends_at = forms.DateTimeField(label=_("Dự kiến kết thúc"), widget=MomentInput(), required=False)
    place = LineField(label=_("Địa điểm"), max_length=250)
    online_link = LineField(label=_("Đường dẫn họp trực tuyến"), max_length=300, required=False)
    presider = PersonChoice(
        label=_("Người chủ trì"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Người đứng đầu vào ngày họp"),
    )
    is_rehearsal = forms.BooleanField(label=_("Diễn tập (không ghi vào hồ sơ chính thức)"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = list(people.seats_on(body, body.today()))
        posts = {seat.person_id: seat.post_title for seat in seats}
        seated = Person.objects.filter(pk__in=posts).order_by("seats__precedence").distinct()
        offer(self, "presider", seated, posts, by_name=False)

    def changes(self) -> dict[str, Any]:
        """What `edit_sitting` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def initial_of(sitting: Sitting) -> dict[str, Any]:
    """The form as the sitting stands."""
    names = [name for name in SittingForm.base_fields if name != "presider"]
    return {**{name: getattr(sitting, name) for name in names}, "presider": sitting.presider_id}


REPLIES = [choice for choice in RosterEntry.Mode.choices if choice[0] != RosterEntry.Mode.UNKNOWN]


class ReplyForm(forms.Form):
    """The four replies to an invitation."""

    mode = forms.ChoiceField(
        label=_("Trả lời"),
        choices=REPLIES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Đề nghị chọn một trong các cách trả lời.")},
    )
    place = LineField(label=_("Nơi tham dự trực tuyến"), max_length=200, required=False)
    reason = LineField(label=_("Lý do vắng mặt hoặc cử người dự thay"), max_length=300, required=False)
    substitute = PersonChoice(
        label=_("Người dự họp thay"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Chọn người"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, entry: RosterEntry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entry.role != RosterEntry.Role.MEMBER:
            del self.fields["substitute"]
            mode = self.fields["mode"]
            if isinstance(mode, forms.ChoiceField):
                mode.choices = [c for c in REPLIES if c[0] != RosterEntry.Mode.SUBSTITUTED]
            return
        posts = people.possible_substitutes(entry.seat, entry.sitting.day) if entry.seat else {}
        offer(self, "substitute", Person.objects.filter(pk__in=posts), posts)

    def answer(self) -> dict[str, Any]:
        """What `reply_to_invitation` takes beside the entry."""
        data = self.cleaned_data
        substitute = data.get("substitute")
        posts = getattr(self.fields.get("substitute"), "posts", {})
        return {
            "mode": data["mode"],
            "place": data["place"],
            "reason": data["reason"],
            "substitute": substitute,
            "substitute_post": posts.get(substitute.pk, "") if substitute else "",
            "version": data["version"],
        }


def reply_initial(entry: RosterEntry) -> dict[str, Any]:
    """The form as the entry stands."""
    substitute = entry.substitutes.filter(removed_at=None).first()
    return {
        "mode": "" if entry.mode == RosterEntry.Mode.UNKNOWN else entry.mode,
        "place": entry.online_place,
        "reason": entry.reason,
        "substitute": substitute.person_id if substitute else None,
        "version": entry.version,
    }


_GUEST_ROLES = (
    RosterEntry.Role.INVITEE,
    RosterEntry.Role.STANDING_INVITEE,
    RosterEntry.Role.HELPER,
    RosterEntry.Role.STAFF,
)


class GuestForm(forms.Form):
    """Somebody to add to the roster: a known person, or a new one by name and address."""

    person = PersonChoice(
        label=_("Người đã có trong danh bạ"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Chọn người"),
    )
    full_name = LineField(label=_("Hoặc họ và tên người mới"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Giấy mời được gửi tới địa chỉ này."),
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng, ví dụ: ten@donvi.gov.vn.")},
    )
    post_title = LineField(label=_("Chức vụ ghi trên giấy mời"), max_length=250, required=False)
    role = forms.ChoiceField(
        label=_("Tư cách dự họp"), choices=[(role.value, role.label) for role in _GUEST_ROLES]
    )

    def __init__(self, sitting: Sitting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = sitting.roster.filter(removed_at=None).values("person_id")
        known = Person.objects.exclude(pk__in=there)
        ids = list(known.values_list("pk", flat=True))
        offer(self, "person", known, people.post_titles_on(ids, sitting.day, sitting.body))

    def clean(self) -> dict[str, Any]:
        """Somebody has to be named, one way or the other."""
        data = super().clean() or {}
        if not data.get("person") and not data.get("full_name"):
            self.add_error("person", _("Đề nghị chọn người trong danh bạ hoặc ghi họ và tên người mới."))
        if not data.get("person") and not data.get("post_title"):
            self.add_error("post_title", _("Đề nghị ghi chức vụ của người mới."))
        return data


def _numbers(digits: int) -> forms.TextInput:
    """A field for figures: the tablet shows its figures, nothing is remembered or completed."""
    return forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": digits + 3, "class": "pass-field"}
    )


class LinkForm(forms.Form):
    """What a guest's link asks for."""

    pin = LineField(label=_("Mã PIN (6 chữ số)"), max_length=20, widget=_numbers(6))


class SeatCodeForm(forms.Form):
    """What a tablet of the room asks for."""

    code = LineField(
        label=_("Mã chỗ ngồi (6 ký tự)"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "class": "pass-field",
            }
        ),
    )
    pin = LineField(label=_("Mã PIN (6 chữ số)"), max_length=20, widget=_numbers(6))
