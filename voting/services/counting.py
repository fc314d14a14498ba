"""The count by hand of a poll on paper: entered twice by two persons who don't see each other's figures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agendas.rules import ensure_reason
from agendas.services.locking import ensure_sitting_open, lock_item
from audit.services import record
from core import clock
from core.deed import Deed
from core.errors import NotAllowed
from core.idempotency import first_answer, keep_answer
from voting import by_hand, counts, facts
from voting.counts import Count
from voting.errors import CountEnteredAlready, NoCountAsked, PollNotInState
from voting.events import PaperCountDiffered, PaperCountEntered, PaperCountReopened
from voting.locks import lock_poll
from voting.models import PaperCount, Poll
from voting.sealing import keyed
from voting.services.closing import settle
from voting.services.opening import ensure_none_open, ensure_votable
from voting.telling import tell_desk, tell_poll

State = Poll.State
Answer = dict[str, Any]


@transaction.atomic
def enter_paper_count(
    deed: Deed, poll: Poll, count: Count, tellers: Sequence[object], counted_at: datetime | None = None
) -> Answer:
    """Enter what two tellers counted. The second entry of a round, by another person, decides.

    Equal entries close the poll on that count; different ones count nothing and open the next round. Every entry
    stays. Answers `{"poll", "round", "entries", "counted", "differs"}`, once counted with `"sentence"` and
    `"adopted"`: never a figure. Raises `NoCountAsked`, `CountEnteredAlready`, `CountDoesNotAddUp`,
    `TellersMissing`, `CountTimeImpossible`.
    """
    poll = lock_poll(poll.pk)
    args = [str(poll.pk), count.as_facts(), list(tellers), counted_at.isoformat() if counted_at else None]
    if (first := first_answer(deed, "voting.enter_paper_count", args)) is not None:
        return first
    rows = list(poll.paper_counts.all())
    round_, place = _next_place(rows)
    person = _ensure_may_enter(deed, poll, rows[-1] if place == counts.TELLERS else None)
    entitled = list(poll.electors.filter(is_entitled=True).values_list("is_head", flat=True))
    head_votes = any(entitled) and not poll.is_secret
    counts.ensure_adds_up(count, entitled=len(entitled), head_votes=head_votes)
    now = poll.sitting.body.now()
    row = PaperCount.objects.create(
        poll=poll,
        round=round_,
        place=place,
        person_id=person,
        name=deed.name,
        post_title=deed.post,
        tellers=counts.ensure_tellers(tellers),
        counted_at=counts.ensure_time(counted_at, opened_at=poll.opened_at or now, now=now),
        entered_at=now,
        **counts.as_stored(count),
    )
    answer: Answer = {
        "poll": str(poll.pk),
        "round": round_,
        "entries": place,
        "counted": False,
        "differs": [],
    }
    if place == counts.TELLERS:
        answer |= _compare(deed, poll, rows[-1], row, len(entitled))
    else:
        tell_desk(PaperCountEntered, poll)
        _record(deed, "paper_count.entered", poll, **_entry_facts(row))
    return keep_answer(deed, "voting.enter_paper_count", args, answer)


@transaction.atomic
def reopen_paper_count(deed: Deed, poll: Poll, reason: str) -> Answer:
    """Take back a count that isn't announced yet: both enter again; the entries so far stay. Answers `{"poll"}`.

    Raises `ReasonMissing`, `PollNotInState`, `AnotherPollOpen`, `ItemOver`, `SittingNotOpen`.
    """
    item = lock_item(poll.item_id)
    poll = lock_poll(poll.pk)
    args = [str(poll.pk), reason]
    if (first := first_answer(deed, "voting.reopen_paper_count", args)) is not None:
        return first
    if not poll.is_by_hand or poll.state != State.CLOSED:
        raise PollNotInState(state=poll.get_state_display())
    reason = ensure_reason(reason)[:300]
    ensure_votable(item.agenda.sitting, item)
    ensure_sitting_open(item.agenda.sitting)
    ensure_none_open(item.agenda.sitting)
    taken_back = poll.outcome["sentence"]
    poll.state, poll.closed_at, poll.tally, poll.outcome = State.OPEN, None, {}, {}
    poll.recount_reason = reason
    poll.touch(deed.name)
    poll.save()
    tell_poll(PaperCountReopened, poll)
    _record(deed, "paper_count.reopened", poll, reason=reason, sentence=taken_back)
    return keep_answer(deed, "voting.reopen_paper_count", args, {"poll": str(poll.pk)})


def _next_place(rows: Sequence[PaperCount]) -> tuple[int, int]:
    """Round and place of the next entry."""
    if not rows:
        return 1, 1
    last = rows[-1]
    return (last.round, counts.TELLERS) if last.place < counts.TELLERS else (last.round + 1, 1)


def _ensure_may_enter(deed: Deed, poll: Poll, first: PaperCount | None) -> UUID:
    """The person who enters."""
    if not poll.is_by_hand or poll.state != State.OPEN:
        raise NoCountAsked(state=poll.get_state_display())
    if deed.person_id is None:
        raise NotAllowed
    if first is not None and first.person_id == deed.person_id:
        raise CountEnteredAlready(at=f"{clock.local(first.entered_at):%H:%M}")
    return deed.person_id


def _compare(deed: Deed, poll: Poll, first: PaperCount, second: PaperCount, entitled: int) -> Answer:
    """What the second entry of a round brings about."""
    differs = counts.differences(counts.count_of(first), counts.count_of(second))
    if differs:
        tell_desk(PaperCountDiffered, poll)
        _record(deed, "paper_count.differed", poll, where=counts.words_of(differs), **_entry_facts(second))
        return {"differs": list(differs)}
    tally = counts.tally_of(
        counts.count_of(first), total=poll.total_members, entitled=entitled, is_secret=poll.is_secret
    )
    told = settle(
        deed,
        poll,
        tally,
        "poll.counted_on_paper" if poll.is_on_paper else "poll.counted_by_show",
        counted=by_hand.counted_facts(first, second),
        **_entry_facts(second),
    )
    return {"counted": True, "sentence": told["sentence"], "adopted": told["adopted"]}


def _entry_facts(row: PaperCount) -> Answer:
    """What the record says of an entry: who reads it must not learn the first one's figures before the second."""
    return {"name": row.name, "round": row.round, "place": row.place, "seal": seal(row)}


def seal(row: PaperCount) -> str:
    """Binds the record to an entry without telling its figures; keyed, in hex."""
    figures = ":".join(str(value) for value in counts.count_of(row).as_facts().values())
    return keyed(f"{row.poll_id}:{row.round}:{row.place}:{row.person_id}:{figures}")


def _record(deed: Deed, verb: str, poll: Poll, **more: Any) -> None:
    record(
        deed,
        verb,
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        question=facts.shown_question(poll),
        **more,
    )
