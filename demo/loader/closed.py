"""Closed sittings, played from the first invitation to the approved minutes."""

from datetime import date, datetime, timedelta

from agendas import services as agendas
from agendas.models import AgendaItem
from core.errors import DomainError
from demo.content.past import InternalPart, PastItem, PastSitting, Speech
from demo.content.people import BY_KEY
from demo.loader.cast import SUBMITTERS
from demo.loader.dossiers import Filed
from demo.loader.programme import lay_papers
from demo.loader.stage import Stage, moment
from meetings import services as meetings
from meetings.models import RosterEntry, Sitting
from minutes import services as minutes
from room import services as room
from room.models import Speech as SpeechRow
from voting import services as voting

Mode = RosterEntry.Mode
_BEFORE = timedelta(days=8)
_VOTE_TAKES = timedelta(minutes=2)


def play(stage: Stage, seed: PastSitting, filed: Filed) -> Sitting:
    """Everything that happened, in the order it happened."""
    opens = moment(seed.day, seed.opens)
    sitting = _prepare(stage, seed, filed, opens)
    _hand_out(stage, seed, sitting, filed, opens - timedelta(hours=16))
    _arrive(stage, seed, sitting, opens)
    with stage.at(opens):
        sitting = meetings.open_sitting(stage.deed(body=seed.body), sitting)
    for number, item in enumerate(seed.items, start=1):
        _discuss(stage, seed, sitting.agenda.items.get(number=str(number)), item, filed)
    with stage.at(moment(seed.day, seed.closes)):
        sitting = meetings.close_sitting(stage.deed(body=seed.body), sitting)
    _write_minutes(stage, seed, sitting)
    return sitting


def _prepare(stage: Stage, seed: PastSitting, filed: Filed, opens: datetime) -> Sitting:
    body, deed_of = stage.body(seed.body), stage.deed
    with stage.at(opens - _BEFORE):
        deed = deed_of(body=seed.body)
        sitting = meetings.create_sitting(
            deed,
            body,
            title=seed.title,
            starts_at=opens,
            ends_at=moment(seed.day, seed.closes),
            place=seed.place,
            presider=stage.cast.people[seed.presider],
            kind=seed.kind,
            has_vote=seed.has_vote,
        )
        meetings.fill_roster(deed, sitting)
        agenda = agendas.agenda_of(sitting)
        for number, item in enumerate(seed.items, start=1):
            added = agendas.add_item(
                deed,
                agenda,
                title=item.title,
                short_title=item.short_title,
                kind=item.kind,
                organisation=stage.cast.organisations[item.lead],
                presenter=stage.cast.people[item.presenter],
                minutes_allowed=item.minutes,
                paper_copies_only=not item.papers,
                dossier=filed.dossiers.get((seed.key, number)),
            )
            lay_papers(deed, added, [filed.papers[name] for name in item.papers])
        agenda.refresh_from_db()
        agendas.approve_agenda(deed_of(seed.presider, seed.body), agenda)
        sitting = meetings.call_sitting(deed_of(body=seed.body), sitting)
        agendas.publish_agenda(deed_of(body=seed.body), agenda)
    _answer(stage, seed, sitting, opens - timedelta(days=3))
    return sitting


def _hand_out(stage: Stage, seed: PastSitting, sitting: Sitting, filed: Filed, when: datetime) -> None:
    """Papers that could only be written after the invitations had gone out."""
    for number, told in enumerate(seed.items, start=1):
        for name in told.late_papers:
            with stage.at(when):
                paper = filed.shelf.file(stage.deed(SUBMITTERS[told.lead], seed.body), name, told.lead)
                item = sitting.agenda.items.get(number=str(number))
                reason = "Báo cáo kết quả làm việc ngày 29 tháng 7 năm 2019"
                agendas.hand_out_paper(stage.deed(body=seed.body), item, paper, reason=reason)


def _answer(stage: Stage, seed: PastSitting, sitting: Sitting, when: datetime) -> None:
    with stage.at(when):
        answering = (*seed.present, *seed.absent) if seed.all_answered else (*seed.online, *seed.absent)
        for key in answering:
            deed, entry = stage.deed(key, seed.body), stage.entry(sitting, key)
            if key in seed.substitutes:
                other = stage.cast.people[seed.substitutes[key]]
                reason = seed.absent[key]
                meetings.reply_to_invitation(deed, entry, Mode.SUBSTITUTED, reason=reason, substitute=other)
            elif key in seed.absent:
                meetings.reply_to_invitation(deed, entry, Mode.LEAVE, reason=seed.absent[key])
            elif key in seed.online:
                meetings.reply_to_invitation(deed, entry, Mode.ONLINE, place=seed.online[key])
            else:
                meetings.reply_to_invitation(deed, entry, Mode.ON_SITE)
        for key in seed.absent:
            meetings.approve_leave(stage.deed(seed.presider, seed.body), stage.entry(sitting, key))


def _arrive(stage: Stage, seed: PastSitting, sitting: Sitting, opens: datetime) -> None:
    """The chair comes last, as protocol has it."""
    remote = [key for key in seed.present if key in seed.online]
    coming = [*seed.substitutes.values(), *(key for key in reversed(seed.present) if key not in seed.online)]
    for batch in range(0, len(coming), 6):
        at = opens - timedelta(minutes=20 - batch // 2)
        with stage.at(at):
            ids = [stage.entry(sitting, key).pk for key in coming[batch : batch + 6]]
            meetings.set_presence(stage.deed(body=seed.body), sitting, ids, "on_site")
    if remote:
        with stage.at(opens - timedelta(minutes=4)):
            ids = [stage.entry(sitting, key).pk for key in remote]
            meetings.set_presence(stage.deed(body=seed.body), sitting, ids, "online")


def _discuss(stage: Stage, seed: PastSitting, item: AgendaItem, told: PastItem, filed: Filed) -> None:
    starts = moment(seed.day, told.starts)
    with stage.at(starts - timedelta(minutes=2)):
        agendas.start_item(stage.deed(body=seed.body), item)
    for speech in told.speeches:
        _speak(stage, seed, item, speech.speaker, moment(seed.day, speech.at), speech.minutes)
    if told.internal:
        _among_themselves(stage, seed, item, told.internal)
    ends = starts + timedelta(minutes=told.minutes - 5)
    if told.votes_for:
        _vote(stage, seed, item, told, filed, ends - _VOTE_TAKES)
    with stage.at(ends):
        tasks = "\n".join(f"{number}. {task.sentence}" for number, task in enumerate(told.tasks, start=1))
        words = "\n".join(filter(None, [told.conclusion, tasks]))
        agendas.record_conclusion(stage.deed(body=seed.body), item, words)
        agendas.end_item(stage.deed(body=seed.body), item, told.ending)


def _among_themselves(stage: Stage, seed: PastSitting, item: AgendaItem, part: InternalPart) -> None:
    sitting, desk = item.agenda.sitting, stage.deed(body=seed.body)
    named = [stage.cast.people[key].pk for key in part.named]
    with stage.at(moment(seed.day, part.begins)):
        meetings.start_internal_part(desk, sitting, named, item_id=item.pk, item_number=item.number)
    for speech in part.speeches:
        _speak(stage, seed, item, speech.speaker, moment(seed.day, speech.at), speech.minutes)
    with stage.at(moment(seed.day, part.ends)):
        meetings.end_internal_part(desk, sitting)


def _speak(stage: Stage, seed: PastSitting, item: AgendaItem, who: str, when: datetime, lasts: int) -> None:
    sitting = item.agenda.sitting
    with stage.at(when - timedelta(minutes=1)):
        asked = room.ask_to_speak(stage.deed(who, seed.body), sitting, stage.entry(sitting, who))
    speech = SpeechRow.objects.get(pk=asked["speech"])
    with stage.at(when):
        room.call_speaker(stage.deed(body=seed.body), speech)
    with stage.at(when + timedelta(minutes=lasts)):
        room.end_speech(stage.deed(body=seed.body), speech)


def _vote(
    stage: Stage, seed: PastSitting, item: AgendaItem, told: PastItem, filed: Filed, when: datetime
) -> None:
    desk = stage.deed(body=seed.body)
    with stage.at(when):
        prepared = voting.prepare_poll(
            desk, item, told.question, filed.papers.get(next(iter(told.papers), ""))
        )
        poll = item.polls.get(pk=prepared["poll"])
        voting.open_poll(desk, poll)
    with stage.at(when + _VOTE_TAKES / 2):
        choices = [
            voting.Choice(stage.deed(key, seed.body), "for_") for key in seed.present[: told.votes_for]
        ]
        refused = [
            answer for answer in voting.cast_ballots(desk, poll, choices) if isinstance(answer, DomainError)
        ]
        if refused:
            raise refused[0]
    with stage.at(when + _VOTE_TAKES):
        voting.close_poll(desk, poll)
        voting.announce_result(desk, poll)


def _write_minutes(stage: Stage, seed: PastSitting, sitting: Sitting) -> None:
    """The draft fills from the record; the secretary adds who said what; approved by name and date, then issued."""
    desk = stage.deed("minutes_writer", seed.body)
    with stage.at(moment(seed.day, seed.closes) + timedelta(hours=1)):
        draft = minutes.fill_minutes(desk, sitting)
        for number, told in enumerate(seed.items, start=1):
            block = draft.blocks.filter(item__number=str(number), kind="item").first()
            if told.speeches and block is not None:
                minutes.add_block(desk, draft, block, "\n".join(map(_said, told.speeches)))
            annex = draft.blocks.filter(item__number=str(number), kind="internal").first()
            if told.internal and annex is not None:
                minutes.add_block(desk, draft, annex, "\n".join(map(_said, told.internal.speeches)))
    if seed.approved_on:
        approver = BY_KEY[seed.approved_by]
        with stage.at(moment(seed.approved_on, "16:00")):
            day = date.fromisoformat(seed.approved_on)
            approved = minutes.approve_minutes(desk, draft, approver.full_name, approver.printed_post, day)
            minutes.issue_minutes(desk, approved)


def _said(speech: Speech) -> str:
    return f"{BY_KEY[speech.speaker].printed_post}: {speech.opinion}"
