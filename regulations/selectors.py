"""Reads of the law as stored; it is the same for every viewer."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from regulations.models import Holiday, RuleSet
from regulations.parameters import RuleParameters
from regulations.working_days import WorkingCalendar


class NoRuleSet(DomainError):
    """No rule set is stored for that day or code."""

    code = "no_rule_set"
    sentence = _(
        "Chưa có bộ quy tắc làm việc áp dụng cho %(what)s. Đề nghị quản trị viên bổ sung trước khi tiếp tục."
    )


def rule_set_on(day: date) -> RuleSet:
    """The rule set in force that day. Raises `NoRuleSet`."""
    found = RuleSet.objects.on(day).first()
    if found is None:
        raise NoRuleSet(what=f"{day:%d/%m/%Y}")
    return found


def parameters_for(code: str) -> RuleParameters:
    """The checked parameters of one rule set. Raises `NoRuleSet`, or `InvalidParameters` for broken data."""
    found = RuleSet.objects.filter(code=code).first()
    if found is None:
        raise NoRuleSet(what=code)
    return found.as_parameters()


def working_calendar() -> WorkingCalendar:
    """All known days off and swap days, in one query."""
    days: dict[str, list[date]] = {Holiday.Kind.OFF: [], Holiday.Kind.WORKING: []}
    for day, kind in Holiday.objects.values_list("day", "kind"):
        days[kind].append(day)
    return WorkingCalendar.of(off=days[Holiday.Kind.OFF], worked=days[Holiday.Kind.WORKING])
