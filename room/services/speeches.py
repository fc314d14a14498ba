"""The queue of those who ask for the floor, and the one who has it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from agendas.models import AgendaItem, ItemInvitee
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from meetings.models import RosterEntry, Sitting
from realtime.services import announce
from room import facts, rules
from room.errors import (
    AnotherSpeaking,
    NoLongerWaiting,
    NotInTheRoom,
    NotSpeaking,
    QueueChangedMeanwhile,
    SpeakingAlready,
)
from room.events import (
    RequestWithdrawn,
    SpeakerCalled,
    SpeakersReordered,
    SpeechAsked,
    SpeechEnded,
    SpeechExtended,
)
from room.models import Speech
from room.services.base import current_item, ensure_live, lock_speech, name_of, note, open_room, part_of

State = Speech.State
SILENT_ROLES = (RosterEntry.Role.HELPER, RosterEntry.Role.STAFF)


@transaction.atomic
def ask_to_speak(
    deed: Deed, sitting: Sitting, entry: RosterEntry, kind: str = Speech.Kind.STATEMENT
) -> dict[str, Any]:
    """Put somebody of the roster on the list; who waits already keeps the place.

    Answers `{"speech", "place"}` (place from 1). Raises `NotInTheRoom`, `SpeakingAlready`, `NotInAttendance`.
    """
    open_room(sitting)
    args = {"entry": str(entry.pk), "kind": kind}
    if (first := first_answer(deed, "room.ask_to_speak", args)) is not None:
        return first
    ensure_live(sitting)
    item = current_item(sitting)
    _ensure_takes_part(entry, item)
    present = facts.listed(sitting.pk)
    mine = next((speech for speech in present if speech.entry_id == entry.pk), None)
    if mine is not None and mine.state == State.SPEAKING:
        raise SpeakingAlready(name=name_of(entry))
    if mine is None:
        last = Speech.objects.filter(sitting=sitting).aggregate(last=Max("order"))["last"] or 0
        mine = Speech.objects.create(
            sitting=sitting,
            item=item,
            entry=entry,
            kind=Speech.Kind(kind) if kind in Speech.Kind.values else Speech.Kind.STATEMENT,
            order=last + 1,
            asked_at=sitting.body.now(),
            internal_part=part_of(sitting),
        )
        _tell(SpeechAsked, sitting, [mine])
        note(deed, "room.speech_asked", sitting, speaker=name_of(entry))
        present.append(mine)
    waiting = [speech.pk for speech in present if speech.state == State.WAITING]
    answer = {"speech": str(mine.pk), "place": waiting.index(mine.pk) + 1}
    return keep_answer(deed, "room.ask_to_speak", args, answer)


@transaction.atomic
def withdraw_request(deed: Deed, speech: Speech) -> dict[str, Any]:
    """Take somebody off the list; doing it again changes nothing. Raises `NoLongerWaiting` once called."""
    speech = lock_speech(speech)
    args = {"speech": str(speech.pk)}
    if (first := first_answer(deed, "room.withdraw_request", args)) is not None:
        return first
    if speech.state in (State.SPEAKING, State.DONE):
        raise NoLongerWaiting
    if speech.state == State.WAITING:
        speech.state = State.WITHDRAWN
        speech.save(update_fields=["state"])
        _tell(RequestWithdrawn, speech.sitting, [speech])
        note(deed, "room.request_withdrawn", speech.sitting, speaker=name_of(speech.entry))
    return keep_answer(deed, "room.withdraw_request", args, {"speech": str(speech.pk), "state": speech.state})


@transaction.atomic
def reorder_speakers(deed: Deed, sitting: Sitting, ids: Iterable[UUID | str]) -> dict[str, Any]:
    """Put those who wait in this order. Raises `QueueChangedMeanwhile` if the list is another one now."""
    open_room(sitting)
    order = [str(one) for one in ids]
    args = {"sitting": str(sitting.pk), "order": order}
    if (first := first_answer(deed, "room.reorder_speakers", args)) is not None:
        return first
    waiting = {str(row.pk): row for row in facts.listed(sitting.pk) if row.state == State.WAITING}
    if sorted(waiting) != sorted(order):
        raise QueueChangedMeanwhile
    places = sorted(row.order for row in waiting.values())
    changed = []
    for place, one in zip(places, order, strict=True):
        if waiting[one].order != place:
            waiting[one].order = place
            changed.append(waiting[one])
    if changed:
        Speech.objects.bulk_update(changed, ["order"])
        _tell(SpeakersReordered, sitting, changed)
        names = [name_of(waiting[one].entry) for one in order]
        note(deed, "room.speakers_reordered", sitting, names=names)
    return keep_answer(deed, "room.reorder_speakers", args, {"order": order})


@transaction.atomic
def call_speaker(deed: Deed, speech: Speech) -> dict[str, Any]:
    """Give the floor to one who waits. Answers `{"speech", "started_at", "seconds_allowed"}`.

    Raises `AnotherSpeaking` (one at a time), `NoLongerWaiting`, `NotInAttendance`.
    """
    speech = lock_speech(speech)
    sitting = speech.sitting
    args = {"speech": str(speech.pk)}
    if (first := first_answer(deed, "room.call_speaker", args)) is not None:
        return first
    ensure_live(sitting)
    if speech.state != State.SPEAKING:
        if speech.state != State.WAITING:
            raise NoLongerWaiting
        speaking = (
            Speech.objects.filter(sitting=sitting, state=State.SPEAKING).select_related("entry").first()
        )
        if speaking is not None:
            raise AnotherSpeaking(name=name_of(speaking.entry))
        speech.state, speech.started_at = State.SPEAKING, sitting.body.now()
        speech.item = current_item(sitting)
        speech.internal_part = part_of(sitting)
        speech.save(update_fields=["state", "started_at", "item", "internal_part"])
        _tell(SpeakerCalled, sitting, [speech])
        note(deed, "room.speaker_called", sitting, speaker=name_of(speech.entry))
    answer = {
        "speech": str(speech.pk),
        "started_at": facts.moment(speech.started_at),
        "seconds_allowed": speech.seconds_allowed,
    }
    return keep_answer(deed, "room.call_speaker", args, answer)


@transaction.atomic
def end_speech(deed: Deed, speech: Speech) -> dict[str, Any]:
    """Take the floor back; a speech that is over stays over. Raises `NotSpeaking`."""
    speech = lock_speech(speech)
    args = {"speech": str(speech.pk)}
    if (first := first_answer(deed, "room.end_speech", args)) is not None:
        return first
    if speech.state == State.SPEAKING:
        speech.state, speech.ended_at = State.DONE, speech.sitting.body.now()
        speech.save(update_fields=["state", "ended_at"])
        _tell(SpeechEnded, speech.sitting, [speech])
        note(deed, "room.speech_ended", speech.sitting, speaker=name_of(speech.entry))
    elif speech.state != State.DONE:
        raise NotSpeaking(name=name_of(speech.entry))
    answer = {"speech": str(speech.pk), "ended_at": facts.moment(speech.ended_at)}
    return keep_answer(deed, "room.end_speech", args, answer)


@transaction.atomic
def extend_speech(deed: Deed, speech: Speech, seconds: int = 60) -> dict[str, Any]:
    """Give the speaker more time (less, if negative). Answers `{"speech", "seconds_allowed"}`.

    Raises `NotSpeaking`.
    """
    speech = lock_speech(speech)
    args = {"speech": str(speech.pk), "seconds": seconds}
    if (first := first_answer(deed, "room.extend_speech", args)) is not None:
        return first
    if speech.state != State.SPEAKING:
        raise NotSpeaking(name=name_of(speech.entry))
    speech.seconds_allowed = rules.longer(speech.seconds_allowed, seconds)
    speech.save(update_fields=["seconds_allowed"])
    _tell(SpeechExtended, speech.sitting, [speech])
    note(deed, "room.speech_extended", speech.sitting, speaker=name_of(speech.entry), seconds=seconds)
    answer = {"speech": str(speech.pk), "seconds_allowed": speech.seconds_allowed}
    return keep_answer(deed, "room.extend_speech", args, answer)


def _ensure_takes_part(entry: RosterEntry, item: AgendaItem | None) -> None:
    """Members, substitutes and standing invitees speak to everything, an invitee to his own item."""
    if entry.role in SILENT_ROLES or entry.removed_at is not None:
        raise NotInTheRoom
    if entry.role == RosterEntry.Role.INVITEE and not (
        item is not None and ItemInvitee.objects.filter(item=item, entry=entry).exists()
    ):
        raise NotInTheRoom


def _tell(event: type, sitting: Sitting, speeches: list[Speech]) -> None:
    told = {str(speech.pk): facts.speaker_facts(speech) for speech in speeches}
    announce(event(told), facts.streams_of(sitting, current_item(sitting)))
