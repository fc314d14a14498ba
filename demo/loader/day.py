"""The morning of 02/10/2020 played to its end: who came, who spoke, how each vote fell, how each item ended."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from agendas import services as agendas
from agendas.models import AgendaItem
from core.errors import DomainError
from demo.content import markup, roster
from demo.content.agenda import ITEMS, Item, PlannedPoll
from demo.loader import programme
from demo.loader.stage import Stage, moment
from meetings import services as meetings
from meetings.models import Sitting
from papers.models import Paper
from room import services as room
from room.models import Speech
from voting import services as voting
from voting.models import Poll

_DAY = "2020-10-02"
_GATHERING = moment(_DAY, "07:30")
_MINUTE = timedelta(minutes=1)


def play(stage: Stage, sitting: Sitting, until: int | None = None) -> datetime:
    """From the first arrival to the closing words; tells what time it then is in the body.

    With ``until`` it stops when that item has just been called: the sitting stays open before it.
    """
    _arrive(stage, sitting)
    now = moment(_DAY, "08:00")
    with stage.at(now):
        sitting = meetings.open_sitting(stage.deed(), sitting)
    now += 3 * _MINUTE
    for seed in ITEMS:
        item = sitting.agenda.items.get(number=str(seed.number))
        if seed.number == until:
            with stage.at(now):
                agendas.start_item(stage.deed(), item)
            return now
        now = _discuss(stage, item, seed, now)
    with stage.at(now + _MINUTE):
        meetings.close_sitting(stage.deed(), sitting)
    return now + _MINUTE


def _arrive(stage: Stage, sitting: Sitting) -> None:
    for key, minute in roster.ARRIVAL_MINUTE.items():
        with stage.at(now := _GATHERING + minute * _MINUTE):
            meetings.set_presence(stage.deed(), sitting, [stage.entry(sitting, key).pk], "on_site")
            _object(stage, sitting, now)
    guests = ("cyber_command", "fatherland_front", "ethnic_council")
    on_site = [*roster.SUBSTITUTES.values(), *guests, "operator", "minutes_writer"]
    for keys, where in ((on_site, "on_site"), ([*roster.ONLINE, *roster.ONLINE_INVITEES], "online")):
        with stage.at(_GATHERING + 26 * _MINUTE):
            ids = [stage.entry(sitting, key).pk for key in keys]
            meetings.set_presence(stage.deed(), sitting, ids, where)


def _object(stage: Stage, sitting: Sitting, now: datetime) -> None:
    """Who objects at this minute takes the item out of the block; it gets its own question."""
    for seed in ITEMS:
        told = seed.objection
        if told and moment(_DAY, told.at) == now:
            item = sitting.agenda.items.get(number=str(seed.number))
            entry = stage.entry(sitting, told.by)
            agendas.state_position(stage.deed(told.by), item, entry, "objection", told.reason)
            item.refresh_from_db()
            papers = {poll.paper: _paper(item, poll.paper) for poll in seed.polls}
            programme.prepare(stage, item, seed, papers)


def _paper(item: AgendaItem, name: str) -> Paper:
    """The paper of an item by the name of its file."""
    return item.item_papers.get(paper__title=markup.load(name).head["title"]).paper


def _discuss(stage: Stage, item: AgendaItem, seed: Item, now: datetime) -> datetime:
    """One item from its start to its ending; tells when the next one may begin."""
    with stage.at(now):
        agendas.start_item(stage.deed(), item)
    speakers = (seed.presenter, *seed.speakers)
    each = max(2, (seed.minutes - 3 * len(seed.polls) - 2) // len(speakers)) * _MINUTE
    for key in speakers:
        _speak(stage, item, key, now + _MINUTE, each - _MINUTE / 2)
        now += each
    for planned in seed.polls:
        if (poll := _prepared(item, planned)) is not None:
            now += 3 * _MINUTE
            put_to_vote(stage, poll, planned, now)
    now += 2 * _MINUTE
    with stage.at(now):
        agendas.record_conclusion(stage.deed(), item, seed.script.conclusion)
        resubmit = date.fromisoformat(seed.resubmit_by) if seed.resubmit_by else None
        agendas.end_item(stage.deed(), item, seed.ending, resubmit_on=resubmit)
    return now + _MINUTE


def _prepared(item: AgendaItem, planned: PlannedPoll) -> Poll | None:
    """The planned vote, by itself or over the block; None where the block was voted at an earlier item."""
    wanted = Q(question=planned.question) | Q(others__isnull=False)
    return Poll.objects.about(item.pk).filter(wanted, state=Poll.State.PREPARED).first()


def _speak(stage: Stage, item: AgendaItem, key: str, start: datetime, lasts: timedelta) -> None:
    sitting = item.agenda.sitting
    with stage.at(start - _MINUTE / 2):
        asked = room.ask_to_speak(stage.deed(key), sitting, stage.entry(sitting, key))
        speech = Speech.objects.get(pk=asked["speech"])
    with stage.at(start):
        room.call_speaker(stage.deed(), speech)
    with stage.at(start + lasts):
        room.end_speech(stage.deed(), speech)


def put_to_vote(stage: Stage, poll: Poll, planned: PlannedPoll, closes: datetime) -> None:
    """Open it two minutes before it closes; every member casts an own ballot; announce.

    Raises the refusal of a ballot, should one be refused.
    """
    with stage.at(closes - 2 * _MINUTE):
        voting.open_poll(stage.deed(), poll)
    with stage.at(closes - _MINUTE):
        ballots = roster.ballots_for(planned.key)
        choices = [voting.Choice(stage.deed(key), value) for key, value in ballots.items()]
        for answer in voting.cast_ballots(stage.deed(), poll, choices):
            if isinstance(answer, DomainError):
                raise answer
    with stage.at(closes):
        voting.close_poll(stage.deed(), poll)
        voting.announce_result(stage.deed(), poll)
