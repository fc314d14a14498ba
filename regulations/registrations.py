"""What regulations leaves in the registries of the house (read once at start)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.registries import AUDIT_VERBS


def _says(verb: str, sentence: str) -> None:
    def say(facts: dict[str, Any]) -> str:
        return _(sentence) % facts

    AUDIT_VERBS.add(verb, say)


_says(
    "rule_set.drafted",
    gettext_noop("Soạn bộ quy tắc %(rule_set)s, dự kiến áp dụng từ %(since)s. Lý do: %(reason)s"),
)
_says(
    "rule_set.confirmed",
    gettext_noop("Xác nhận bộ quy tắc %(rule_set)s do %(writer)s soạn, áp dụng từ %(since)s"),
)
_says("rule_set.draft_withdrawn", gettext_noop("Bỏ dự thảo bộ quy tắc %(rule_set)s. Lý do: %(reason)s"))
_says(
    "holiday.added",
    gettext_noop("Thêm %(day)s vào lịch làm việc: %(name)s (%(kind)s). Căn cứ: %(source)s"),
)
_says("holiday.removed", gettext_noop("Bỏ %(day)s (%(name)s) khỏi lịch làm việc. Lý do: %(reason)s"))
