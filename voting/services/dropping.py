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
from voting.events import PollDropped
from voting.locks import lock_poll
from voting.models import Poll
from voting.services.numbering import close_gap
from voting.telling import tell_dropped


@transaction.atomic
def drop_poll(deed: Deed, poll: Poll, reason: str) -> dict[str, Any]:
    """Take a prepared vote off the table before it is put; a motion after it may then have its turn.

    Nobody voted, so no row of it is kept: what was asked and why it was dropped stands in the record. Those prepared
    after it move up by one. Answers `{"poll"}`. Raises `ReasonMissing`, and `PollNotInState` once it was opened.
    """
    lock_item(poll.item_id)
    args = {"poll": str(poll.pk), "reason": reason}
    if (first := first_answer(deed, "voting.drop_poll", args)) is not None:
        return first
    poll = lock_poll(poll.pk)
    reason = ensure_reason(reason)[:300]
    if poll.state != Poll.State.PREPARED:
        raise PollNotInState(state=poll.get_state_display())
    told = {"poll": str(poll.pk), "item": poll.item.number, "question": facts.shown_question(poll)}
    chain = poll.chain
    Poll.objects.filter(pk=poll.pk).delete()
    dropped = PollDropped(told["poll"], is_last=not _is_any_shown(poll))
    tell_dropped(dropped, poll, close_gap(poll))
    record(deed, "poll.dropped", chain=chain, reason=reason, **told)
    return keep_answer(deed, "voting.drop_poll", args, {"poll": str(poll.pk)})


def _is_any_shown(dropped: Poll) -> bool:
    """Have desk and chair another poll of the sitting before them at this moment?"""
    others = Poll.objects.filter(sitting=dropped.sitting_id)
    return any(facts.is_shown(one, streams.CHAIR) for one in others.select_related("sitting"))
