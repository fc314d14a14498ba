"""What minutes leaves in the registries of the house (read once at start)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.registries import AFTER_STEPS, AUDIT_VERBS, SNAPSHOT_PARTS
from meetings import tabs
from minutes import events, follow_ups, indexes, snapshots
from minutes.access import can_edit, ends_in_notice
from minutes.facts import READERS
from minutes.services.concluding import draft_at_closing
from realtime import streams

__all__ = ["events", "indexes"]

for _step in ("open_sitting", "continue_sitting", "close_sitting", "resume_sitting"):
    AFTER_STEPS.add(_step, follow_ups.after_sitting)
for _step in ("end_item", "resume_item", "record_conclusion"):
    AFTER_STEPS.add(_step, follow_ups.after_item)
for _step in ("announce_result", "annul_poll", "correct_result", "correct_attendance"):
    AFTER_STEPS.add(_step, follow_ups.after_poll)
AFTER_STEPS.add("close_sitting", draft_at_closing)
AFTER_STEPS.add("set_presence", follow_ups.after_presence)
for _audience in (streams.SECRETARIAT, *READERS):
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", snapshots.part)


def _says(verb: str, sentence: str) -> None:
    AUDIT_VERBS.add(verb, lambda facts: _(sentence) % facts)


_says("minutes.filled", "Cập nhật biên bản “%(sitting)s” theo hồ sơ phiên họp")
_says("minutes.edited", "Sửa biên bản “%(sitting)s” (%(block)s)")
_says("minutes.restored", "Trở lại nội dung tự động trong biên bản “%(sitting)s” (%(block)s)")
_says("minutes.block_added", "Thêm một đoạn vào biên bản “%(sitting)s”")
_says("minutes.block_removed", "Xóa một đoạn của biên bản “%(sitting)s”: %(text)s")
_says("minutes.approved", "%(name)s, %(post)s thông qua biên bản “%(sitting)s” ngày %(on)s, số %(number)s")
_says("minutes.issued", "Phát hành biên bản “%(sitting)s” số %(number)s")
_says("conclusion_notice.drafted", "Soạn dự thảo thông báo kết luận “%(sitting)s”")
_says("conclusion_notice.edited", "Sửa dự thảo thông báo kết luận “%(sitting)s”")
_says(
    "conclusion_notice.issued",
    "Ban hành thông báo kết luận “%(sitting)s” số %(number)s, %(name)s ký ngày %(on)s",
)
tabs.add(85, _lazy("Thông báo kết luận"), "minutes:conclusion", ends_in_notice, tabs.Group.RESULT)
tabs.add(80, _lazy("Biên bản"), "minutes:edit", can_edit, tabs.Group.RESULT)
