"""Forms of dossiers. They parse; what is allowed the services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, Organisation
from dossiers.models import Dossier
from papers.errors import ClassificationTooHigh
from papers.models import Classification, Paper, Urgency, classifications_up_to
from papers.rules import ensure_within_ceiling


class ClassificationField(forms.ChoiceField):
    """Offers what the installation may hold; a level above it, sent by hand, gets the sentence that says what to do."""

    def validate(self, value: Any) -> None:
        """Refuse above the ceiling by name, anything else as any choice."""
        if value in Classification.values:
            try:
                ensure_within_ceiling(value, settings.CLASSIFICATION_CEILING)
            except ClassificationTooHigh as refusal:
                raise forms.ValidationError(refusal.message) from refusal
        super().validate(value)


class DossierForm(forms.Form):
    """A dossier, whole. `version` is the one the form started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Cơ quan trình"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("Tên hồ sơ trình"), max_length=300, required=False)
    summary = forms.CharField(
        label=_("Tóm tắt nội dung xin ý kiến"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Hai, ba câu: việc gì, vì sao, đề nghị quyết định điều gì."),
    )
    disagreements = forms.CharField(
        label=_("Những điểm còn ý kiến khác nhau"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Mỗi dòng một điểm: cơ quan nào, ý kiến gì. Để trống nếu các cơ quan đã thống nhất."),
    )
    cooperating = forms.ModelMultipleChoiceField(
        label=_("Cơ quan phối hợp"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 7}),
    )
    classification = ClassificationField(label=_("Độ mật"), initial=Classification.INTERNAL)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices)
    paper_copies_only = forms.BooleanField(
        label=_("Chỉ dùng bản giấy (tài liệu bí mật nhà nước)"),
        required=False,
        help_text=_("Không tải tệp lên; tài liệu phát bản giấy có đánh số, thu hồi sau phiên họp."),
    )

    def __init__(self, *args: Any, body: Body, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = classifications_up_to(settings.CLASSIFICATION_CEILING)
        self.fields["classification"].choices = [c for c in Classification.choices if c[0] in held]  # type: ignore[attr-defined]
        wanted = [organisation.pk for organisation in organisations]
        in_force = Organisation.objects.on(body.today()).order_by("order", "name")
        self.fields["organisation"].queryset = in_force.filter(pk__in=wanted)  # type: ignore[attr-defined]
        self.fields["cooperating"].queryset = in_force  # type: ignore[attr-defined]


def stored(dossier: Dossier) -> dict[str, Any]:
    """What the table holds, as the form shows it."""
    return {
        "version": dossier.version,
        "organisation": dossier.organisation_id,
        "title": dossier.title,
        "summary": dossier.summary,
        "disagreements": dossier.disagreements,
        "cooperating": list(dossier.cooperating.values_list("pk", flat=True)),
        "classification": dossier.classification,
        "urgency": dossier.urgency,
        "paper_copies_only": dossier.paper_copies_only,
    }


class PaperForm(forms.Form):
    """What is said of one paper."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Tên tài liệu"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Loại tài liệu"), choices=Paper.Kind.choices)
    document_number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    document_date = forms.DateField(
        label=_("Ngày văn bản"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices)


class VersionForm(forms.Form):
    """A newer file of a paper."""

    file = forms.FileField(label=_("Tệp mới"))
    note = forms.CharField(
        label=_("Thay đổi so với bản trước"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: sửa khoản 2 Điều 5 theo ý kiến Bộ Tài chính."),
    )
