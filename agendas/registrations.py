"""What agendas leaves in the registries of the house (read once at start)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as N_  # noqa: N812 (the house's extraction keyword)

from agendas import access, checks, commands, events, follow_ups, indexes, jobs, outside, snapshots, speaking
from agendas.models import AgendaApproval, AgendaChange, AgendaItem
from agendas.services import opinions
from core.registries import (
    AFTER_STEPS,
    AUDIT_VERBS,
    MARK_TARGETS,
    NOTICE_KINDS,
    OF_SITTING,
    OWN_WITHIN,
    SITTING_STREAMS,
    SNAPSHOT_PARTS,
    STEP_CHECKS,
    VERSION_READY,
    WAITING_OUTSIDE,
)
from core.wording import Gaps, labelled
from meetings import tabs
from notices.kinds import NoticeKind
from notices.models import Notice
from realtime import streams

__all__ = ["commands", "events", "indexes", "jobs"]

for _audience in streams.SITTING_AUDIENCES:
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", snapshots.sitting_part)
for _audience in (streams.CHAIR, streams.SECRETARIAT):
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", snapshots.conclusions_part)
for _audience in (streams.CHAIR, streams.SECRETARIAT, streams.MEMBERS):
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", snapshots.positions_part)
SNAPSHOT_PARTS.add("person", snapshots.own_positions_part)
SNAPSHOT_PARTS.add(f"sitting:{streams.CHAIR}", snapshots.scripts_part)
for _audience in opinions.TOLD:
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", snapshots.opinions_part)
SNAPSHOT_PARTS.add("item", snapshots.item_part)
SNAPSHOT_PARTS.add("person", speaking.person_part)

STEP_CHECKS.add("close_sitting", checks.ensure_every_item_ended)
for _step in ("open_sitting", "suspend_sitting", "continue_sitting", "close_sitting", "resume_sitting"):
    AFTER_STEPS.add(_step, follow_ups.tell_invitees)
AFTER_STEPS.add("open_sitting", follow_ups.open_positions)
AFTER_STEPS.add("end_item", follow_ups.give_chair_back)
AFTER_STEPS.add("sync_audiences", follow_ups.follow_roster)
for _step in ("end_item", "resume_item"):
    AFTER_STEPS.add(_step, follow_ups.let_out_invitees)
for _step in ("start_item", "end_item", "resume_item"):
    AFTER_STEPS.add(_step, follow_ups.tell_those_outside)
AFTER_STEPS.add("open_sitting", follow_ups.invitees_follow)
WAITING_OUTSIDE.add("of", outside.waiting_persons)
SNAPSHOT_PARTS.add("waiting", outside.progress_part)
SITTING_STREAMS.add("of", follow_ups.item_streams)
STEP_CHECKS.add("replace_paper", checks.ensure_not_inside)
STEP_CHECKS.add("put_on_display", checks.ensure_wall_is_not_neutral)
VERSION_READY.add("ready", follow_ups.version_ready)
MARK_TARGETS.add("agenda_item", follow_ups.item_to_mark)
OF_SITTING.add("item", outside.is_item_of)
OF_SITTING.add("target", outside.is_item_of)
OF_SITTING.add("paper", outside.is_paper_of)
OF_SITTING.add("version", outside.is_version_of)
for _part in ("own_positions", "speaking_notes", "notes"):
    OWN_WITHIN.add(_part, outside.of_items_of)
OWN_WITHIN.add("marks", outside.of_papers_of)


tabs.add(10, gettext_lazy("Chương trình"), "agendas:workspace")
tabs.add(15, gettext_lazy("Ý kiến trước phiên họp"), "agendas:positions")
tabs.add(60, gettext_lazy("Kịch bản điều hành"), "agendas:scripts", access.can_read_script)


def _published_line(facts: dict[str, Any]) -> str:
    return _("Chương trình %(title)s đã được phát hành (bản %(revision)s)") % facts


def _published_mail(notice: Notice) -> dict[str, Any]:
    return {**notice.facts, "title": _published_line(notice.facts)}


NOTICE_KINDS.add("agenda.published", NoticeKind(line=_published_line, context=_published_mail))


def _reminder_line(facts: dict[str, Any]) -> str:
    return _("Đề nghị cho ý kiến trước phiên họp: %(title)s") % facts


def _reminder_mail(notice: Notice) -> dict[str, Any]:
    words = _("%(title)s (nội dung %(numbers)s)")
    return {**notice.facts, "title": _reminder_line({"title": words % Gaps(notice.facts)})}


NOTICE_KINDS.add("agendas.positions_reminder", NoticeKind(line=_reminder_line, context=_reminder_mail))


def _worded(facts: dict[str, Any]) -> dict[str, Any]:
    words = labelled(
        facts,
        ("ending", AgendaItem.Ending),
        ("way", AgendaApproval.Way),
        ("kind", AgendaChange.Kind),
    )
    if isinstance(facts.get("names"), list):
        words["names"] = ", ".join(facts["names"]) or "–"
    return words


def _says(verb: str, sentence: str) -> None:
    AUDIT_VERBS.add(verb, lambda facts: _(sentence) % _worded(facts))


for _verb, _sentence in {
    "agenda.item_added": N_("Thêm nội dung “%(title)s” vào chương trình"),
    "agenda.item_edited": N_("Sửa nội dung %(number)s"),
    "agenda.item_moved": N_("Chuyển nội dung “%(title)s” từ vị trí %(was)s đến vị trí %(place)s"),
    "agenda.item_removed": N_("Bỏ nội dung %(number)s “%(title)s” khỏi bản đang soạn"),
    "agenda.change_undone": N_("Hoàn tác thay đổi: %(kind)s"),
    "agenda.paper_attached": N_("Gắn tài liệu “%(title)s” vào nội dung %(number)s"),
    "agenda.paper_detached": N_("Gỡ tài liệu “%(title)s” khỏi nội dung %(number)s"),
    "agenda.paper_replaced": N_(
        "Thay tài liệu “%(title)s” (%(number)s) bằng bản %(version)s. Lý do: %(reason)s"
    ),
    "agenda.paper_handed_out": N_(
        "Phát thêm tài liệu “%(title)s” cho nội dung %(number)s. Lý do: %(reason)s"
    ),
    "agenda.paper_deadline_set": N_("Ấn định hạn gửi tài liệu: %(due)s; theo %(set_by)s. Lý do: %(reason)s"),
    "agenda.paper_deadline_lifted": N_(
        "Bỏ hạn gửi tài liệu đã ấn định, dùng hạn theo quy chế; theo %(set_by)s. Lý do: %(reason)s"
    ),
    "agenda.paper_recalled": N_("Thu hồi tài liệu “%(title)s” của nội dung %(number)s. Lý do: %(reason)s"),
    "agenda.invitees_set": N_("Đại biểu mời riêng nội dung %(number)s: %(names)s"),
    "agenda.invitee_called_in": N_("Mời %(name)s, %(post)s vào dự nội dung %(number)s"),
    "agenda.recusals_set": N_("Người không tham gia nội dung %(number)s: %(names)s"),
    "agenda.script_written": N_("Soạn kịch bản điều hành nội dung %(number)s (bản %(version)s)"),
    "agenda.approved": N_("%(name)s phê duyệt chương trình (%(way)s)"),
    "agenda.approval_voided": N_("Chương trình được sửa sau khi phê duyệt; phê duyệt hết hiệu lực"),
    "agenda.position_stated": N_("Cho ý kiến trước phiên họp về nội dung %(number)s (lần %(version)s)"),
    "agenda.position_withdrawn": N_("Rút ý kiến trước phiên họp về nội dung %(number)s"),
    "agenda.positions_reminded": N_("Nhắc cho ý kiến trước phiên họp: %(names)s"),
    "agenda.item_taken_apart": N_("Đưa nội dung %(number)s ra khỏi nhóm biểu quyết chung. Lý do: %(reason)s"),
    "agenda.item_put_back": N_("Đưa nội dung %(number)s trở lại nhóm biểu quyết chung"),
    "agenda.published": N_("Phát hành chương trình %(title)s, bản %(revision)s, %(items)s nội dung"),
    "agenda.late_item_inserted": N_("Bổ sung nội dung %(number)s “%(title)s”. Lý do: %(reason)s"),
    "agenda.item_withdrawn": N_("Rút nội dung %(number)s khỏi chương trình. Lý do: %(reason)s"),
    "agenda.item_started": N_("Bắt đầu nội dung %(number)s: %(title)s"),
    "agenda.item_ended": N_("Kết thúc nội dung %(number)s: %(ending)s"),
    "agenda.item_resumed": N_("Mở lại nội dung %(number)s (đã kết thúc: %(ending)s). Lý do: %(reason)s"),
    "agenda.speaking_note_written": N_("Soạn ý kiến chuẩn bị cho %(principal)s về nội dung %(number)s"),
    "agenda.absent_opinion_recorded": N_(
        "Ghi ý kiến của %(absent)s (vắng mặt) do %(substitute)s nêu về nội dung %(number)s"
    ),
    "agenda.conclusion_recorded": N_("Ghi kết luận nội dung %(number)s"),
}.items():
    _says(_verb, _sentence)
