"""What portal leaves in the registries of the house (read once at start)."""

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.registries import ADDRESSES
from meetings import tabs
from meetings.access import can_conduct
from portal import indexes, pressing

__all__ = ["indexes", "pressing"]

tabs.add(74, _("Bảng điều hành"), "portal:control", can_conduct, tabs.Group.PANEL)


def _leads_to(name: str) -> Any:
    return lru_cache(maxsize=5_000)(lambda *ids: reverse(f"portal:{name}", args=ids))


for _page in ("home", "sitting", "paper", "cited", "control", "display", "search"):
    ADDRESSES.add(_page, _leads_to(_page))
