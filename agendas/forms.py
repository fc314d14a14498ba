"""Forms of the desk. They parse; what is allowed the services decide."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from agendas.models import Agenda, AgendaItem
from dossiers.models import Dossier
from meetings.forms import LineField, MomentInput, PersonChoice
from meetings.models import RosterEntry, Sitting
from papers.models import Paper


def presenters_of(sitting: Sitting) -> dict[Any, str]:
    """Who may present: everybody on the roster, with the post as printed there."""
    silent = (RosterEntry.Role.HELPER, RosterEntry.Role.STAFF)
    rows = sitting.roster.filter(removed_at=None).exclude(role__in=silent)
    return dict(rows.values_list("person_id", "post_title"))


class MinutesField(forms.IntegerField):
    """Minutes for an item: from 1 to 480."""

    def __init__(self, **more: Any) -> None:
        out_of_range = _("Thời gian từ 1 đến 480 phút. Đề nghị nhập lại.")
        words = {
            "required": _("Đề nghị nhập số phút."),
            "invalid": _("Đề nghị ghi số phút bằng chữ số."),
            "min_value": out_of_range,
            "max_value": out_of_range,
        }
        super().__init__(min_value=1, max_value=480, error_messages=words, **more)


class _Presented(forms.Form):
    """What a form that names a presenter shares."""

    presenter = PersonChoice(
        label=_("Người trình bày"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Chọn người"),
    )

    def offer_presenters(self, sitting: Sitting) -> None:
        """Fill the list with the sitting's roster, in its order."""
        field = self.fields["presenter"]
        field.posts = presenters_of(sitting)  # type: ignore[attr-defined]
        rows = Person.objects.filter(roster_entries__sitting=sitting, roster_entries__removed_at=None)
        field.queryset = rows.filter(pk__in=field.posts).order_by("roster_entries__order").distinct()  # type: ignore[attr-defined]

    def presented(self) -> dict[str, Any]:
        """`presenter` and the title printed for them."""
        who = self.cleaned_data.get("presenter")
        posts = self.fields["presenter"].posts  # type: ignore[attr-defined]
        return {"presenter": who, "presenter_title": posts.get(who.pk, "") if who else ""}


class ItemForm(_Presented):
    """An item, whole."""

    title = LineField(
        label=_("Tên nội dung"), max_length=400, required=False, widget=forms.Textarea({"rows": 2})
    )
    short_title = LineField(
        label=_("Tên ngắn"), required=False, help_text=_("Hiện trên màn hình phòng họp, tối đa 60 ký tự.")
    )
    kind = forms.ChoiceField(label=_("Yêu cầu đối với phiên họp"), choices=AgendaItem.Kind.choices)
    organisation = forms.ModelChoiceField(
        label=_("Cơ quan trình"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Chọn cơ quan"),
    )
    minutes_allowed = MinutesField(label=_("Thời gian (phút)"), initial=15)
    paper_copies_only = forms.BooleanField(
        label=_("Chỉ phát bản giấy"),
        required=False,
        help_text=_("Tài liệu bí mật nhà nước: chỉ phát bản giấy có đánh số, thu hồi sau phiên họp."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    field_order: Any = ("title", "short_title", "kind", "organisation", "presenter", "minutes_allowed")

    def __init__(self, agenda: Agenda, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_presenters(agenda.sitting)
        self.fields["organisation"].queryset = Organisation.objects.on(agenda.sitting.day).order_by("order")  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What `add_item` and `edit_item` take."""
        rest = {
            k: v for k, v in self.cleaned_data.items() if k not in ("version", "presenter", "reason", "after")
        }
        return {**rest, **self.presented()}


def initial_of(item: AgendaItem) -> dict[str, Any]:
    """The form as the item stands."""
    names = ("title", "short_title", "kind", "minutes_allowed", "paper_copies_only", "version")
    values = {name: getattr(item, name) for name in names}
    return {**values, "organisation": item.organisation_id, "presenter": item.presenter_id}


class AddItemForm(ItemForm):
    """A new item of the draft, from a dossier or by hand."""

    dossier = forms.ModelChoiceField(
        label=_("Từ hồ sơ trình"),
        queryset=Dossier.objects.none(),
        required=False,
        empty_label=_("Không có hồ sơ, nhập tên nội dung"),
    )
    field_order: Any = ("dossier", *ItemForm.field_order)

    def __init__(self, user: Any, agenda: Agenda, *args: Any, **kwargs: Any) -> None:
        super().__init__(agenda, *args, **kwargs)
        self.fields["dossier"].queryset = dossiers_for(user, agenda)  # type: ignore[attr-defined]
        del self.fields["version"]


class LateItemForm(AddItemForm):
    """An item after publication: behind which one, and why."""

    after = forms.ModelChoiceField(
        label=_("Đặt sau nội dung"), queryset=AgendaItem.objects.none(), empty_label=None
    )
    reason = LineField(label=_("Lý do bổ sung"), max_length=300, required=False)
    field_order: Any = ("after", "reason", *AddItemForm.field_order)

    def __init__(self, user: Any, agenda: Agenda, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, agenda, *args, **kwargs)
        self.fields["after"].queryset = agenda.items.order_by("order")  # type: ignore[attr-defined]


def dossiers_for(user: Any, agenda: Agenda) -> Any:
    """The body's dossiers that could become an item here: submitted or verified, and on no other agenda now."""
    states = (Dossier.State.SUBMITTED, Dossier.State.VERIFIED)
    taken = AgendaItem.objects.filter(
        dossier=OuterRef("pk"), state__in=(AgendaItem.State.WAITING, AgendaItem.State.CURRENT)
    )
    rows = Dossier.objects.visible_to(user).filter(body=agenda.sitting.body_id, state__in=states)
    return rows.filter(~Exists(taken)).order_by("title")


class RowForm(_Presented):
    """An item in its row: what changes most."""

    short_title = LineField(label=_("Tên ngắn"), required=False)
    minutes_allowed = MinutesField(label=_("Phút"))
    version = forms.IntegerField(widget=forms.HiddenInput())
    field_order: Any = ("presenter", "short_title", "minutes_allowed", "version")

    def __init__(self, agenda: Agenda, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_presenters(agenda.sitting)
        if agenda.state == Agenda.State.PUBLISHED:
            del self.fields["short_title"]

    def take_focus(self) -> "RowForm":
        """Let the keyboard go on in the first field to put right, or else in the first field."""
        wrong = [name for name in self.fields if name in self.errors]
        self.fields[(wrong or list(self.fields))[0]].widget.attrs["autofocus"] = True
        return self

    def changes(self) -> dict[str, Any]:
        """What `edit_item` takes."""
        rest = {k: v for k, v in self.cleaned_data.items() if k not in ("version", "presenter")}
        return {**rest, **self.presented()}


class PaperApprovalForm(forms.Form):
    """A signed paper, recorded."""

    name = LineField(label=_("Người ký"), max_length=200, required=False)
    post_title = LineField(label=_("Chức vụ"), max_length=250, required=False)
    reference = LineField(
        label=_("Số, ký hiệu, ngày văn bản"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Phiếu trình số 1432/PTr-VPCP ngày 24/9/2020."),
    )
    signed_at = forms.DateTimeField(label=_("Ký lúc"), widget=MomentInput(), required=False)


class PaperForm(forms.Form):
    """A paper to lay for an item."""

    paper = forms.ModelChoiceField(
        label=_("Tài liệu"), queryset=Paper.objects.none(), empty_label=_("Chọn tài liệu")
    )
    reason = LineField(label=_("Lý do gửi chậm"), max_length=300, required=False)

    def __init__(self, user: Any, item: AgendaItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Paper.objects.visible_to(user).exclude(state=Paper.State.WITHDRAWN)
        rows = rows.exclude(item_papers__item__agenda=item.agenda_id)
        own = Paper.objects.filter(dossier_paper__dossier=item.dossier_id) if item.dossier_id else None
        if own is not None:
            rows = (rows | own.exclude(item_papers__item__agenda=item.agenda_id)).distinct()
        self.fields["paper"].queryset = rows.order_by("title")  # type: ignore[attr-defined]
        if item.published_at is None:
            del self.fields["reason"]


class ScriptForm(forms.Form):
    """The presider's script of an item."""

    opening_words = forms.CharField(label=_("Lời dẫn"), widget=forms.Textarea({"rows": 4}), required=False)
    differences = forms.CharField(
        label=_("Ý kiến còn khác nhau"), widget=forms.Textarea({"rows": 4}), required=False
    )
    draft_conclusion = forms.CharField(
        label=_("Dự kiến kết luận"), widget=forms.Textarea({"rows": 4}), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
