"""What room leaves in the registries of the house (read once at start)."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as N_  # noqa: N812 (the house's extraction keyword)

from core.registries import (
    AFTER_STEPS,
    AUDIT_VERBS,
    OF_SITTING,
    OWN_WITHIN,
    PRESENCE_CHANGED,
    SNAPSHOT_PARTS,
    STREAMS,
)
from core.wording import without_gaps
from meetings import tabs
from realtime import streams
from room import access, commands, events, facts, follow_ups, services
from room.line_facts import lines_part
from room.models import DeskFunction, Speech
from room.point_facts import points_part

__all__ = ["commands", "events"]

for _audience in streams.SITTING_AUDIENCES:
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", facts.sitting_part)
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", points_part)
SNAPSHOT_PARTS.add("item", facts.item_part)
SNAPSHOT_PARTS.add(f"sitting:{streams.SECRETARIAT}", facts.desk_part)
PRESENCE_CHANGED.add("sitting", services.release_functions)
for _step in ("start_item", "resume_item"):
    AFTER_STEPS.add(_step, follow_ups.item_started)
AFTER_STEPS.add("recall_paper", follow_ups.paper_recalled)
AFTER_STEPS.add("close_sitting", services.put_lines_away)
SNAPSHOT_PARTS.add("person", lines_part)
AFTER_STEPS.add("end_item", follow_ups.item_ended)
AFTER_STEPS.add("end_internal_part", follow_ups.part_ended)
AFTER_STEPS.add("discard_rehearsal", follow_ups.rehearsal_discarded)

STREAMS.add("point", access.may_follow_point)
PRESENCE_CHANGED.add("point", services.change_point_link)
PRESENCE_CHANGED.add("sitting", services.keep_those_at_points)


@OWN_WITHIN.under("lines")
def lines_of(part: dict[str, Any], within: str) -> dict[str, Any]:
    """Of the person's one-line notes those of the sitting; that others were put away says nothing."""
    return {pk: line for pk, line in part.items() if line is None or line.get("sitting") == within}


@OF_SITTING.under("speech")
def is_speech_of(speech_id: str, within: str) -> bool:
    """Is it a speech of the sitting?"""
    return Speech.objects.filter(pk=speech_id, sitting_id=within).exists()


tabs.add(71, gettext_lazy("Điểm cầu"), "room:points", group=tabs.Group.ROOM)
tabs.add(
    72,
    gettext_lazy("Tin nhắn được giữ"),
    "room:lines",
    lambda user, sitting: settings.SITTING_LINES_KEPT,
    tabs.Group.ROOM,
)
tabs.add(70, gettext_lazy("Màn hình phòng họp"), "room:displays", group=tabs.Group.ROOM)

_MODES = {
    "item": N_("nội dung đang thảo luận"),
    "blank": N_("màn hình trống"),
    "freeze": N_("giữ nguyên hình"),
    "vote": N_("biểu quyết"),
    "result": N_("kết quả biểu quyết"),
    "message": N_("thông báo"),
}


def _says(verb: str, sentence: str) -> None:
    def say(facts_of_record: dict[str, Any]) -> str:
        words = without_gaps(facts_of_record)
        if words.get("mode") in _MODES:
            mode = _MODES[words["mode"]]
            words["mode"] = _(mode)
        if words.get("function") in DeskFunction.Function.values:
            words["function"] = DeskFunction.Function(words["function"]).label
        if isinstance(words.get("names"), list):
            words["names"] = ", ".join(words["names"])
        return _(sentence) % words

    AUDIT_VERBS.add(verb, say)


for _verb, _sentence in {
    "room.paper_shown": N_("Trình bày tài liệu “%(title)s”"),
    "room.speech_asked": N_("%(speaker)s đăng ký phát biểu"),
    "room.request_withdrawn": N_("%(speaker)s hủy đăng ký phát biểu"),
    "room.speakers_reordered": N_("Sắp xếp thứ tự phát biểu: %(names)s"),
    "room.speaker_called": N_("%(speaker)s được mời phát biểu"),
    "room.speech_ended": N_("%(speaker)s kết thúc phát biểu"),
    "room.speech_paused": N_("%(speaker)s tạm dừng phát biểu"),
    "room.speech_resumed": N_("%(speaker)s phát biểu tiếp"),
    "room.speech_extended": N_("Thêm %(seconds)s giây phát biểu cho %(speaker)s"),
    "room.line_sent": N_("Nhắn một dòng trong phiên họp (nội dung không ghi vào nhật ký)"),
    "room.point_added": N_("Thêm điểm cầu %(point)s: %(names)s"),
    "room.point_seated": N_("Người dự họp tại điểm cầu %(point)s: %(names)s"),
    "room.point_removed": N_("Bỏ điểm cầu %(point)s"),
    "room.point_connected": N_("Điểm cầu %(point)s đã kết nối"),
    "room.point_lost": N_("Điểm cầu %(point)s mất kết nối"),
    "room.display_set": N_("Màn hình phòng họp chuyển sang: %(mode)s"),
    "room.function_taken": N_("%(name)s tiếp nhận việc tại bàn thư ký: %(function)s"),
    "room.function_released": N_(
        "Việc %(function)s tại bàn thư ký chờ người tiếp nhận: mất tín hiệu của %(name)s"
    ),
    "room.display_paired": N_("Ghép màn hình phòng họp mã %(code)s"),
    "room.display_unpaired": N_("Bỏ ghép màn hình phòng họp mã %(code)s"),
}.items():
    _says(_verb, _sentence)
