"""One vote over several items nobody objects to; an objection up to its opening takes an item out."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agendas.models import AgendaItem
from agendas.rules import ensure_reason
from agendas.services.locking import lock_item
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from voting.errors import BlockOfOneSitting, BlockTooSmall, BlockVoteBegun, NotForABlock, NotInABlock
from voting.events import PollPrepared
from voting.locks import lock_poll
from voting.models import Poll, PollItem
from voting.services.numbering import next_number
from voting.services.opening import annulled_before, ensure_votable
from voting.telling import take_streams, tell_poll

Answer = dict[str, Any]
State = Poll.State


@transaction.atomic
def prepare_block_poll(deed: Deed, items: Sequence[AgendaItem]) -> Answer:
    """Put one question over several items of a sitting; they are voted as one, and silence adopts none of them.

    Answers `{"poll", "number", "items", "version"}`. Raises `BlockTooSmall`, `BlockOfOneSitting`, `NotForABlock`,
    `SittingWithoutVote`, `ItemOver`.
    """
    rows = sorted((lock_item(pk) for pk in {item.pk for item in items}), key=lambda item: item.order)
    args = sorted(str(item.pk) for item in rows)
    if (first := first_answer(deed, "voting.prepare_block_poll", args)) is not None:
        return first
    if len(rows) < 2:
        raise BlockTooSmall(field="items")
    if len({item.agenda_id for item in rows}) > 1:
        raise BlockOfOneSitting(field="items")
    for item in rows:
        _ensure_fits(item)
    sitting = rows[0].agenda.sitting
    poll = Poll.objects.create(
        sitting=sitting,
        item=rows[0],
        others=[str(item.pk) for item in rows[1:]],
        number=next_number(sitting),
        internal_part=sitting.internal_part,
        question=question_of(rows),
        rule_set=sitting.rule_set,
        replaces=annulled_before(rows[0], is_block=True),
        edited_by=deed.name,
    )
    PollItem.objects.bulk_create(
        PollItem(poll=poll, item=item, order=place) for place, item in enumerate(rows, start=1)
    )
    tell_poll(PollPrepared, poll)
    _record(deed, "poll.prepared", poll)
    answer = {"poll": str(poll.pk), "number": poll.number, "items": poll.item_ids, "version": poll.version}
    return keep_answer(deed, "voting.prepare_block_poll", args, answer)


@transaction.atomic
def object_to_item(deed: Deed, item: AgendaItem, reason: str) -> Answer:
    """Take an item somebody objects to out of the prepared vote over its block; it is voted by itself.

    Answers `{"item", "poll"}`. Raises `BlockVoteBegun` once the vote is open, `NotInABlock`, `ReasonMissing`.
    """
    item = lock_item(item.pk)
    args = [str(item.pk), reason]
    if (first := first_answer(deed, "voting.object_to_item", args)) is not None:
        return first
    reason = ensure_reason(reason)[:300]
    poll = take_out_of_block(deed, item, reason)
    if poll is None:
        raise NotInABlock(number=item.number)
    return keep_answer(deed, "voting.object_to_item", args, {"item": str(item.pk), "poll": str(poll.pk)})


def take_out_of_block(deed: Deed, item: AgendaItem, reason: str) -> Poll | None:
    """The change itself, on a locked item; the poll it left, None if it was in none. Raises `BlockVoteBegun`.

    With one item left the poll is an ordinary one about it.
    """
    found = _shown(item).filter(others__isnull=False, state__in=[State.PREPARED, State.OPEN])
    poll = lock_poll(first) if (first := found.values_list("pk", flat=True).first()) else None
    if poll is None:
        return None
    if poll.state == State.OPEN:
        raise BlockVoteBegun(number=item.number, question=poll.question)
    if poll.state != State.PREPARED:
        return None
    take_streams(poll.sitting)
    poll.poll_items.filter(item=item).delete()
    left = [row.item for row in poll.poll_items.select_related("item").order_by("order")]
    poll.item, poll.question = left[0], question_of(left)
    poll.others = [str(one.pk) for one in left[1:]] or None
    if poll.others is None:
        poll.poll_items.all().delete()
    poll.touch(deed.name)
    poll.save()
    tell_poll(PollPrepared, poll)
    _record(deed, "poll.item_taken_out", poll, taken=item.number, reason=reason)
    return poll


def question_of(items: Sequence[AgendaItem]) -> str:
    """What is asked over these items: their numbers, never a title; content of the record, so always Vietnamese."""
    numbers = ", ".join(item.number for item in items)
    if len(items) == 1:
        return f"Thông qua nội dung {numbers} (không có ý kiến phản đối)"
    return f"Thông qua các nội dung {numbers} (không có ý kiến phản đối), biểu quyết chung một lần"


def _ensure_fits(item: AgendaItem) -> None:
    """Raise `NotForABlock`, and as `ensure_votable`."""
    ensure_votable(item.agenda.sitting, item)
    why = ""
    if item.kind != AgendaItem.Kind.DECISION:
        why = _("nội dung này không đề nghị thông qua")
    elif item.recusals.exists():
        why = _("có thành viên không tham gia nội dung này")
    elif _shown(item).filter(state__in=[State.PREPARED, State.OPEN, State.CLOSED]).exists():
        why = _("đang có biểu quyết về nội dung này")
    if why:
        raise NotForABlock(number=item.number, why=why)


def _shown(item: AgendaItem) -> QuerySet[Poll]:
    """The polls about an item without those of internal parts that are over."""
    now = item.agenda.sitting.internal_part
    return Poll.objects.about(item.pk).filter(Q(internal_part=None) | Q(internal_part=now))


def _record(deed: Deed, verb: str, poll: Poll, **more: Any) -> None:
    record(
        deed,
        verb,
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        items=poll.item_ids,
        question=poll.question,
        **more,
    )
