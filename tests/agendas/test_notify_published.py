"""Publishing tells everybody who may read the agenda, once, by a job."""

import pytest
from django.core import mail

from agendas import services
from core import jobs
from core.models import Job
from meetings import services as meetings
from notices.models import Notice
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of

pytestmark = pytest.mark.django_db


def test_readers_are_told_once_however_often_the_job_runs():
    agenda = agendas.draft(items=1)
    deed = sittings.deed_in(agenda.sitting.body)
    guest, stranger = people.user(), people.user()
    entry = meetings.add_to_roster(deed, agenda.sitting, guest.person, "invitee", post_title="Chủ tịch")
    services.set_invitees(deed, agendas.items_of(agenda)[0], [entry.pk])
    agenda.refresh_from_db()
    services.publish_agenda(deed, agendas.approve(agenda))
    jobs.run_waiting()
    told = Notice.objects.filter(kind="agenda.published")
    readers = set(told.values_list("user_id", flat=True))
    assert {user.pk for user in members_of(agenda.sitting.body)} <= readers
    assert guest.pk in readers
    assert stranger.pk not in readers
    count = told.count()
    Job.objects.filter(kind="agendas.notify_published").update(state=Job.State.WAITING)
    jobs.run_waiting()
    assert told.count() == count == len(readers)
    letters = [letter for letter in mail.outbox if "đã được phát hành" in letter.subject]
    assert len(letters) == count
    assert "bản 1" in letters[0].body
