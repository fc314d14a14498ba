"""What copies leaves in the registries of the house (read once at start)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as N_  # noqa: N812 (the house's extraction keyword)

from copies import access, jobs, making, register, selectors
from copies.models import IssuedCopy
from copies.services import copy_on_screen
from copies.services.reminding import REMINDER
from core.registries import (
    ADDRESSES,
    AUDIT_VERBS,
    NOTICE_KINDS,
    PAPER_STUBS,
    STILL_ALLOWED,
    SWEEPS,
    VERSION_OPENED,
)
from core.wording import Gaps, labelled
from meetings import tabs
from notices.kinds import NoticeKind
from notices.models import Notice
from papers.models import Classification

__all__ = ["jobs"]

PAPER_STUBS.add("of", register.stubs_on)
STILL_ALLOWED.add(selectors.COPY, selectors.still_fetchable)
SWEEPS.add("minute", making.sweep_copies)
tabs.add(20, gettext_lazy("Tài liệu"), "copies:reading", access.is_of_desk)
tabs.add(25, gettext_lazy("Sổ bản giấy"), "copies:register", access.is_of_desk)


@VERSION_OPENED.under("opened")
def _number_opening(user: Any, version: Any) -> None:
    copy_on_screen(user, version)


@ADDRESSES.under("stamped_paper")
def _stamped_paper(version: Any) -> str:
    return reverse("copies:inline", args=[version])


@ADDRESSES.under("paper_register")
def _register(sitting: Any) -> str:
    return reverse("copies:register", args=[sitting])


def _reminder_line(facts: dict[str, Any]) -> str:
    return _("Đề nghị đọc tài liệu phiên họp: %(title)s") % facts


def _reminder_mail(notice: Notice) -> dict[str, Any]:
    words = _("%(title)s. Chưa mở: %(papers)s")
    return {**notice.facts, "title": _reminder_line({"title": words % Gaps(notice.facts)})}


NOTICE_KINDS.add(REMINDER, NoticeKind(line=_reminder_line, context=_reminder_mail))


def _worded(facts: dict[str, Any]) -> dict[str, Any]:
    words = labelled(
        facts,
        ("way", IssuedCopy.Way),
        ("subject", IssuedCopy.Subject),
        ("classification", Classification),
    )
    if isinstance(facts.get("names"), list):
        words["names"] = ", ".join(facts["names"]) or "–"
    return words


def _says(verb: str, sentence: str) -> None:
    AUDIT_VERBS.add(verb, lambda facts: _(sentence) % _worded(facts))


for _verb, _sentence in {
    "copies.issued": N_("Cấp bản số %(number)s, mã vết %(trace)s (%(subject)s; %(way)s)"),
    "copies.late_paper_allowed": N_(
        "Cho nhận tài liệu gửi chậm của nội dung %(number)s: %(allowed_by)s. Lý do: %(reason)s"
    ),
    "copies.stub_added": N_(
        "Ghi văn bản số %(stub)s (%(classification)s) vào nội dung %(number)s; chịu trách nhiệm: %(responsible)s"
    ),
    "copies.paper_copies_printed": N_("Ghi %(count)s bản giấy của văn bản số %(stub)s (đến bản số %(last)s)"),
    "copies.paper_copy_handed_out": N_("Giao bản giấy số %(copy)s của văn bản số %(stub)s cho %(holder)s"),
    "copies.paper_copy_returned": N_("Thu hồi bản giấy số %(copy)s của văn bản số %(stub)s từ %(holder)s"),
    "copies.paper_copy_destroyed": N_(
        "Hủy bản giấy số %(copy)s của văn bản số %(stub)s; người chứng kiến: %(witness)s"
    ),
    "copies.readers_reminded": N_("Nhắc đọc tài liệu (%(papers)s tài liệu): %(names)s"),
}.items():
    _says(_verb, _sentence)
