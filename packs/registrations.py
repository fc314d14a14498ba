"""What packs leaves in the registries of the house (read once at start)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries import AUDIT_VERBS, PUT_BY
from core.wording import Gaps
from meetings import tabs
from meetings.access import can_conduct
from packs import selectors

PUT_BY.add("version", selectors.is_being_kept)
tabs.add(80, gettext_lazy("Gói ngoại tuyến"), "packs:list", can_conduct)


def _says(verb: str, sentence: str) -> None:
    def said(facts: dict[str, Any]) -> str:
        return _(sentence) % Gaps(facts)

    AUDIT_VERBS.add(verb, said)


_says(
    "pack.taken",
    "Lưu %(papers)s tài liệu của “%(sitting)s” trên máy %(device)s để đọc khi mất mạng, đến %(until)s",
)
_says("pack.given_back", "Xóa gói tài liệu của “%(sitting)s” khỏi máy %(device)s")
_says("pack.revoked", "Thu hồi %(number)s gói tài liệu ngoại tuyến của %(person)s")
