"""The tabs of a sitting at the desk. Apps above add theirs, because a page of meetings can't name their addresses.

`tabs.add(10, _("Chương trình"), "agendas:workspace")`; the lowest number is where a sitting's name leads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import Sentence
from meetings import access
from meetings.models import Sitting


def _for_all(user: Any, sitting: Sitting) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its place in the row, its words, the name of its address (argument: the sitting's id)."""

    order: int
    label: Sentence
    url_name: str
    is_for: Callable[[Any, Sitting], bool] = _for_all


_tabs: dict[str, Tab] = {}


def add(
    order: int, label: Sentence, url_name: str, is_for: Callable[[Any, Sitting], bool] = _for_all
) -> None:
    """Add a tab, once per address."""
    _tabs[url_name] = Tab(order, label, url_name, is_for)


def tabs_of(user: Any, sitting: Sitting, current: str = "") -> list[dict[str, Any]]:
    """`[{label, url, current}]` for this person, in order."""
    shown = [tab for tab in _in_order() if tab.is_for(user, sitting)]
    return [
        {
            "label": tab.label,
            "url": reverse(tab.url_name, args=[sitting.pk]),
            "current": tab.url_name == current,
        }
        for tab in shown
    ]


def home_url(user: Any, sitting: Sitting) -> str:
    """Where the name of a sitting leads at the desk."""
    return next(reverse(tab.url_name, args=[sitting.pk]) for tab in _in_order() if tab.is_for(user, sitting))


def _in_order() -> list[Tab]:
    return sorted(_tabs.values(), key=lambda tab: tab.order)


add(40, _("Thành phần dự họp"), "meetings:roster")
add(45, _("Khách, máy mượn"), "meetings:passes", access.can_conduct)
add(50, _("Giấy mời, trả lời"), "meetings:invitations")
add(90, _("Thông tin phiên họp"), "meetings:edit")
