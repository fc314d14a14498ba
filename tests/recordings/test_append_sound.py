"""Pieces of sound: in order, once, from the one device; hostile ones change nothing."""

import hashlib
from datetime import timedelta

import pytest

from core import clock
from recordings import rules, services, storing
from recordings.errors import (
    AnotherDevice,
    ChunkDiffers,
    ChunkOutOfOrder,
    NothingMoreExpected,
    NotRecorded,
    NotSound,
    SoundMissing,
    SoundTooLarge,
    TakenAfterStop,
)
from recordings.models import Recording
from tests.factories import agendas
from tests.factories.people import members_of
from tests.factories.sittings import deed_in
from tests.recordings.making import DEVICE, HEAD, NOW, append, begun, desk_deed, ended, ordered, presider_deed

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return agendas.in_session(items=1).sitting


def bytes_of(recording):
    return storing.place_of(recording).read_bytes()


def test_pieces_are_put_one_behind_the_other_and_fixed_by_their_hash(sitting):
    row = begun(sitting)
    pieces = [HEAD + b"first", b"second", b"third"]
    for number, piece in enumerate(pieces):
        assert append(row, number, piece) == {"number": number, "next": number + 1}
    services.stop_recording(presider_deed(sitting), row)
    answer = services.finish_recording(desk_deed(sitting), row, DEVICE)
    assert services.finish_recording(desk_deed(sitting), row, DEVICE) == answer
    row.refresh_from_db()
    assert bytes_of(row) == b"".join(pieces)
    assert (row.mime, row.size) == ("audio/webm", len(b"".join(pieces)))
    assert row.sha256 == hashlib.sha256(b"".join(pieces)).hexdigest()


def test_a_repeat_gets_the_same_answer_and_adds_nothing(sitting):
    row = begun(sitting)
    first = append(row, 0)
    append(row, 1)
    assert append(row, 0) == first
    with pytest.raises(ChunkDiffers):
        append(row, 0, HEAD + b"other words")
    row.refresh_from_db()
    assert row.chunks == 2 and bytes_of(row) == HEAD + b"0" + HEAD + b"1"


def test_another_number_is_refused_with_the_one_wanted(sitting):
    row = begun(sitting)
    append(row, 0)
    for number in (2, 99, -1, 10**9):
        with pytest.raises(ChunkOutOfOrder) as refusal:
            append(row, number)
        assert refusal.value.as_reply()["facts"] == {"next": "1"}


def test_a_process_that_died_while_it_wrote_leaves_no_trace(sitting):
    row = begun(sitting)
    append(row, 0)
    with storing.place_of(row).open("ab") as stream:
        stream.write(b"half a piece whose row was never written")
    append(row, 1)
    row.refresh_from_db()
    assert len(bytes_of(row)) == row.size


def test_only_the_device_and_the_person_that_began_bring_sound(sitting):
    row = begun(sitting)
    again = services.begin_recording(desk_deed(sitting), row, DEVICE, NOW)
    assert again["next"] == 0
    presider = deed_in(sitting.body, members_of(sitting.body)[0])
    for more in ({"device": "another"}, {"device": ""}, {"deed": presider}):
        with pytest.raises(AnotherDevice):
            append(row, 0, **more)
    with pytest.raises(AnotherDevice):
        services.begin_recording(desk_deed(sitting), row, "another", NOW)
    with pytest.raises(AnotherDevice):
        services.finish_recording(desk_deed(sitting), row, "another")
    with pytest.raises(NotRecorded):
        services.finish_recording(desk_deed(sitting), row, DEVICE)  # it is still on
    other = ordered(agendas.in_session(items=1).sitting)
    with pytest.raises(NotRecorded):
        append(other, 0)  # nobody began it


def test_too_large_empty_and_no_sound_are_refused(sitting, settings):
    row = begun(sitting)
    for piece in (b"<html>", b"MZ" + bytes(50), b"PK\x03\x04", b"\x89PNG\r\n"):
        with pytest.raises(NotSound):
            append(row, 0, piece)
    with pytest.raises(SoundMissing):
        services.append_sound(desk_deed(sitting), row, DEVICE, 0, b"", NOW)
    settings.RECORDING_CHUNK_KIB = 1
    with pytest.raises(SoundTooLarge):
        append(row, 0, HEAD + bytes(1024))
    settings.RECORDING_CHUNK_KIB, settings.RECORDING_LIMIT_MIB = 2048, 1
    append(row, 0, HEAD + bytes(1024 * 1000))
    with pytest.raises(SoundTooLarge):
        append(row, 1, bytes(1024 * 1000))
    row.refresh_from_db()
    assert row.chunks == 1


def test_what_was_taken_before_the_stop_may_follow_what_came_after_may_not(sitting):
    row = begun(sitting)
    append(row, 0)
    with clock.drive(timedelta(seconds=30)):
        services.stop_recording(presider_deed(sitting), row)
    append(row, 1, b"the tail", timedelta(seconds=25))
    with pytest.raises(TakenAfterStop):
        append(row, 2, b"what was said inside", timedelta(seconds=40))
    services.finish_recording(desk_deed(sitting), row, DEVICE)
    with pytest.raises(NothingMoreExpected):
        append(row, 2, b"late", timedelta(seconds=20))


def test_the_first_sound_is_never_before_the_order(sitting):
    row = ordered(sitting)
    services.begin_recording(desk_deed(sitting), row, DEVICE, timedelta(hours=3))
    row.refresh_from_db()
    assert row.sound_from == row.started_at


def test_kinds_of_sound_are_told_by_their_first_bytes():
    known = {
        HEAD: "audio/webm",
        b"OggS\0": "audio/ogg",
        b"ID3\x04": "audio/mpeg",
        b"\xff\xfb\x90\x00": "audio/mpeg",
        b"RIFF\0\0\0\0WAVEfmt ": "audio/wav",
        b"\0\0\0\x1cftypM4A ": "audio/mp4",
    }
    assert {head: rules.media_type_of(head) for head in known} == known
    for head in (
        b"",
        b"RIFF\0\0\0\0WEBP",
        b"\xff\xd8\xff\xe0",
        b"%PDF-1.7",
        b"\0\0\0\x1cftypheic",
        b"#!/bin/sh",
    ):
        assert rules.media_type_of(head) == ""


def test_destroyed_sound_takes_nothing_more(sitting, django_capture_on_commit_callbacks):
    row = ended(sitting)
    with django_capture_on_commit_callbacks(execute=True):
        services.destroy_recording(presider_deed(sitting), row, "Hết thời hạn lưu")
    assert not storing.place_of(row).exists()
    with pytest.raises(NothingMoreExpected):
        append(Recording.objects.get(), 0)
