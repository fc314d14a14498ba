"""Putting an announced result right: a correction beside it, with the arithmetic worked out anew."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import override

from agendas.models import AgendaItem
from agendas.rules import ensure_reason
from agendas.services.locking import lock_item
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import step_taken
from regulations import rules as law
from voting import by_hand, corrections, counts, facts, rules
from voting.counts import Count
from voting.errors import BoxIsTheCount, NotAnnouncedYet, NothingToCorrect, NotOfThisVote, UnknownChoice
from voting.events import ResultCorrected
from voting.locks import lock_poll
from voting.models import Ballot, Poll, PollCorrection
from voting.services.closing import as_outcome_facts, as_tally_facts, outcome_of
from voting.telling import tell_poll

Answer = dict[str, Any]
Kind = PollCorrection.Kind


@transaction.atomic
def correct_result(
    deed: Deed,
    poll: Poll,
    reason: str,
    *,
    choices: Mapping[str, str] | None = None,
    count: Count | None = None,
) -> Answer:
    """Set a correction beside an announced result; the result itself, ballots and counts stay as they were.

    Of a vote by name `choices` maps seats to what their members chose in truth ("" for no ballot), of a vote counted by
    hand `count` has the right figures. Answers `{"poll", "number", "sentence", "adopted"}`. Raises `NotAnnouncedYet`,
    `BoxIsTheCount`, `ReasonMissing`, `NotOfThisVote`, `UnknownChoice`, `CountDoesNotAddUp`, `NothingToCorrect`.
    """
    lock_item(poll.item_id)  # the minutes, which follow, lock the sitting: it comes before the poll
    poll = lock_poll(poll.pk)
    args = [str(poll.pk), reason, dict(choices or {}), count.as_facts() if count else None]
    if (first := first_answer(deed, "voting.correct_result", args)) is not None:
        return first
    if poll.state != Poll.State.ANNOUNCED:
        raise NotAnnouncedYet(state=poll.get_state_display())
    if poll.is_sealed:
        raise BoxIsTheCount
    reason = ensure_reason(reason)[:300]
    changes, tally = _counted(poll, count) if poll.is_by_hand else _named(poll, choices or {})
    outcome = by_hand.marked(as_outcome_facts(outcome_of(poll, tally)), poll.by)
    row = write_correction(
        deed,
        poll,
        Kind.RESULT,
        reason,
        changes=changes,
        tally=as_tally_facts(tally),
        outcome=outcome,
        remarks=_remarks(poll, outcome),
    )
    step_taken("correct_result", poll)
    tell_poll(ResultCorrected, poll)
    record(
        deed,
        "result.corrected",
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        question=facts.shown_question(poll),
        number=row.number,
        reason=reason,
        was=poll.outcome["sentence"],
        sentence=outcome["sentence"],
        changes=changes,
        tally=row.tally,
    )
    answer = {
        "poll": str(poll.pk),
        "number": row.number,
        "sentence": outcome["sentence"],
        "adopted": outcome["adopted"],
    }
    return keep_answer(deed, "voting.correct_result", args, answer)


def write_correction(deed: Deed, poll: Poll, kind: str, reason: str, **values: Any) -> PollCorrection:
    """The next correction of a locked poll."""
    return PollCorrection.objects.create(
        poll=poll,
        number=poll.corrections.count() + 1,
        kind=kind,
        reason=reason,
        name=deed.name,
        post_title=deed.post,
        corrected_at=poll.sitting.body.now(),
        **values,
    )


def _named(poll: Poll, choices: Mapping[str, str]) -> tuple[Answer, law.Tally]:
    """What changes of the choices by name, by elector, and the tally with it."""
    electors = {str(one.seat_id): one for one in poll.electors.all() if one.is_entitled}
    values = corrections.corrected_values(poll, facts.current_values(poll))
    changes: dict[str, str] = {}
    for seat, value in choices.items():
        if seat not in electors:
            raise NotOfThisVote(field="choices")
        if value not in ("", *Ballot.Value.values):
            raise UnknownChoice(field="choices")
        elector = str(electors[seat].pk)
        if values.get(elector, "") != value:
            changes[elector] = value
    if not changes:
        raise NothingToCorrect
    values |= changes
    head = next((str(one.pk) for one in electors.values() if one.is_head), None)
    current: dict[object, str] = {elector: value for elector, value in values.items() if value}
    return changes, rules.count(poll.total_members, len(electors), current, head)


def _counted(poll: Poll, count: Count | None) -> tuple[Answer, law.Tally]:
    """The right figures of a count by hand, and the tally they give."""
    entitled = list(poll.electors.filter(is_entitled=True).values_list("is_head", flat=True))
    if count is None:
        raise NothingToCorrect
    counts.ensure_adds_up(count, entitled=len(entitled), head_votes=any(entitled) and not poll.is_secret)
    figures = count.as_facts()
    earlier = corrections.of_kind(poll, Kind.RESULT)
    standing = (
        earlier[-1].changes if earlier else counts.count_of(list(poll.paper_counts.all())[-1]).as_facts()
    )
    if figures == standing:
        raise NothingToCorrect
    return figures, counts.tally_of(
        count, total=poll.total_members, entitled=len(entitled), is_secret=poll.is_secret
    )


def _remarks(poll: Poll, outcome: Answer) -> list[str]:
    """What the correction puts in question, for the desk to decide; content of the record, so always Vietnamese."""
    item = poll.item
    if outcome["adopted"] == corrections.is_adopted(poll) or item.state != AgendaItem.State.ENDED:
        return []
    with override("vi"):
        ending = item.get_ending_display()
    return [
        f"Nội dung {item.number} đã kết thúc “{ending}” theo kết quả đã công bố; kết quả đính chính thì khác. "
        "Văn phòng báo người chủ trì quyết định"
    ]
