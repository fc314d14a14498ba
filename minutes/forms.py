"""Forms of the minutes page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.facts import presider_facts
from minutes.models import Minutes


class ApprovalForm(forms.Form):
    """By whom and when the minutes were approved; starts with who presided and the body's own today."""

    name = forms.CharField(label=_("Họ và tên người thông qua"), max_length=200)
    post = forms.CharField(label=_("Chức vụ"), max_length=250)
    on = forms.DateField(
        label=_("Ngày thông qua"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Ngày không đúng. Đề nghị chọn lại ngày thông qua.")},
    )
    minutes_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, minutes: Minutes, *args: Any, **kwargs: Any) -> None:
        chair = presider_facts(minutes.sitting)
        kwargs["initial"] = {
            "name": chair["name"],
            "post": chair["post"],
            "on": minutes.sitting.body.today(),
            "minutes_version": minutes.version,
        }
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "input")
