"""The tabs of a sitting at the desk, in a few groups. Apps above add theirs, because a page of meetings can't name
their addresses.

`tabs.add(10, _("Chương trình"), "agendas:workspace", group=Group.PAPERS)`; the lowest number is where a sitting's name
leads. A group leads to its first tab and shows the others while one of them is open; one with a single tab is that
tab.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import Sentence
from meetings import access
from meetings.models import Sitting


def _for_all(user: Any, sitting: Sitting) -> bool:
    return True


class Group(models.TextChoices):
    """The first row, in this order."""

    PAPERS = "papers", _("Chương trình, tài liệu")
    PEOPLE = "people", _("Người dự, giấy mời")
    ROOM = "room", _("Phòng họp")
    PANEL = "panel", _("Bảng điều hành")
    RESULT = "result", _("Biên bản, kết luận")
    SITTING = "sitting", _("Thông tin phiên họp")


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its place in its group, its words, the name of its address (argument: the sitting's id)."""

    order: int
    label: Sentence
    url_name: str
    is_for: Callable[[Any, Sitting], bool] = _for_all
    group: Group = Group.PAPERS


_tabs: dict[str, Tab] = {}


def add(
    order: int,
    label: Sentence,
    url_name: str,
    is_for: Callable[[Any, Sitting], bool] = _for_all,
    group: Group = Group.PAPERS,
) -> None:
    """Add a tab, once per address."""
    _tabs[url_name] = Tab(order, label, url_name, is_for, group)


def tabs_of(user: Any, sitting: Sitting, current: str = "") -> list[dict[str, Any]]:
    """The groups for this person, in order: `[{label, url, current, tabs: [{label, url, current}]}]`, no empty one."""
    found = []
    for group in Group:
        shown = [
            {
                "label": tab.label,
                "url": reverse(tab.url_name, args=[sitting.pk]),
                "current": tab.url_name == current,
            }
            for tab in _in_order()
            if tab.group == group and tab.is_for(user, sitting)
        ]
        if shown:
            label = group.label if len(shown) > 1 else shown[0]["label"]
            is_open = any(tab["current"] for tab in shown)
            found.append({"label": label, "url": shown[0]["url"], "current": is_open, "tabs": shown})
    return found


def home_url(user: Any, sitting: Sitting) -> str:
    """Where the name of a sitting leads at the desk."""
    return next(reverse(tab.url_name, args=[sitting.pk]) for tab in _in_order() if tab.is_for(user, sitting))


def _in_order() -> list[Tab]:
    return sorted(_tabs.values(), key=lambda tab: tab.order)


add(40, _("Thành phần dự họp"), "meetings:roster", group=Group.PEOPLE)
add(45, _("Khách, máy mượn"), "meetings:passes", access.can_conduct, Group.PEOPLE)
add(50, _("Giấy mời, trả lời"), "meetings:invitations", group=Group.PEOPLE)
add(90, _("Thông tin phiên họp"), "meetings:edit", group=Group.SITTING)
