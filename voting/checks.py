"""What voting says to steps of lower apps: an open poll comes first."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemPaper
from core.registries import STEP_CHECKS
from meetings.models import Sitting
from voting import facts
from voting.errors import NothingAdoptedByVote, PollStillOpen, VoteNotAnnounced
from voting.models import Poll


@STEP_CHECKS.under("close_sitting")
def before_closing(sitting: Sitting, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`."""
    _ensure_none_open(Poll.objects.filter(sitting=sitting), _("bế mạc phiên họp"))


@STEP_CHECKS.under("suspend_sitting")
def before_recess(sitting: Sitting, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`."""
    _ensure_none_open(Poll.objects.filter(sitting=sitting), _("tạm nghỉ"))


@STEP_CHECKS.under("start_internal_part")
def before_going_inside(sitting: Sitting, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`."""
    _ensure_none_open(Poll.objects.filter(sitting=sitting), _("bắt đầu phần họp nội bộ"))


@STEP_CHECKS.under("end_internal_part")
def before_coming_out(sitting: Sitting, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`, `VoteNotAnnounced`."""
    polls = Poll.objects.filter(sitting=sitting, internal_part=sitting.internal_part)
    _ensure_none_open(polls, _("kết thúc phần họp nội bộ"))
    if counted := polls.filter(state=Poll.State.CLOSED).select_related("item").first():
        raise VoteNotAnnounced(question=facts.shown_question(counted))


@STEP_CHECKS.under("withdraw_item")
def before_withdrawing(item: AgendaItem, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`."""
    _ensure_none_open(Poll.objects.filter(item=item), _("rút nội dung"))


@STEP_CHECKS.under("replace_paper")
def before_replacing(row: ItemPaper, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`; `replace_paper_and_cancel_poll` cancels the vote first, with the reason."""
    polls = Poll.objects.filter(item_id=row.item_id, paper_id=row.paper_id)
    _ensure_none_open(polls, _("thay tài liệu"))


@STEP_CHECKS.under("end_item")
def before_ending(item: AgendaItem, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`, or `NothingAdoptedByVote` where the ending says what no announced vote did."""
    polls = Poll.objects.filter(item=item)
    _ensure_none_open(polls, _("kết thúc nội dung"))
    if item.ending == AgendaItem.Ending.ADOPTED_BY_VOTE:
        announced = polls.filter(state=Poll.State.ANNOUNCED)
        if not any(poll.outcome.get("adopted") for poll in announced):
            raise NothingAdoptedByVote(number=item.number)


def _ensure_none_open(polls: QuerySet[Poll], step: str) -> None:
    running = polls.filter(state=Poll.State.OPEN).select_related("item").first()
    if running is not None:
        raise PollStillOpen(question=facts.shown_question(running), step=step)
