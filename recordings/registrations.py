"""What recordings leaves in the registries of the house (read once at start)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as N_  # noqa: N812 (the house's extraction keyword)

from core.registries import AFTER_STEPS, AUDIT_VERBS, NOTICE_KINDS, SNAPSHOT_PARTS, STILL_ALLOWED, SWEEPS
from core.wording import without_gaps
from meetings import tabs
from notices.kinds import NoticeKind
from realtime import streams
from recordings import access, commands, events, facts, follow_ups, selectors, services
from recordings.models import Recording
from recordings.services import expiring
from recordings.services.readers import NOTICE

__all__ = ["commands", "events"]

for _audience in streams.SITTING_AUDIENCES:
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", facts.sitting_part)
SNAPSHOT_PARTS.add("item", facts.item_part)
STILL_ALLOWED.add(selectors.KIND, selectors.still_audible)
AFTER_STEPS.add("suspend_sitting", follow_ups.sitting_suspended)
AFTER_STEPS.add("close_sitting", follow_ups.sitting_closed)
AFTER_STEPS.add("start_internal_part", follow_ups.part_starts)
AFTER_STEPS.add("end_internal_part", follow_ups.part_ends)
for _step in ("start_item", "resume_item"):
    AFTER_STEPS.add(_step, follow_ups.item_started)
AFTER_STEPS.add("end_item", follow_ups.item_ended)
AFTER_STEPS.add("open_poll", follow_ups.poll_opened)
AFTER_STEPS.add("call_speaker", follow_ups.speaker_called)
AFTER_STEPS.add("discard_rehearsal", follow_ups.rehearsal_discarded)


def _has_sound_for(user: Any, sitting: Any) -> bool:
    return access.may_run(user, sitting) or access.hears_of(user, sitting)


tabs.add(72, gettext_lazy("Ghi âm"), "recordings:list", _has_sound_for, tabs.Group.ROOM)
NOTICE_KINDS.add(
    NOTICE,
    NoticeKind(
        line=lambda f: _("Đồng chí được nghe bản ghi âm của %(title)s") % {"title": f.get("title", "–")}
    ),
)


SWEEPS.add("minute", services.destroy_expired)
NOTICE_KINDS.add(
    expiring.NOTICE,
    NoticeKind(
        line=lambda f: (
            _("Bản ghi âm của %(title)s được lưu đến hết ngày %(last)s, sau đó tự hủy")
            % {"title": f.get("title", "–"), "last": f.get("last", "–")}
        )
    ),
)


def _says(verb: str, sentence: str) -> None:
    def say(facts_of_record: dict[str, Any]) -> str:
        words = without_gaps(facts_of_record)
        if words.get("because") in Recording.Stopped.values:
            words["because"] = Recording.Stopped(words["because"]).label
        return _(sentence) % words

    AUDIT_VERBS.add(verb, say)


for _verb, _sentence in {
    "recordings.ordered": N_("Ghi âm phiên họp, bản ghi số %(number)s"),
    "recordings.begun": N_("Máy tại bàn thư ký bắt đầu thu âm, bản ghi số %(number)s"),
    "recordings.paused": N_("Tạm dừng ghi âm, bản ghi số %(number)s"),
    "recordings.continued": N_("Ghi âm tiếp, bản ghi số %(number)s"),
    "recordings.stopped": N_("Dừng ghi âm %(because)s, bản ghi số %(number)s"),
    "recordings.finished": N_("Bản ghi âm số %(number)s đã nhận đủ: %(size)s byte, SHA-256 %(sha256)s"),
    "recordings.brought": N_(
        "Đưa tệp ghi âm “%(name)s” vào hệ thống, bản ghi số %(number)s, SHA-256 %(sha256)s"
    ),
    "recordings.listening_allowed": N_("Cho %(listener)s nghe bản ghi âm số %(number)s"),
    "recordings.listening_forbidden": N_("Thôi cho %(listener)s nghe bản ghi âm số %(number)s"),
    "recordings.heard": N_("Nghe bản ghi âm số %(number)s"),
    "recordings.downloaded": N_("Tải về bản ghi âm số %(number)s"),
    "recordings.destruction_warned": N_("Báo trước: bản ghi âm số %(number)s lưu đến hết ngày %(last)s"),
    "recordings.destroyed": N_("Hủy bản ghi âm số %(number)s. Lý do: %(reason)s"),
}.items():
    _says(_verb, _sentence)
