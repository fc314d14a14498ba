"""Closing, announcing and annulling a poll."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from agendas.models import AgendaItem
from agendas.rules import ensure_reason
from agendas.services.locking import lock_item
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import step_taken
from core.states import is_step
from meetings import direction
from meetings import selectors as meetings
from regulations import rules as law
from regulations.selectors import parameters_for
from regulations.words import GOVERNMENT, BodyWords
from voting import by_hand, facts, rules, states
from voting.errors import CountedByHand, CountedByShow, PollNotInState, ResultStands, TieNotConfirmed
from voting.events import PollAnnulled, PollClosed, PollTold, ResultAnnounced
from voting.locks import lock_poll
from voting.models import Poll
from voting.services import boxes
from voting.telling import tell_poll

State = Poll.State
Answer = dict[str, Any]


@transaction.atomic
def close_poll(deed: Deed, poll: Poll) -> Answer:
    """End the voting and count: every acknowledged ballot is in the tally, none comes after it.

    The box of a secret poll is closed, and its list of receipts told; the keeper opens and counts it
    (`services.open_box`). Answers `{"poll", "closed_at", "sentence", "adopted"}`, the last two null while the box
    is closed. Closing twice is `PollNotInState`, unless it is the same request again; a poll on paper is
    `CountedByHand`.
    """
    poll, first = _begin(deed, poll, "close_poll", State.CLOSED)
    if first is not None:
        return first
    if poll.is_by_hand:
        raise CountedByHand if poll.is_on_paper else CountedByShow
    answer = settle(deed, poll, None if poll.is_sealed else tally_of(poll), "poll.closed")
    return keep_answer(deed, "voting.close_poll", {"poll": str(poll.pk)}, answer)


def settle(
    deed: Deed, poll: Poll, tally: law.Tally | None, verb: str, *, counted: Answer | None = None, **more: Any
) -> Answer:
    """Close a locked poll and decide on this tally by its rule set; without one the box is still to be opened.

    `counted` says how a count by hand came about and is kept with the tally; `more` is recorded.
    """
    poll.state, poll.closed_at = State.CLOSED, poll.sitting.body.now()
    if counted is not None:
        poll.tally["by_hand"] = counted
    if (quorum := meetings.quorum_now(poll.sitting)) is not None:
        poll.tally["quorum_at_close"] = {"present": quorum.present, "needed": quorum.needed, "ok": quorum.ok}
    if tally is not None:
        decide(poll, tally)
    sentence = poll.outcome.get("sentence")
    finish(deed, poll, "close_poll", PollClosed, verb, sentence=sentence, tally=poll.tally, **more)
    return {
        "poll": str(poll.pk),
        "closed_at": facts.moment(poll.closed_at),
        "sentence": sentence,
        "adopted": poll.outcome.get("adopted"),
    }


@transaction.atomic
def announce_result(deed: Deed, poll: Poll, *, confirmed: bool = False) -> Answer:
    """Tell everybody the outcome, and of a vote by name the members who chose what.

    Answers `{"poll", "sentence", "adopted"}`. Raises `PollNotInState`; of a secret poll `BoxNotOpened` before it is
    counted, and `AllEqual` or `FewBallots`, whose counts tell how each voted, unless `confirmed`; of equal votes
    `TieNotConfirmed`: who presides confirms what follows from them, or the desk by the presider's word, so marked.
    """
    lock_item(poll.item_id)  # the minutes, which follow, lock the sitting: it comes before the poll
    more = {"confirmed": True} if confirmed else {}
    poll, first = _begin(deed, poll, "announce_result", State.ANNOUNCED, **more)
    if first is not None:
        return first
    if poll.is_sealed:
        boxes.ensure_opened(poll)
    if poll.is_secret:
        rules.ensure_hides_voters(poll.tally, confirmed)
    _confirm_tie(deed, poll, confirmed)
    poll.announced_at = poll.sitting.body.now()
    sentence = poll.outcome["sentence"]
    votes = [
        {"elector": str(row.pk), "name": row.name, "post": row.post_title, "value": value}
        for row, value in _named(poll)
    ]
    tie = {"tie_confirmed": tie} if (tie := poll.tally.get("tie_confirmed")) else {}
    finish(
        deed,
        poll,
        "announce_result",
        ResultAnnounced,
        "result.announced",
        sentence=sentence,
        votes=votes,
        **tie,
        **direction.word_of(deed, poll.sitting),
    )
    answer = {"poll": str(poll.pk), "sentence": sentence, "adopted": poll.outcome["adopted"]}
    return keep_answer(deed, "voting.announce_result", {"poll": str(poll.pk), **more}, answer)


def _confirm_tie(deed: Deed, poll: Poll, confirmed: bool) -> None:
    """Keep whose word equal votes are announced by. Raises `TieNotConfirmed`, which puts the proposal."""
    if not poll.outcome["kind"].startswith("tie"):
        return
    if not confirmed:
        raise TieNotConfirmed(proposal=poll.outcome["sentence"], article=poll.outcome["article"])
    how = direction.how_of(deed, poll.sitting)
    poll.tally["tie_confirmed"] = {"how": how, "by": deed.post or deed.name}


@transaction.atomic
def annul_poll(deed: Deed, poll: Poll, reason: str) -> Answer:
    """Make a poll, running or over, count no longer; the ledger stays. Answers `{"poll"}`.

    Envelopes of a secret poll that weren't opened never will be: they are emptied here, the keeper destroys the key.

    Raises `ReasonMissing`, `PollNotInState`, and `ResultStands` while the item has ended on it.
    """
    item = lock_item(poll.item_id)
    poll, first = _begin(deed, poll, "annul_poll", State.ANNULLED, reason=reason)
    if first is not None:
        return first
    if item.state == AgendaItem.State.ENDED and poll.announced_at:
        raise ResultStands(number=item.number)
    annul(deed, poll, reason)
    answer = {"poll": str(poll.pk)}
    return keep_answer(deed, "voting.annul_poll", {"poll": str(poll.pk), "reason": reason}, answer)


def annul(deed: Deed, poll: Poll, reason: str) -> None:
    """The change itself, on a locked poll. Raises `ReasonMissing`."""
    poll.state, poll.annulled_reason = State.ANNULLED, ensure_reason(reason)[:300]
    poll.sealed_ballots.filter(sealed__isnull=False).update(sealed=None)
    word = direction.word_of(deed, poll.sitting)
    finish(deed, poll, "annul_poll", PollAnnulled, "poll.annulled", reason=poll.annulled_reason, **word)


def decide(poll: Poll, tally: law.Tally) -> None:
    """Put tally and outcome, as decided by the rule set of the poll, on the row; the caller saves."""
    poll.tally = {**poll.tally, **as_tally_facts(tally)}
    poll.outcome = by_hand.marked(as_outcome_facts(outcome_of(poll, tally)), poll.by)


def outcome_of(poll: Poll, tally: law.Tally) -> law.Outcome:
    """What this tally decides under the rule set the poll was held under."""
    return law.decide(parameters_for(poll.rule_set), tally, words_of(poll))


def tally_of(poll: Poll) -> law.Tally:
    """Count the ledger: the highest version of each elector."""
    head = poll.electors.filter(is_head=True).values_list("pk", flat=True).first()
    entitled = poll.electors.filter(is_entitled=True).count()
    return rules.count(poll.total_members, entitled, facts.current_values(poll), head)


def words_of(poll: Poll) -> BodyWords:
    """What the body's members and head are called in the sentences."""
    body = poll.sitting.body
    why = {"total_note": poll.total_reason, "total_note_en": poll.total_reason_en}
    if body.kind == body.Kind.GOVERNMENT:
        return replace(GOVERNMENT, **why)
    head = poll.electors.filter(is_head=True).values_list("post_title", flat=True).first()
    return BodyWords(
        members=body.member_noun,
        members_en="members",
        head=head or "Người đứng đầu",
        head_en="the head of the body",
        **why,
    )


def as_tally_facts(tally: law.Tally) -> Answer:
    """The tally as stored."""
    return {
        "total": tally.total_members,
        "electors": tally.electors,
        "for_": tally.for_,
        "against": tally.against,
        "abstain": tally.abstain,
        "invalid": tally.invalid,
        "not_cast": tally.not_cast,
        "pm_vote": tally.pm_vote,
    }


def as_outcome_facts(outcome: law.Outcome) -> Answer:
    """The outcome as stored: facts and the words of the day it was decided."""
    return {
        "kind": outcome.kind,
        "adopted": outcome.adopted,
        "needed": outcome.needed,
        "tie_reading": outcome.tie_reading,
        "sentence": outcome.sentence,
        "sentence_en": outcome.sentence_en,
        "arithmetic": list(outcome.arithmetic),
        "arithmetic_en": list(outcome.arithmetic_en),
        "article": outcome.article,
        "article_en": outcome.article_en,
    }


# What others follow up in the same transaction, before the streams are locked for the telling.
_STEPS = {"result.announced": "announce_result", "poll.annulled": "annul_poll"}


def _begin(deed: Deed, poll: Poll, step: str, end: str, **more: Any) -> tuple[Poll, Answer | None]:
    """Lock, answer a repeat, check the table and set the state."""
    poll = lock_poll(poll.pk)
    args = {"poll": str(poll.pk), **more}
    if (first := first_answer(deed, f"voting.{step}", args)) is not None:
        return poll, first
    if not is_step(states.POLL, poll.state, end):
        raise PollNotInState(state=poll.get_state_display())
    poll.state = end
    return poll, None


def finish(deed: Deed, poll: Poll, step: str, event: type[PollTold], verb: str, **more: Any) -> None:
    """Save, let others follow, tell, record."""
    poll.touch(deed.name)
    poll.save()
    step_taken(step, poll)
    tell_poll(event, poll)
    record(
        deed,
        verb,
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        question=facts.shown_question(poll),
        **more,
    )


def _named(poll: Poll) -> list[tuple[Any, str]]:
    current = facts.current_values(poll)
    return [(row, current[row.pk]) for row in poll.electors.order_by("order") if row.pk in current]
