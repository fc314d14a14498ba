"""A trial of the vote before the sitting: started, answered, ended; nothing of it is a vote."""

from typing import Any

from django.db import transaction

from audit.services import record
from core.deed import Deed, by_system
from core.idempotency import first_answer, keep_answer
from meetings.errors import InternalPartIsOn
from meetings.models import Sitting
from meetings.services.base import lock
from realtime import streams
from realtime.services import announce_each
from voting import rules, trials
from voting.errors import NoTrialNow, SittingWithoutVote, TrialIsOver, TrialNotForYou, TrialRuns
from voting.models import Poll, TrialAnswer, TrialVote
from voting.services.opening import ensure_none_open

Told = dict[str, Any]


@transaction.atomic
def start_trial_vote(deed: Deed, sitting: Sitting) -> Told:
    """Put the vote sheet, marked as a trial, on every member's tablet. The trial before it goes.

    Answers `{"trial", "electors"}`. Raises `SittingWithoutVote`, `NoTrialNow`, `InternalPartIsOn`, `AnotherPollOpen`,
    `TrialRuns`.
    """
    sitting = lock(sitting.pk)
    args = {"sitting": str(sitting.pk)}
    if (first := first_answer(deed, "voting.start_trial_vote", args)) is not None:
        return first
    if not sitting.has_vote:
        raise SittingWithoutVote
    if sitting.state not in (Sitting.State.CALLED, Sitting.State.OPEN):
        raise NoTrialNow(state=sitting.get_state_display())
    if sitting.internal_part is not None:  # a trial is for every tablet, and some are outside
        raise InternalPartIsOn
    ensure_none_open(sitting)
    last = TrialVote.objects.filter(sitting=sitting).first()
    if last is not None and last.is_running:
        raise TrialRuns
    before = str(last.pk) if last else ""
    if last is not None:
        last.delete()
    trial = TrialVote.objects.create(sitting=sitting, started_at=sitting.body.now())
    persons = [entry.person_id for entry in trials.members_of(sitting)]
    asked = trials.TrialAsked(trial=str(trial.pk), before=before)
    _tell(trials.TrialStarted, trial, (asked, [streams.person(person) for person in persons]))
    record(deed, "trial_vote.started", chain=sitting.chain, sitting=sitting.title)
    answer = {"trial": str(trial.pk), "electors": len(persons)}
    return keep_answer(deed, "voting.start_trial_vote", args, answer)


@transaction.atomic
def answer_trial_vote(deed: Deed, trial: TrialVote, value: object) -> Told:
    """A member tries the sheet: the press must be one of the three, and is forgotten at once.

    Answers like a ballot, `{"at", "code", "version"}`. Raises `UnknownChoice`, `TrialIsOver`, `TrialNotForYou`.
    """
    trial = TrialVote.objects.select_for_update(of=("self",)).select_related("sitting__body").get(pk=trial.pk)
    args = {"trial": str(trial.pk)}
    if (first := first_answer(deed, "voting.answer_trial_vote", args)) is not None:
        return first
    rules.ensure_choice(value)
    if not trial.is_running:
        raise TrialIsOver
    mine = trials.members_of(trial.sitting).filter(person_id=deed.person_id) if deed.person_id else None
    entry = mine.first() if mine is not None else None
    if entry is None:
        raise TrialNotForYou
    row = TrialAnswer.objects.filter(trial=trial, entry=entry).first()
    if row is None:
        row = TrialAnswer(trial=trial, entry=entry, version=0)
    row.version += 1
    row.code = rules.new_code(trial.answers.values_list("code", flat=True))
    row.answered_at = trial.sitting.body.now()
    row.save()
    receipt = trials.receipt_facts(row)
    recorded = trials.TrialRecorded(trial=str(trial.pk), receipt=receipt)
    _tell(trials.TrialAnswered, trial, (recorded, [streams.person(entry.person_id)]))
    return keep_answer(deed, "voting.answer_trial_vote", args, receipt)


@transaction.atomic
def end_trial_vote(deed: Deed, trial: TrialVote) -> Told:
    """Take the sheet off the tablets; who didn't answer stays on the desk's list. Again changes nothing.

    Answers `{"answered", "silent": [posts]}`.
    """
    sitting = lock(trial.sitting_id)
    trial = TrialVote.objects.select_for_update().get(pk=trial.pk)
    trial.sitting = sitting
    if trial.is_running:
        trial.ended_at = sitting.body.now()
        trial.save(update_fields=["ended_at"])
        _tell(trials.TrialEnded, trial)
        words = trials.sentence_of(trial)
        record(deed, "trial_vote.ended", chain=sitting.chain, sitting=sitting.title, answered=words)
    return {"answered": trial.answers.count(), "silent": trials.silent_names(trial)}


def end_running_trial(subject: Sitting | Poll, *_more: Any) -> None:
    """A real vote opens, part of the sitting becomes internal, or it closes: a trial that still runs ends by itself."""
    sitting_id = subject.sitting_id if isinstance(subject, Poll) else subject.pk
    trial = TrialVote.objects.filter(sitting=sitting_id, ended_at=None).first()
    if trial is not None:
        end_trial_vote(by_system("Kết thúc biểu quyết thử"), trial)


def _tell(event: type[trials.TrialTold], trial: TrialVote, own: tuple[Any, list[str]] | None = None) -> None:
    """Tell each audience its block, and persons on their own streams, under one set of locks."""
    tellings: list[tuple[Any, list[str]]] = [
        (event(trial=trials.trial_facts(trial, audience)), [streams.sitting(trial.sitting_id, audience)])
        for audience in trials.TOLD
    ]
    announce_each([*tellings, own] if own else tellings)
