"""Who hears what: readers alone, by ranges, until the right is taken back; every copy is in the record."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.urls import reverse

from accounts.models import BodyRole
from audit.models import AuditRecord
from core import clock
from core.errors import NotFound
from meetings import services as meetings
from meetings.audiences import sync_audiences
from minutes.services import fill_minutes
from notices.models import Notice
from papers import files
from realtime.standing import get_watch
from recordings import access, selectors, services
from recordings.errors import NotNamedInside, ReasonMissing, StillRecorded, UnknownListener
from recordings.models import Recording
from tests.factories import agendas, people
from tests.factories.people import members_of
from tests.papers.test_files import fetch
from tests.recordings.making import begun, desk_deed, ended, presider_deed

pytestmark = pytest.mark.django_db
served = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sitting():
    return agendas.in_session(items=1).sitting


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def of(sitting, number):
    return members_of(sitting.body)[number]


def test_the_minutes_lead_to_the_sound_those_who_hear_it_and_nobody_else(sitting):
    clerk, lead = (
        people.staff(sitting.body, role) for role in (BodyRole.Role.MINUTES, BodyRole.Role.SECRETARIAT_LEAD)
    )
    sync_audiences(sitting)
    row, link = ended(sitting), '">Nghe ghi âm</a>'
    fill_minutes(desk_deed(sitting), sitting)
    page = reverse("minutes:edit", args=[sitting.pk])
    for user in (clerk, lead):
        hears = access.hears(user, row)
        assert hears == (user == clerk)
        assert (link in signed_in(user).get(page).content.decode()) == hears
    services.forbid_listening(presider_deed(sitting), row.readers.get(person=clerk.person))
    assert link not in signed_in(clerk).get(page).content.decode()


def test_a_reader_is_let_in_told_and_let_out(sitting):
    row, member = ended(sitting), of(sitting, 3)
    page = reverse("recordings:list", args=[sitting.pk])
    sound = reverse("recordings:hear", args=[row.pk])
    client = signed_in(member)
    assert client.get(page).status_code == client.head(sound).status_code == 404
    services.allow_listening(presider_deed(sitting), row, member.person_id)
    assert Notice.objects.filter(user=member, kind="recordings.listening_allowed").count() == 1
    shown = client.get(page)
    assert shown.status_code == 200 and sound in shown.content.decode()
    assert reverse("recordings:destroy", args=[row.pk]) not in shown.content.decode()
    assert client.head(sound).status_code == 200
    reader = row.readers.get(person=member.person)
    services.forbid_listening(presider_deed(sitting), reader)
    services.forbid_listening(presider_deed(sitting), reader)
    assert client.get(page).status_code == client.head(sound).status_code == 404
    assert AuditRecord.objects.filter(verb="recordings.listening_forbidden").count() == 1
    assert selectors.still_audible({(member.pk, row.pk)}) == set()


def test_a_right_ends_with_its_day(sitting):
    row, member = ended(sitting), of(sitting, 3)
    services.allow_listening(presider_deed(sitting), row, member.person_id, sitting.body.today())
    assert access.get_recording_to_hear(member, row.pk) == row
    assert selectors.still_audible({(member.pk, row.pk)}) == {(member.pk, row.pk)}
    with clock.drive(timedelta(days=1)):
        with pytest.raises(NotFound):
            access.get_recording_to_hear(member, row.pk)
        assert selectors.still_audible({(member.pk, row.pk)}) == set()


def test_an_unreadable_day_gives_no_lasting_right(sitting):
    row, member = ended(sitting), of(sitting, 3)
    client = signed_in(of(sitting, 0))
    for day in ("2026-02-31", "mai", "31/12/2026"):
        client.post(reverse("recordings:allow", args=[row.pk]), {"person": member.person_id, "until": day})
    assert not row.readers.filter(person=member.person).exists()
    client.post(reverse("recordings:allow", args=[row.pk]), {"person": member.person_id, "until": ""})
    assert row.readers.filter(person=member.person).exists()


def test_strangers_can_be_no_readers_and_nothing_is_heard_while_it_is_on(sitting):
    live = begun(sitting)
    with pytest.raises(StillRecorded):
        services.allow_listening(presider_deed(sitting), live, of(sitting, 3).person_id)
    with pytest.raises(NotFound):
        access.get_recording_to_hear(of(sitting, 0), live.pk)
    services.stop_recording(presider_deed(sitting), live)
    for stranger in (people.user().person_id, "nonsense"):
        with pytest.raises(UnknownListener):
            services.allow_listening(presider_deed(sitting), live, stranger)


def test_sound_of_an_internal_part_is_for_the_named_alone(sitting):
    named = [str(of(sitting, number).person_id) for number in (0, 1)]
    meetings.start_internal_part(desk_deed(sitting), sitting, named)
    sitting.refresh_from_db()
    row = begun(sitting)
    services.stop_recording(presider_deed(sitting), row)
    meetings.end_internal_part(desk_deed(sitting), sitting)
    assert {str(one) for one in row.readers.values_list("person_id", flat=True)} == set(named)
    with pytest.raises(NotNamedInside):
        services.allow_listening(presider_deed(sitting), row, of(sitting, 3).person_id)
    outside = of(sitting, 3)
    assert signed_in(outside).get(reverse("recordings:list", args=[sitting.pk])).status_code == 404


def test_every_copy_and_the_first_hearing_are_in_the_record(sitting):
    row, presider = ended(sitting), of(sitting, 0)
    client = signed_in(presider)
    for _time in range(2):
        client.get(reverse("recordings:copy", args=[row.pk]))
        client.get(reverse("recordings:hear", args=[row.pk]))
    client.get(reverse("recordings:copy", args=[row.pk]), headers={"Range": "bytes=10-20"})
    assert row.readers.get(person=presider.person).downloads == 2
    assert AuditRecord.objects.filter(verb="recordings.downloaded").count() == 2
    assert AuditRecord.objects.filter(verb="recordings.heard").count() == 1


@pytest.mark.parametrize("asked", ["bytes=1-", "bytes=00-", "bytes=-1000000", "bytes=5-,0-4"])
def test_a_copy_that_doesnt_ask_for_its_beginning_is_a_copy(sitting, asked):
    row, presider = ended(sitting), of(sitting, 0)
    client, address = signed_in(presider), reverse("recordings:copy", args=[row.pk])
    assert client.get(address, headers={"Range": asked}).status_code in (200, 206)
    assert row.readers.get(person=presider.person).downloads == 1
    assert AuditRecord.objects.filter(verb="recordings.downloaded").count() == 1
    client.get(address, headers={"Range": "bytes=10-20"})  # goes on where a copy broke off
    assert client.get(address, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert client.get(address, headers={"If-None-Match": client.head(address)["ETag"]}).status_code == 304
    assert row.readers.get(person=presider.person).downloads == 1
    client.get(address, headers={"Range": "bytes=10-20", "If-Range": '"another"'})
    assert row.readers.get(person=presider.person).downloads == 2


@served
async def test_ranges_put_together_are_the_sound(sitting):
    row = await sync_to_async(ended)(sitting, 10000)
    presider = await sync_to_async(of)(sitting, 0)
    address, whole = reverse("recordings:hear", args=[row.pk]), b""
    for start in range(0, 10000, 4000):
        response = await fetch(presider, address, Range=f"bytes={start}-{start + 3999}")
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {start}-{min(start + 3999, 9999)}/10000"
        whole += response.whole
    assert len(whole) == 10000 and whole.startswith(b"\x1a\x45\xdf\xa3")
    assert (response["Content-Type"], response["Cache-Control"]) == ("audio/webm", "no-store")
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    beyond = await fetch(presider, address, Range="bytes=10000-")
    assert beyond.status_code == 416


@served
async def test_a_running_download_ends_with_the_right(sitting):
    row = await sync_to_async(ended)(sitting, files.PIECE * 3)
    presider = await sync_to_async(of)(sitting, 0)
    claim = (presider.pk, presider.epoch, None)
    stream = files.open_range(
        row.storage_path, files.Span(0, row.size - 1), None, claim, (selectors.KIND, row.pk)
    )
    await anext(stream)
    await get_watch().look()
    await anext(stream)
    reader = await row.readers.select_related("recording").aget(person=presider.person_id)
    await sync_to_async(services.forbid_listening)(await sync_to_async(desk_deed)(sitting), reader)
    await get_watch().look()
    assert [piece async for piece in stream] == []


def test_destroying_needs_a_reason_and_leaves_the_row(sitting):
    row = ended(sitting)
    with pytest.raises(ReasonMissing):
        services.destroy_recording(presider_deed(sitting), row, "  ")
    services.destroy_recording(presider_deed(sitting), row, "Hết thời hạn lưu")
    services.destroy_recording(presider_deed(sitting), row, "lần nữa")
    row = Recording.objects.get()
    assert (row.state, row.size, row.destroyed_reason) == ("destroyed", 0, "Hết thời hạn lưu")
    assert AuditRecord.objects.filter(verb="recordings.destroyed").count() == 1
    presider = signed_in(of(sitting, 0))
    assert presider.head(reverse("recordings:hear", args=[row.pk])).status_code == 404
    assert "Hết thời hạn lưu" in presider.get(reverse("recordings:list", args=[sitting.pk])).content.decode()
