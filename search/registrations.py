"""What search leaves in the registries."""

from typing import Any

from django.utils.translation import gettext as _

from core.registries import NOTICE_KINDS, SWEEPS
from notices.kinds import NoticeKind
from search import refreshing, saved
from search.elastic import following

SWEEPS.add("second", refreshing.every_second)
SWEEPS.add("second", following.every_second)
SWEEPS.add("minute", refreshing.every_minute)
SWEEPS.add("minute", following.every_minute)
SWEEPS.add("minute", saved.sweep)


def _found_line(facts: dict[str, Any]) -> str:
    return _("Có kết quả mới cho tra cứu đã lưu: %(title)s") % facts


NOTICE_KINDS.add(saved.NOTICE, NoticeKind(line=_found_line))
