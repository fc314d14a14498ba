"""A recorder's file: its kind by its bytes, its marks by its times, internal parts apart."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agendas import services as agenda_services
from core import clock
from meetings import services as meetings
from recordings import selectors, services
from recordings.errors import (
    NotNamedInside,
    NotSound,
    ReachesInside,
    SoundMissing,
    SoundTooLarge,
    TimesMissing,
)
from recordings.models import CourseMark, Recording
from tests.factories import agendas
from tests.factories.people import members_of
from tests.factories.sittings import deed_in
from tests.recordings.making import desk_deed, presider_deed

pytestmark = pytest.mark.django_db
MP3 = b"ID3\x04" + bytes(500)
HOUR = timedelta(hours=1)


@pytest.fixture
def agenda():
    return agendas.in_session(items=1)


def bring(sitting, start, end, data=MP3, name="phien-hop.mp3", deed=None):
    answer = services.bring_recording(deed or desk_deed(sitting), sitting, io.BytesIO(data), name, start, end)
    return Recording.objects.get(pk=answer["recording"])


def test_marks_of_the_course_find_their_place_in_the_file(agenda):
    sitting = agenda.sitting
    start = sitting.body.now()
    with clock.drive(timedelta(seconds=90)):
        agenda_services.start_item(desk_deed(sitting), agendas.items_of(agenda)[0])
    with clock.drive(HOUR):
        row = bring(sitting, start, start + HOUR)
    [mark] = selectors.marks_of(row, CourseMark.objects.filter(sitting=sitting))
    assert 89 <= mark["offset"] <= 91 and mark["words"].startswith("Nội dung 1. ")
    assert (row.mime, row.name, row.by_direction) == ("audio/mpeg", "phien-hop.mp3", True)
    assert members_of(sitting.body)[0].person_id in row.readers.values_list("person_id", flat=True)
    again = bring(sitting, start, start + HOUR / 2, deed=desk_deed(sitting).with_key("k"))
    assert bring(sitting, start, start + HOUR / 2, deed=desk_deed(sitting).with_key("k")) == again


def test_what_isnt_sound_has_no_time_or_is_too_large_is_refused(agenda, settings):
    sitting, now = agenda.sitting, agenda.sitting.body.now()
    for data in (b"%PDF-1.7", b"MZ" + bytes(99), b"<script>", b"RIFF1234WEBP"):
        with pytest.raises(NotSound):
            bring(sitting, now - HOUR, now, data, "phien-hop.mp3")
    with pytest.raises(SoundMissing):
        bring(sitting, now - HOUR, now, b"")
    for start, end in ((now, now - HOUR), (now - HOUR, now - HOUR), (now + HOUR, now + 2 * HOUR)):
        with pytest.raises(TimesMissing):
            bring(sitting, start, end)
    settings.RECORDING_LIMIT_MIB = 1
    with pytest.raises(SoundTooLarge):
        bring(sitting, now - HOUR, now, b"ID3" + bytes(1024 * 1024))
    assert not Recording.objects.exists()


def test_an_internal_part_is_brought_apart_by_somebody_named(agenda):
    sitting = agenda.sitting
    members = members_of(sitting.body)
    start = sitting.body.now()
    with clock.drive(timedelta(minutes=10)):
        meetings.start_internal_part(desk_deed(sitting), sitting, [str(members[1].person_id)])
    with clock.drive(timedelta(minutes=30)):
        meetings.end_internal_part(presider_deed(sitting), sitting)
    part = sitting.internal_parts.get()
    with clock.drive(HOUR):
        with pytest.raises(ReachesInside):
            bring(sitting, start, start + HOUR)
        with pytest.raises(NotNamedInside):
            bring(sitting, part.started_at, part.ended_at)
        row = bring(sitting, part.started_at, part.ended_at, deed=deed_in(sitting.body, members[1]))
        assert bring(sitting, start, part.started_at).internal_part is None
    assert row.internal_part == 1
    named = {members[0].person_id, members[1].person_id}
    assert set(row.readers.values_list("person_id", flat=True)) == named


def test_the_page_takes_a_file_and_says_what_is_wrong(agenda):
    sitting = agenda.sitting
    client = Client()
    client.force_login(members_of(sitting.body)[0])
    address = reverse("recordings:bring", args=[sitting.pk])
    begin = clock.local(sitting.body.now() - HOUR).strftime("%Y-%m-%dT%H:%M:%S")
    end = clock.local(sitting.body.now()).strftime("%Y-%m-%dT%H:%M:%S")
    sound = SimpleUploadedFile("Phiên họp.mp3", MP3)
    page = client.post(address, {"file": sound, "start": begin, "end": end}, follow=True).content.decode()
    assert "Đã nhận tệp ghi âm." in page and "Phiên họp.mp3" in page
    page = client.post(address, {"start": begin, "end": end}, follow=True).content.decode()
    assert "Đề nghị chọn tệp ghi âm." in page
    sound = SimpleUploadedFile("Phiên họp.mp3", MP3)
    page = client.post(address, {"file": sound, "start": "hôm qua", "end": "2020-99-99T00:00"}, follow=True)
    assert "Đề nghị ghi giờ bắt đầu" in page.content.decode()
