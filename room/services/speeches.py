"""The queue of those who ask for the floor, and the one who has it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from agendas.models import AgendaItem, ItemInvitee
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import step_taken
from meetings import direction
from meetings.models import Presence, RosterEntry, Sitting
from meetings.rules import PRESENT
from room import facts, rules
from room.errors import (
    AnotherSpeaking,
    NoLongerWaiting,
    NotHere,
    NotInTheRoom,
    QueueChangedMeanwhile,
    SpeakingAlready,
)
from room.events import (
    RequestWithdrawn,
    SpeakerCalled,
    SpeakersReordered,
    SpeechAsked,
)
from room.mandates import principal_of
from room.models import Speech
from room.services.base import (
    current_item,
    ensure_live,
    lock_speech,
    name_of,
    note,
    open_room,
    part_of,
    tell,
)

State = Speech.State
SILENT_ROLES = (RosterEntry.Role.HELPER, RosterEntry.Role.STAFF)


@transaction.atomic
def ask_to_speak(
    deed: Deed, sitting: Sitting, entry: RosterEntry, kind: str = Speech.Kind.STATEMENT
) -> dict[str, Any]:
    """Put somebody of the roster on the list, by the rank of what is asked for; who waits already keeps the place.

    Who holds an absent member's mandate to speak speaks by that mandate, and it is shown and minuted so.
    Asking for something else while waiting changes the request and its place; who has spoken may ask again.

    Answers `{"speech", "place"}` (place from 1). Raises `NotInTheRoom`, `SpeakingAlready`, `NotInAttendance`.
    """
    open_room(sitting)
    args = {"entry": str(entry.pk), "kind": kind}
    if (first := first_answer(deed, "room.ask_to_speak", args)) is not None:
        return first
    ensure_live(sitting)
    item = current_item(sitting)
    _ensure_takes_part(entry, item)
    kind = kind if kind in Speech.Kind.values else Speech.Kind.STATEMENT
    present = facts.listed(sitting.pk)
    mine = next((speech for speech in present if speech.entry_id == entry.pk), None)
    if mine is not None and mine.state == State.SPEAKING:
        raise SpeakingAlready(name=name_of(entry))
    waiting = [speech for speech in present if speech.state == State.WAITING]
    if mine is None or mine.kind != kind:
        others = [speech for speech in waiting if speech is not mine]
        mine = mine or Speech(
            sitting=sitting,
            item=item,
            entry=entry,
            asked_at=sitting.body.now(),
            internal_part=part_of(sitting),
            on_behalf_of=principal_of(entry),
        )
        mine.kind = kind
        waiting = _place(mine, others)
        note(deed, "room.speech_asked", sitting, speaker=name_of(entry), kind=mine.kind)
    answer = {"speech": str(mine.pk), "place": [speech.pk for speech in waiting].index(mine.pk) + 1}
    return keep_answer(deed, "room.ask_to_speak", args, answer)


def _place(mine: Speech, others: list[Speech]) -> list[Speech]:
    """Put a request where its category belongs; those behind it move up by one. Answers the whole list."""
    at = rules.place_among([speech.kind for speech in others], mine.kind)
    before = others[at - 1].order if at else (others[0].order - 1 if others else 0)
    last = Speech.objects.filter(sitting=mine.sitting_id).order_by("-order").values_list("order", flat=True)
    mine.order = max(before + 1, 1) if at < len(others) else (last.first() or 0) + 1
    behind = others[at:]
    for number, speech in enumerate(behind, start=mine.order + 1):
        speech.order = number
    mine.save()
    Speech.objects.bulk_update(behind, ["order"])
    tell(SpeechAsked, mine.sitting, [mine, *behind])
    return [*others[:at], mine, *behind]


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
        tell(RequestWithdrawn, speech.sitting, [speech])
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
        tell(SpeakersReordered, sitting, changed)
        names = [name_of(waiting[one].entry) for one in order]
        note(deed, "room.speakers_reordered", sitting, names=names, **direction.word_of(deed, sitting))
    return keep_answer(deed, "room.reorder_speakers", args, {"order": order})


@transaction.atomic
def call_speaker(deed: Deed, speech: Speech) -> dict[str, Any]:
    """Give the floor to one who waits. Answers `{"speech", "started_at", "seconds_allowed"}`.

    Raises `AnotherSpeaking` (one at a time), `NoLongerWaiting`, `NotHere`, `NotInAttendance`.
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
        _ensure_here(speech.entry)
        word = direction.word_of(deed, sitting) if _is_out_of_turn(speech) else {}
        speech.state, speech.started_at = State.SPEAKING, sitting.body.now()
        speech.item = current_item(sitting)
        speech.internal_part = part_of(sitting)
        speech.save(update_fields=["state", "started_at", "item", "internal_part"])
        step_taken("call_speaker", speech)
        tell(SpeakerCalled, sitting, [speech])
        note(deed, "room.speaker_called", sitting, speaker=name_of(speech.entry), **word)
    answer = {
        "speech": str(speech.pk),
        "started_at": facts.moment(speech.started_at),
        "seconds_allowed": speech.seconds_allowed,
    }
    return keep_answer(deed, "room.call_speaker", args, answer)


def _is_out_of_turn(speech: Speech) -> bool:
    """Is somebody called before others who wait longer? That is the presider's to decide."""
    waiting = Speech.objects.filter(sitting=speech.sitting_id, state=State.WAITING, order__lt=speech.order)
    return waiting.exists()


def _ensure_here(entry: RosterEntry) -> None:
    """Only who is in the room or connected can be given the floor."""
    if not Presence.objects.filter(entry=entry, where__in=PRESENT).exists():
        raise NotHere(name=name_of(entry))


def _ensure_takes_part(entry: RosterEntry, item: AgendaItem | None) -> None:
    """Members, substitutes and standing invitees speak to everything, an invitee to his own item."""
    if entry.role in SILENT_ROLES or entry.removed_at is not None:
        raise NotInTheRoom
    if entry.role == RosterEntry.Role.INVITEE and not (
        item is not None and ItemInvitee.objects.filter(item=item, entry=entry).exists()
    ):
        raise NotInTheRoom
