"""What voting leaves in the registries of the house (read once at start)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries import AFTER_STEPS, AUDIT_VERBS, NOTICE_KINDS, OF_SITTING, OWN_WITHIN
from core.text import vi_moment
from core.wording import Gaps
from meetings import tabs
from notices.kinds import NoticeKind
from notices.models import Notice
from voting import checks, commands, events, follow_ups, rehearsing, snapshots, trial_commands, trials
from voting.models import Poll, TrialVote
from voting.services.readiness import REMINDER
from voting.services.trials import end_running_trial

__all__ = ["checks", "commands", "events", "follow_ups", "snapshots", "trial_commands", "trials"]


AFTER_STEPS.add("rehearse_sitting", rehearsing.copy_prepared)
for _step in ("open_poll", "start_internal_part", "close_sitting"):
    AFTER_STEPS.add(_step, end_running_trial)


def _says(verb: str, sentence: str, of_secret: str = "") -> None:
    """What a record of this verb says; of a secret vote something more."""

    def said(facts: dict[str, Any]) -> str:
        words = _(sentence) % Gaps(facts)
        return f"{words} {_(of_secret) % Gaps(facts)}" if of_secret and facts.get("is_secret") else words

    AUDIT_VERBS.add(verb, said)


def _counted_on_paper(facts: Mapping[str, Any]) -> str:
    told = facts.get("tally", {}).get("by_hand") or {"entered_by": ["–"], "tellers": ["–"]}
    sentence = _(
        "Kết thúc biểu quyết “%(question)s”. Biểu quyết bằng phiếu giấy (nhập hai lần độc lập bởi %(entered_by)s). "
        "Kiểm phiếu: %(tellers)s"
    )
    names = {name: _(" và ").join(told[name]) for name in ("entered_by", "tellers")}
    return sentence % Gaps({**facts, **names})


_says("poll.prepared", "Chuẩn bị biểu quyết nội dung %(item)s: “%(question)s”", "(biểu quyết kín)")
_says(
    "poll.item_taken_out",
    "Tách nội dung %(taken)s khỏi biểu quyết chung; còn lại: “%(question)s”. Lý do: %(reason)s",
)
_says(
    "poll.opened",
    "Bắt đầu biểu quyết “%(question)s”: %(electors)s thành viên có quyền biểu quyết trên tổng số %(total)s. %(quorum)s",
    "(biểu quyết kín, khóa hòm phiếu %(fingerprint)s)",
)
_says(
    "poll.opened_on_paper",
    "Bắt đầu biểu quyết bằng phiếu giấy “%(question)s”: %(electors)s thành viên có quyền biểu quyết "
    "trên tổng số %(total)s. %(quorum)s",
)
_says(
    "paper_count.entered",
    "%(name)s nhập kết quả kiểm phiếu giấy “%(question)s” (lượt %(round)s, lần nhập %(place)s)",
)
_says(
    "paper_count.differed",
    "%(name)s nhập kết quả kiểm phiếu giấy “%(question)s” (lượt %(round)s, lần nhập %(place)s): "
    "khác lần nhập trước ở %(where)s; chưa tính kết quả",
)
_says(
    "paper_count.reopened",
    "Nhập lại kết quả kiểm phiếu giấy “%(question)s”, bỏ kết quả chưa công bố. Lý do: %(reason)s",
)
AUDIT_VERBS.add("poll.counted_on_paper", _counted_on_paper)
_says(
    "poll.opened_by_show",
    "Bắt đầu biểu quyết bằng giơ tay hoặc bằng lời, chỉ ghi số lượng “%(question)s”: %(electors)s thành viên có quyền "
    "biểu quyết trên tổng số %(total)s. %(quorum)s",
)
_says(
    "poll.counted_by_show",
    "Kết thúc biểu quyết bằng giơ tay hoặc bằng lời “%(question)s”: hai người nhập số đếm giống nhau. %(sentence)s",
)
_says(
    "ballot.spoken",
    "%(name)s ghi phiếu biểu quyết “%(question)s” theo lời của %(voter)s (lần %(version)s). Lý do: %(reason)s",
)
_says("ballots.cast", "Ghi nhận phiếu biểu quyết “%(question)s” của: %(names)s")
_says("poll.closed", "Kết thúc biểu quyết “%(question)s”")
_says("result.announced", "Công bố kết quả biểu quyết “%(question)s”. %(sentence)s")
_says(
    "result.corrected",
    "Đính chính kết quả biểu quyết “%(question)s”, lần %(number)s. Đã công bố: %(was)s. Đính chính: %(sentence)s. "
    "Lý do: %(reason)s",
)
_says(
    "poll.touched",
    "Đính chính điểm danh liên quan đến biểu quyết “%(question)s”. %(remarks)s. %(quorum)s. Lý do: %(reason)s",
)
_says("box.opened", "Mở hòm phiếu “%(question)s”: %(ballots)s phiếu")
_says("box.lost", "Khóa của hòm phiếu “%(question)s” không còn; phiếu không mở được")
_says("poll.dropped", "Bỏ biểu quyết đã chuẩn bị của nội dung %(item)s: “%(question)s”. Lý do: %(reason)s")
_says("poll.let_go", "Không biểu quyết lại “%(question)s” của nội dung %(item)s. Lý do: %(reason)s")
_says("poll.annulled", "Hủy biểu quyết “%(question)s”. Lý do: %(reason)s")
_says("trial_vote.started", "Bắt đầu biểu quyết thử của “%(sitting)s”, không ghi vào biên bản")
_says("trial_vote.ended", "Kết thúc biểu quyết thử của “%(sitting)s”: %(answered)s")
_says("readiness.reminded", "Nhắc chuẩn bị thiết bị dự “%(sitting)s”: %(names)s")


@OF_SITTING.under("trial")
@OF_SITTING.under("poll")
def is_poll_of(poll_id: str, within: str) -> bool:
    """Is it a vote of the sitting, or a trial of one?"""
    rows = (
        Poll.objects.filter(pk=poll_id, sitting_id=within),
        TrialVote.objects.filter(pk=poll_id, sitting_id=within),
    )
    return any(found.exists() for found in rows)


@OWN_WITHIN.under("me")
def me_in(part: dict[str, Any], within: str) -> dict[str, Any]:
    """Who the person is; where he may vote, what he cast and for whom he sits there, as far as it is of the sitting."""
    kept = {name: value for name, value in part.items() if name in ("person", "name", "post")}
    for name in ("is_elector", "ballots"):
        if isinstance(part.get(name), dict):
            kept[name] = {pk: value for pk, value in part[name].items() if is_poll_of(pk, within)}
    if "substitute_for" in part:
        kept |= snapshots.sits_for(sitting=within, person=part.get("person"))
    return kept


tabs.add(55, gettext_lazy("Sẵn sàng"), "voting:readiness", group=tabs.Group.PEOPLE)


def _reminder_line(facts: dict[str, Any]) -> str:
    at = vi_moment(datetime.fromisoformat(facts["starts_at"]))
    return _("Đề nghị đăng nhập và mở trang phiên họp để kiểm tra thiết bị: %(title)s, %(at)s") % {
        **facts,
        "at": at,
    }


def _reminder_mail(notice: Notice) -> dict[str, Any]:
    return {**notice.facts, "title": _reminder_line(notice.facts)}


NOTICE_KINDS.add(REMINDER, NoticeKind(line=_reminder_line, context=_reminder_mail))
