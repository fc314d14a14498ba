"""Items in an open sitting: turning to one, ending it, resuming it, writing the conclusion."""

from datetime import date
from typing import Any

from django.db import transaction

from agendas import facts, rules
from agendas.errors import AlreadyEnded, AnotherItemCurrent
from agendas.events import ConclusionRecorded, ItemEnded, ItemResumed, ItemStarted
from agendas.models import AgendaItem
from agendas.services.locking import ensure_published, ensure_sitting_open, lock_item
from agendas.states import ITEM
from agendas.telling import tell_items
from audit.services import record
from core import clock
from core.bounds import ensure_no_longer
from core.deed import Deed
from core.errors import EditedMeanwhile, WrongStep
from core.idempotency import first_answer, keep_answer
from core.registries import ensure_step_allowed, step_taken
from core.states import ensure_step
from core.text import clean_line, nfc, vi_moment
from realtime import streams
from realtime.services import announce

State, Ending = AgendaItem.State, AgendaItem.Ending
LONGEST_CONCLUSION = 20_000  # characters


@transaction.atomic
def start_item(deed: Deed, item: AgendaItem) -> dict[str, Any]:
    """The sitting turns to this item; turning to the present one again changes nothing.

    Answers `{"item", "state", "started_at"}`. Raises `SittingNotOpen`, `AnotherItemCurrent`, `WrongStep`.
    """
    item = lock_item(item.pk)
    agenda = item.agenda
    args = {"item": str(item.pk)}
    if (first := first_answer(deed, "agendas.start_item", args)) is not None:
        return first
    ensure_published(agenda)
    ensure_sitting_open(agenda.sitting)
    if item.state != State.CURRENT:
        if item.state == State.ENDED:
            _refuse_ended(item)
        ensure_step(ITEM, item.state, State.CURRENT)
        _ensure_none_current(item)
        ensure_step_allowed("start_item", item)
        item.state = State.CURRENT
        item.started_at = item.started_at or agenda.sitting.body.now()
        item.touch(deed.name)
        item.save()
        step_taken("start_item", item)
        tell_items(ItemStarted, agenda, [item.pk], room={"item": str(item.pk), "paper": None})
        _record(deed, "agenda.item_started", item)
    return keep_answer(deed, "agendas.start_item", args, _answer(item))


@transaction.atomic
def end_item(
    deed: Deed, item: AgendaItem, ending: str, *, note: str = "", resubmit_on: date | None = None
) -> dict[str, Any]:
    """Give the item one of the seven endings; from then on nothing is before the sitting.

    An item may end without having been discussed (postponed, adopted in a block). `note` is the reason for
    "withdrawn". Answers `{"item", "state", "ending", "ended_at"}`. Raises `SittingNotOpen`, `AlreadyEnded`,
    `EndingDoesNotFit`, `ReasonMissing`, and what others say to the step "end_item" (an open poll refuses;
    "adopted_by_vote" needs an announced vote that adopted).
    """
    item = lock_item(item.pk)
    agenda, sitting = item.agenda, item.agenda.sitting
    args = {"item": str(item.pk), "ending": ending, "note": note, "resubmit_on": resubmit_on}
    if (first := first_answer(deed, "agendas.end_item", args)) is not None:
        return first
    ensure_published(agenda)
    ensure_sitting_open(sitting)
    if item.state in (State.ENDED, State.WITHDRAWN):
        _refuse_ended(item)
    rules.ensure_ending_fits(
        ending, kind=item.kind, has_vote=sitting.has_vote, resubmit_on=resubmit_on, today=sitting.body.today()
    )
    withdrawn = ending == Ending.WITHDRAWN
    note = rules.ensure_reason(note) if withdrawn else clean_line(note)
    ensure_step(ITEM, item.state, State.WITHDRAWN if withdrawn else State.ENDED)
    was_current = item.state == State.CURRENT
    item.ending = ending
    ensure_step_allowed("end_item", item)
    item.state = State.WITHDRAWN if withdrawn else State.ENDED
    item.ended_at = sitting.body.now()
    item.ended_in_part = sitting.internal_part
    item.ending_note = note[:500]
    item.withdrawn_reason = note[:300] if withdrawn else ""
    item.resubmit_on = resubmit_on if ending == Ending.NOT_ADOPTED else None
    item.touch(deed.name)
    item.save()
    step_taken("end_item", item, was_current)
    tell_items(
        ItemEnded,
        agenda,
        [item.pk],
        room={"item": None, "paper": None} if was_current else None,
        clears_item_room=was_current,
    )
    _record(deed, "agenda.item_ended", item, ending=ending, note=note, resubmit_on=str(resubmit_on or ""))
    return keep_answer(deed, "agendas.end_item", args, _answer(item))


@transaction.atomic
def resume_item(deed: Deed, item: AgendaItem, reason: str) -> dict[str, Any]:
    """Take a wrong ending back within 10 minutes: the item is before the sitting again, the record keeps both.

    Answers as `start_item`. Raises `TooLateToResume`, `ReasonMissing`, `AnotherItemCurrent`, `SittingNotOpen`.
    """
    item = lock_item(item.pk)
    agenda, sitting = item.agenda, item.agenda.sitting
    args = {"item": str(item.pk), "reason": reason}
    if (first := first_answer(deed, "agendas.resume_item", args)) is not None:
        return first
    ensure_sitting_open(sitting)
    reason = rules.ensure_reason(reason)
    if item.state not in (State.ENDED, State.WITHDRAWN):
        raise WrongStep
    if item.ended_at is not None:
        rules.ensure_resumable(item.ended_at, sitting.body.now())
    _ensure_none_current(item)
    ensure_step_allowed("resume_item", item)
    undone = item.ending
    item.state = State.CURRENT
    item.started_at = item.started_at or sitting.body.now()
    item.ending = item.ending_note = item.withdrawn_reason = ""
    item.ended_at = item.resubmit_on = item.ended_in_part = None
    item.resumed_reason = reason[:300]
    item.touch(deed.name)
    item.save()
    step_taken("resume_item", item)
    tell_items(ItemResumed, agenda, [item.pk], room={"item": str(item.pk), "paper": None})
    _record(deed, "agenda.item_resumed", item, ending=undone, reason=reason)
    return keep_answer(deed, "agendas.resume_item", args, _answer(item))


@transaction.atomic
def record_conclusion(
    deed: Deed, item: AgendaItem, text: str, *, version: int | None = None
) -> dict[str, Any]:
    """Write down what the presider concluded on the item; the minutes print it.

    `version` is the conclusion's own (0: none was written). Answers `{"item", "version"}`.
    Raises `EditedMeanwhile` when somebody else wrote first, `SittingNotOpen`, `TooLong`.
    """
    item = lock_item(item.pk)
    agenda = item.agenda
    args = {"item": str(item.pk), "text": text, "version": version}
    if (first := first_answer(deed, "agendas.record_conclusion", args)) is not None:
        return first
    ensure_sitting_open(agenda.sitting)
    if version is not None and version != item.conclusion_version:
        at = clock.local(item.edited_as_shown()).strftime("%H:%M")
        raise EditedMeanwhile(who=item.edited_by or "…", at=at, version=item.conclusion_version)
    item.conclusion = ensure_no_longer(nfc(text).replace("\r\n", "\n").strip(), LONGEST_CONCLUSION, "text")
    item.conclusion_version += 1
    item.concluded_in_part = agenda.sitting.internal_part
    item.edited_at, item.edited_by = clock.real(), deed.name[:200]
    item.save()
    step_taken("record_conclusion", item)
    announce(
        ConclusionRecorded(item=str(item.pk), text=item.conclusion, version=item.conclusion_version),
        [streams.sitting(agenda.sitting_id, audience) for audience in (streams.CHAIR, streams.SECRETARIAT)],
    )
    _record(deed, "agenda.conclusion_recorded", item, characters=len(item.conclusion))
    answer = {"item": str(item.pk), "version": item.conclusion_version}
    return keep_answer(deed, "agendas.record_conclusion", args, answer)


def _ensure_none_current(item: AgendaItem) -> None:
    other = AgendaItem.objects.filter(agenda=item.agenda_id, state=State.CURRENT).exclude(pk=item.pk).first()
    if other is not None:
        raise AnotherItemCurrent(number=other.number)


def _refuse_ended(item: AgendaItem) -> None:
    raise AlreadyEnded(
        number=item.number,
        at=vi_moment(item.ended_at) if item.ended_at else "",
        ending=item.get_ending_display(),
    )


def _answer(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": str(item.pk),
        "state": item.state,
        "started_at": facts.moment(item.started_at),
        "ended_at": facts.moment(item.ended_at),
        "ending": item.ending or None,
    }


def _record(deed: Deed, verb: str, item: AgendaItem, **details: Any) -> None:
    record(
        deed,
        verb,
        chain=item.agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        title=facts.shown_title(item),
        **details,
    )
