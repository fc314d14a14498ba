"""What voting says to steps of lower apps: an open poll comes first."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemPaper
from core.registries import STEP_CHECKS
from meetings.models import Sitting
from voting import facts, rules
from voting.corrections import is_adopted
from voting.errors import (
    AnnulledMotionLeft,
    BlockVoteBegun,
    NothingAdoptedByVote,
    PollStillOpen,
    VoteNotAnnounced,
)
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
    _ensure_none_open(Poll.objects.about(item.pk), _("rút nội dung"))


@STEP_CHECKS.under("replace_paper")
def before_replacing(row: ItemPaper, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`; `replace_paper_and_cancel_poll` cancels the vote first, with the reason."""
    _ensure_none_open(polls_on_paper(row), _("thay tài liệu"))


@STEP_CHECKS.under("recall_paper")
def before_recalling(row: ItemPaper, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`: what is voted on stays before the voters."""
    polls = Poll.objects.filter(item_id=row.item_id, paper_id=row.paper_id)
    _ensure_none_open(polls, _("thu hồi tài liệu"))


@STEP_CHECKS.under("end_item")
def before_ending(item: AgendaItem, *_args: Any, **_more: Any) -> None:
    """Raise `PollStillOpen`, or where the ending says what no announced vote did `NothingAdoptedByVote`,
    `AnnulledMotionLeft`.
    """
    polls = Poll.objects.about(item.pk)
    _ensure_none_open(polls, _("kết thúc nội dung"))
    if item.ending == AgendaItem.Ending.ADOPTED_BY_VOTE:
        announced = polls.filter(state=Poll.State.ANNOUNCED).prefetch_related("corrections")
        if not any(is_adopted(poll) for poll in rules.deciding(announced)):
            raise NothingAdoptedByVote(number=item.number)
        # The whole was voted last and annulled: an option adopted before it doesn't speak for it.
        if (left := polls.not_held_again().order_by("-motion_order").first()) is not None:
            raise AnnulledMotionLeft(motion=left.motion)


@STEP_CHECKS.under("agendas.position_stated")
def before_objecting(item: AgendaItem, kind: str, *_more: Any) -> None:
    """Raise `BlockVoteBegun`: an objection takes an item out of a block up to the opening of the vote over it."""
    if kind == "no_objection":
        return
    polls = Poll.objects.about(item.pk).filter(others__isnull=False)
    if (running := polls.filter(state=Poll.State.OPEN).first()) is not None:
        raise BlockVoteBegun(number=item.number, question=running.question)


def polls_on_paper(row: ItemPaper) -> QuerySet[Poll]:
    """The polls about a paper as laid for an item; one over a block is about every paper of its items."""
    polls = Poll.objects.about(row.item_id)
    return polls.filter(Q(paper=row.paper_id) | Q(others__isnull=False))


def _ensure_none_open(polls: QuerySet[Poll], step: str) -> None:
    running = polls.filter(state=Poll.State.OPEN).select_related("item").first()
    if running is not None:
        raise PollStillOpen(question=facts.shown_question(running), step=step)
