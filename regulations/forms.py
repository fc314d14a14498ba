"""The form of a rule set: every parameter in words, its article, and a note where nobody compared it with the text."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from core.text import clean_line
from regulations.models import Holiday, RuleSet, RuleSetDraft
from regulations.parameter_words import GROUPS, LABELS, TWIN, Words, choices_of
from regulations.parameters import CHOICES, RuleParameters
from regulations.services import RuleSetText

NOTE = "note_"
_TYPES = {field.name: str(field.type) for field in fields(RuleParameters)}
_DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class RuleSetForm(forms.Form):
    """A draft as typed; `text()` gives it to the service."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    code = forms.RegexField(
        label=_("Mã"),
        regex=r"^[A-Z0-9][A-Z0-9-]{1,19}$",
        error_messages={"invalid": _("Mã gồm chữ in hoa không dấu và chữ số, ví dụ: R2027.")},
    )
    name = forms.CharField(label=_("Tên"), max_length=300)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=300)
    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=1000)
    valid_from = forms.DateField(label=_("Áp dụng từ ngày"), widget=_DAY)
    reason = forms.CharField(label=_("Lý do soạn"), max_length=300)

    def __init__(self, base: RuleSet | RuleSetDraft, *args: Any, fixed_code: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = _initial(base, fixed_code)
        super().__init__(*args, **kwargs)
        if fixed_code:
            self.fields["code"].disabled = True
        for _title, names in GROUPS:
            for name in names:
                self.fields[name] = _field(name, LABELS[name])
                if _has_twin(name):
                    self.fields[name + TWIN] = _field(name + TWIN, _("Căn cứ, bằng tiếng Anh"))
                self.fields[NOTE + name] = forms.CharField(
                    label=_("Chưa đối chiếu: lý do"), required=False, max_length=300
                )

    def head(self) -> Iterator[BoundField]:
        """The fields that aren't parameters."""
        return (self[name] for name in ("code", "name", "name_en", "legal_basis", "valid_from", "reason"))

    def groups(self) -> list[tuple[Words, list[list[BoundField]]]]:
        """The parameters by group: each with its twin and its note."""
        return [(title, [self._row(name) for name in names]) for title, names in GROUPS]

    def clean(self) -> dict[str, Any]:
        """Ratios and spans that contradict themselves are named at their fields."""
        data = super().clean() or {}
        for name in ("quorum", "request"):
            top, bottom = data.get(f"{name}_numerator"), data.get(f"{name}_denominator")
            if top and bottom and top > bottom:
                self.add_error(f"{name}_numerator", _("Tử số không được lớn hơn mẫu số."))
        shortest, longest = data.get("slip_min_working_days"), data.get("slip_max_working_days")
        if shortest is not None and longest is not None and shortest > longest:
            self.add_error(
                "slip_max_working_days", _("Thời hạn dài nhất phải không ngắn hơn thời hạn ngắn nhất.")
            )
        return data

    def text(self) -> RuleSetText:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        notes = {name.removeprefix(NOTE): clean_line(data[name]) for name in data if name.startswith(NOTE)}
        notes |= {name + TWIN: note for name, note in notes.items() if _has_twin(name)}
        return RuleSetText(
            code=data["code"],
            name=clean_line(data["name"]),
            name_en=clean_line(data["name_en"]),
            legal_basis=clean_line(data["legal_basis"]),
            valid_from=data["valid_from"],
            parameters={name: data[name] for name in _TYPES},
            unverified=notes,
            reason=clean_line(data["reason"]),
        )

    def _row(self, name: str) -> list[BoundField]:
        twin = [self[name + TWIN]] if _has_twin(name) else []
        return [self[name], *twin, self[NOTE + name]]


def _has_twin(name: str) -> bool:
    return name + TWIN in _TYPES


def _field(name: str, label: Any) -> forms.Field:
    kind = _TYPES[name]
    if name in CHOICES:
        return forms.ChoiceField(label=label, choices=choices_of(name))
    if kind == "bool":
        return forms.BooleanField(label=label, required=False)
    if kind.startswith("int"):
        # A ratio and a day of the month begin at one; a period may be no day at all, or not stated.
        lowest = 0 if "days" in name else 1
        help_text = _("Để trống nếu quy chế không quy định.") if "None" in kind else ""
        highest = 31 if name == "regular_before_day" else 400
        return forms.IntegerField(
            label=label, min_value=lowest, max_value=highest, required="None" not in kind, help_text=help_text
        )
    return forms.CharField(label=label, max_length=200, required=False)


def _initial(base: RuleSet | RuleSetDraft, fixed_code: str) -> dict[str, Any]:
    """What the form starts from: the draft itself, the coming rule set, or one to be followed by a new one."""
    values = asdict(RuleParameters.from_mapping(base.parameters))
    values |= {NOTE + name: note for name, note in base.unverified.items()}
    is_own = isinstance(base, RuleSetDraft) or bool(fixed_code)
    values |= {"legal_basis": base.legal_basis, "name": base.name, "name_en": base.name_en}
    values |= {"code": base.code, "valid_from": base.valid_from} if is_own else {}
    if isinstance(base, RuleSetDraft):
        values |= {"reason": base.reason, "version": base.version}
    return values


class HolidayForm(forms.Form):
    """A day off or a swap day, and the notice it comes from."""

    day = forms.DateField(label=_("Ngày"), widget=_DAY)
    kind = forms.ChoiceField(label=_("Loại"), choices=Holiday.Kind.choices)
    name = forms.CharField(label=_("Tên"), max_length=200)
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ký hiệu và ngày của văn bản, ví dụ: Thông báo số 10/TB-BNV ngày 03/12/2026."),
    )
