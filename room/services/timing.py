"""The time of the one who speaks: it stands still, runs on, grows, and ends."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from room import facts, rules
from room.errors import NotSpeaking
from room.events import SpeechEnded, SpeechExtended, SpeechPaused, SpeechResumed
from room.models import Speech
from room.services.base import current_item, lock_speech, name_of, note, tell

State = Speech.State
CLOCK = ("paused_at", "paused_seconds")


@transaction.atomic
def pause_speech(deed: Deed, speech: Speech) -> dict[str, Any]:
    """Stop the speaker's time; pausing again changes nothing. Answers as `resume_speech`. Raises `NotSpeaking`."""
    speech = lock_speech(speech)
    args = {"speech": str(speech.pk)}
    if (first := first_answer(deed, "room.pause_speech", args)) is not None:
        return first
    _ensure_speaking(speech)
    if speech.paused_at is None:
        speech.paused_at = speech.sitting.body.now()
        speech.save(update_fields=CLOCK)
        tell(SpeechPaused, speech.sitting, [speech])
        note(deed, "room.speech_paused", speech.sitting, speaker=name_of(speech.entry))
    return keep_answer(deed, "room.pause_speech", args, _clock(speech))


@transaction.atomic
def resume_speech(deed: Deed, speech: Speech) -> dict[str, Any]:
    """Let the speaker's time run on. Answers `{"speech", "paused_at", "paused_seconds"}`. Raises `NotSpeaking`."""
    speech = lock_speech(speech)
    args = {"speech": str(speech.pk)}
    if (first := first_answer(deed, "room.resume_speech", args)) is not None:
        return first
    _ensure_speaking(speech)
    if speech.paused_at is not None:
        run_on(speech, speech.sitting.body.now())
        speech.save(update_fields=CLOCK)
        tell(SpeechResumed, speech.sitting, [speech])
        note(deed, "room.speech_resumed", speech.sitting, speaker=name_of(speech.entry))
    return keep_answer(deed, "room.resume_speech", args, _clock(speech))


@transaction.atomic
def end_speech(deed: Deed, speech: Speech) -> dict[str, Any]:
    """Take the floor back; a speech that is over stays over. Raises `NotSpeaking`."""
    speech = lock_speech(speech)
    args = {"speech": str(speech.pk)}
    if (first := first_answer(deed, "room.end_speech", args)) is not None:
        return first
    if speech.state == State.SPEAKING:
        end(speech, speech.sitting.body.now())
        speech.save(update_fields=["state", "ended_at", *CLOCK])
        item = current_item(speech.sitting)
        tell(SpeechEnded, speech.sitting, [speech], facts.spoken_facts(item, speech.entry_id))
        note(deed, "room.speech_ended", speech.sitting, speaker=name_of(speech.entry))
    else:
        _ensure_speaking(speech, or_done=True)
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
    _ensure_speaking(speech)
    speech.seconds_allowed = rules.longer(speech.seconds_allowed, seconds)
    speech.save(update_fields=["seconds_allowed"])
    tell(SpeechExtended, speech.sitting, [speech])
    note(deed, "room.speech_extended", speech.sitting, speaker=name_of(speech.entry), seconds=seconds)
    answer = {"speech": str(speech.pk), "seconds_allowed": speech.seconds_allowed}
    return keep_answer(deed, "room.extend_speech", args, answer)


def end(speech: Speech, now: datetime) -> None:
    """The speech is over; a pause that still lasted counts as a pause. Not saved yet."""
    run_on(speech, now)
    speech.state, speech.ended_at = State.DONE, now


def run_on(speech: Speech, now: datetime) -> None:
    """A pause is over, if there is one. Not saved yet."""
    speech.paused_seconds += rules.stood_still(speech.paused_at, now)
    speech.paused_at = None


def _ensure_speaking(speech: Speech, *, or_done: bool = False) -> None:
    if speech.state != State.SPEAKING and not (or_done and speech.state == State.DONE):
        raise NotSpeaking(name=name_of(speech.entry))


def _clock(speech: Speech) -> dict[str, Any]:
    return {
        "speech": str(speech.pk),
        "paused_at": facts.moment(speech.paused_at),
        "paused_seconds": speech.paused_seconds,
    }
