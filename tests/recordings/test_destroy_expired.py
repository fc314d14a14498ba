"""Recordings past the days they are kept: warned of first, destroyed with a deed in the record."""

from datetime import timedelta

import pytest

from audit.models import AuditRecord
from audit.selectors import sentence_of
from notices.models import Notice
from recordings import services
from recordings.models import Recording
from tests.factories import agendas
from tests.recordings.making import ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording(settings):
    settings.RECORDING_KEEP_DAYS, settings.RECORDING_WARN_DAYS = 30, 7
    return ended(agendas.in_session(items=1).sitting)


def later(recording, days):
    """So many days pass at the body."""
    body = recording.sitting.body
    body.refresh_from_db()
    body.put_clock_to(body.now() + timedelta(days=days))
    body.save()
    return services.destroy_expired()


def state_of(recording):
    return Recording.objects.get(pk=recording.pk).state


def test_readers_are_warned_days_before_and_the_sound_goes_with_a_deed(recording):
    assert later(recording, 20) == 0 and not AuditRecord.objects.filter(verb="recordings.destruction_warned")
    assert later(recording, 4) == 0
    warned = AuditRecord.objects.get(verb="recordings.destruction_warned")
    assert "lưu đến hết ngày" in sentence_of(warned)
    assert Notice.objects.filter(kind="recordings.destruction_near").count() >= 1
    assert services.destroy_expired() == 0
    assert later(recording, 6) == 0 and state_of(recording) == "ended"
    assert later(recording, 2) == 1 and state_of(recording) == "destroyed"
    assert "Hết thời hạn lưu 30 ngày" in sentence_of(AuditRecord.objects.get(verb="recordings.destroyed"))
    assert services.destroy_expired() == 0
    assert AuditRecord.objects.filter(verb="recordings.destruction_warned").count() == 1


def test_a_shorter_setting_destroys_nothing_that_was_not_warned_of(recording, settings):
    settings.RECORDING_KEEP_DAYS = 1
    assert later(recording, 100) == 0 and state_of(recording) == "ended"
    assert later(recording, 7) == 0
    assert later(recording, 1) == 1


def test_without_a_number_of_days_recordings_stay(recording, settings):
    settings.RECORDING_KEEP_DAYS = 0
    assert later(recording, 4000) == 0 and state_of(recording) == "ended"
