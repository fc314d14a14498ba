"""Dropping a question that was prepared and never put."""

from typing import Any

from django.db import transaction

from agendas.rules import ensure_reason
from agendas.services.locking import lock_item
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from realtime import streams
from voting import facts
from voting.errors import PollNotInState
from voting.events import PollDropped, PollLetGo
from voting.locks import lock_poll
from voting.models import Poll
from voting.services.numbering import close_gap
from voting.telling import tell_dropped, tell_poll


@transaction.atomic
def drop_poll(deed: Deed, poll: Poll, reason: str) -> dict[str, Any]:
    """Take a prepared vote, or a motion whose result was annulled, off the table; the next motion may have its turn.

    Of a prepared one nobody voted, so no row of it is kept: what was asked and why it was dropped stands in the
    record, and those prepared after it move up by one. If it was to be held instead of an annulled one, that one is
    let go too. The ledger of an annulled one stays. Answers `{"poll"}`. Raises `ReasonMissing`, `PollNotInState`.
    """
    lock_item(poll.item_id)
    args = {"poll": str(poll.pk), "reason": reason}
    if (first := first_answer(deed, "voting.drop_poll", args)) is not None:
        return first
    poll = lock_poll(poll.pk)
    reason = ensure_reason(reason)[:300]
    if poll.state == Poll.State.ANNULLED and Poll.objects.filter(pk=poll.pk).not_held_again().exists():
        _let_go(deed, poll, reason)
        return keep_answer(deed, "voting.drop_poll", args, {"poll": str(poll.pk)})
    if poll.state != Poll.State.PREPARED:
        raise PollNotInState(state=poll.get_state_display())
    annulled = poll.replaces
    told = {"poll": str(poll.pk), "item": poll.item.number, "question": facts.shown_question(poll)}
    chain = poll.chain
    Poll.objects.filter(pk=poll.pk).delete()
    dropped = PollDropped(told["poll"], is_last=not _is_any_shown(poll))
    tell_dropped(dropped, poll, close_gap(poll))
    record(deed, "poll.dropped", chain=chain, reason=reason, **told)
    if annulled is not None and annulled.motion and not annulled.let_go_reason:
        _let_go(deed, lock_poll(annulled.pk), reason)
    return keep_answer(deed, "voting.drop_poll", args, {"poll": str(poll.pk)})


def _let_go(deed: Deed, poll: Poll, reason: str) -> None:
    """The annulled motion isn't held again: everybody who knew of it is told why."""
    poll.let_go_reason = reason
    poll.touch(deed.name)
    poll.save()
    tell_poll(PollLetGo, poll)
    facts_of = {"poll": str(poll.pk), "item": poll.item.number, "question": facts.shown_question(poll)}
    record(deed, "poll.let_go", chain=poll.chain, reason=reason, **facts_of)


def _is_any_shown(dropped: Poll) -> bool:
    """Have desk and chair another poll of the sitting before them at this moment?"""
    others = Poll.objects.filter(sitting=dropped.sitting_id)
    return any(facts.is_shown(one, streams.CHAIR) for one in others.select_related("sitting"))
