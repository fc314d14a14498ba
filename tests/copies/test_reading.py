"""Who has opened what: counts and names for the secretariat, nothing for anybody else; one reminder an hour."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.deeds import deed_of
from accounts.models import BodyRole
from audit.models import AuditRecord
from copies import services
from copies.coverage import reading_of
from copies.errors import NobodyToRemind, RemindedAlready
from copies.models import ReadingReminder
from core import clock
from notices.models import Notice
from papers.services import note_opening
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    return agendas.published(sittings.called_sitting(people.government(5)), items=2)


def desk_of(agenda):
    return people.members_of(agenda.sitting.body)


def first(agenda):
    return agendas.items_of(agenda)[0].item_papers.get()


def test_a_paper_counts_who_opened_it(agenda):
    row, users = first(agenda), desk_of(agenda)
    for user in users[:2]:
        note_opening(user, row.version, 9)
    one = reading_of(agenda.sitting).papers[0]
    assert (len(one.opened), len(one.unopened), one.due) == (2, 3, 5)
    assert [entry.person_id for entry in one.opened] == [user.person_id for user in users[:2]]


def test_who_opened_an_earlier_version_has_the_new_one_before_him(agenda):
    row, users = first(agenda), desk_of(agenda)
    note_opening(users[0], row.version)
    row.version = agendas.version(row.paper)
    row.save()
    reading = reading_of(agenda.sitting)
    assert [entry.person_id for entry in reading.papers[0].earlier] == [users[0].person_id]
    assert reading.people[0][0].person_id == users[0].person_id


def test_the_papers_of_internal_parts_are_not_told(agenda):
    row = first(agenda)
    row.internal_part = 1
    row.save()
    assert row.pk not in {one.row.pk for one in reading_of(agenda.sitting).papers}


def test_the_picture_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    small = agendas.published(sittings.called_sitting(people.government(3)), items=1)
    large = agendas.published(sittings.called_sitting(people.government(12)), items=9)
    for sitting in (small.sitting, large.sitting):
        with django_assert_max_num_queries(6):
            assert reading_of(sitting).papers


def test_a_reminder_goes_to_those_who_lack_a_paper_and_names_it(agenda):
    row, users = first(agenda), desk_of(agenda)
    other = agendas.items_of(agenda)[1].item_papers.get()
    for user in users:
        note_opening(user, row.version)
    note_opening(users[0], other.version)
    deed = sittings.deed_in(agenda.sitting.body)
    assert services.remind_readers(deed, agenda.sitting) == 4
    notices = Notice.objects.filter(kind="copies.reading_reminder")
    assert {notice.user_id for notice in notices} == {user.pk for user in users[1:]}
    assert notices[0].facts["papers"] == other.paper.title
    told = AuditRecord.objects.get(verb="copies.readers_reminded")
    assert len(told.facts["facts"]["names"]) == 4 and other.paper.title not in str(told.facts)


def test_once_an_hour_at_most(agenda):
    deed = sittings.deed_in(agenda.sitting.body)
    services.remind_readers(deed, agenda.sitting)
    with pytest.raises(RemindedAlready):
        services.remind_readers(deed, agenda.sitting)
    with clock.drive(timedelta(minutes=61)):
        services.remind_readers(deed, agenda.sitting)
    assert ReadingReminder.objects.count() == 2


def test_a_repeat_under_its_key_reminds_nobody_twice(agenda):
    deed = sittings.deed_in(agenda.sitting.body).with_key("one")
    assert services.remind_readers(deed, agenda.sitting) == services.remind_readers(deed, agenda.sitting) == 5
    assert ReadingReminder.objects.count() == 1


def test_nobody_is_left_to_remind(agenda):
    for item in agendas.items_of(agenda):
        for user in desk_of(agenda):
            note_opening(user, item.item_papers.get().version)
    with pytest.raises(NobodyToRemind):
        services.remind_readers(sittings.deed_in(agenda.sitting.body), agenda.sitting)


def test_the_page_says_names_and_no_page_numbers(agenda, client):
    body, row = agenda.sitting.body, first(agenda)
    officer = people.staff(body, BodyRole.Role.CONDUCT)
    from meetings.audiences import sync_audiences

    sync_audiences(agenda.sitting)
    note_opening(desk_of(agenda)[0], row.version, 11)
    client.force_login(officer)
    answer = client.get(reverse("copies:reading", args=[agenda.sitting_id]))
    text = answer.content.decode()
    assert "1/5" in text and "Phó Thủ tướng Thường trực" in text and "trang 11" not in text
    assert "no-store" in answer["Cache-Control"]
    answer = client.post(reverse("copies:remind", args=[agenda.sitting_id]), follow=True)
    assert "Đã nhắc 5 người" in answer.content.decode()
    assert deed_of(officer, body).name in answer.content.decode()
