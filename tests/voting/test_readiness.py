"""A line per person: who is ready, what others lack, and one press that reminds exactly those."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.build import build_of_now
from core.jobs import run_waiting
from meetings.errors import NotNow
from meetings.models import RosterEntry, Sitting
from notices.models import Notice
from papers.models import PaperOpening
from realtime import presence, streams
from realtime.models import PresenceLease
from tests.factories import agendas, people, sittings
from voting import services
from voting.models import TrialVote
from voting.readiness import readiness_of
from voting.services.readiness import REMINDER

pytestmark = pytest.mark.django_db


def called(members: int = 4):
    agenda = agendas.published(sittings.called_sitting(people.government(members)), 2)
    run_waiting()
    return agenda.sitting


def arrive(sitting, user) -> None:
    user.last_login = clock.real()
    user.save(update_fields=["last_login"])
    PresenceLease.objects.create(user=user, stream=f"sitting:{sitting.pk}", seen_at=clock.real())


def line_of(sitting, user):
    return next(line for line in readiness_of(sitting) if line.entry.person_id == user.person_id)


def test_who_signed_in_and_opened_the_page_is_ready_and_the_others_lack_it_in_words():
    sitting = called()
    first, second = people.members_of(sitting.body)[:2]
    arrive(sitting, first)
    assert line_of(sitting, first).is_ready
    assert line_of(sitting, first).is_connected
    assert line_of(sitting, second).lacks == ["chưa đăng nhập hôm nay", "chưa mở trang phiên họp"]


def test_a_page_of_an_older_build_has_to_be_loaded_again(client):
    sitting = called()
    old, new = people.members_of(sitting.body)[1:3]
    lease = presence.lease_of(sitting.stream(streams.MEMBERS))
    for user in (old, new):
        arrive(sitting, user)
    presence.note_builds({(old.pk, lease): "aaaaaaaaaaaa", (new.pk, lease): build_of_now()})
    assert "phiên bản cũ, cần tải lại trang" in line_of(sitting, old).lacks
    assert not line_of(sitting, new).is_old_build
    client.force_login(sittings.secretary_of(sitting.body))
    page = client.get(reverse("voting:readiness", args=[sitting.pk])).content.decode()
    assert page.count("Phiên bản cũ") == 1
    assert f'<meta name="build" content="{build_of_now()}">' in page


def test_a_trial_that_wasnt_answered_counts():
    sitting = called()
    first, second = people.members_of(sitting.body)[:2]
    for user in (first, second):
        arrive(sitting, user)
    made = services.start_trial_vote(sittings.deed_in(sitting.body), sitting)
    trial = TrialVote.objects.get(pk=made["trial"])
    services.answer_trial_vote(sittings.deed_in(sitting.body, first), trial, "for_")
    assert line_of(sitting, first).is_ready
    assert line_of(sitting, second).lacks == ["chưa trả lời biểu quyết thử"]


def test_papers_are_counted_and_not_named():
    sitting = called()
    user = people.members_of(sitting.body)[1]
    version = sitting.agenda.items.first().item_papers.get().version
    now = clock.real()
    PaperOpening.objects.create(user=user, version=version, first_at=now, last_at=now)
    line = line_of(sitting, user)
    assert (line.opened, line.papers) == (1, 2)


def test_who_takes_leave_is_not_expected():
    sitting = called()
    user = people.members_of(sitting.body)[2]
    RosterEntry.objects.filter(person_id=user.person_id).update(mode="leave")
    assert user.person_id not in {line.entry.person_id for line in readiness_of(sitting)}


def test_the_queries_dont_grow_with_the_roster():
    counts = []
    for members in (3, 9):
        sitting = called(members)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            readiness_of(sitting)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_press_reminds_those_who_arent_ready_and_nobody_else():
    sitting = called()
    ready, *others = people.members_of(sitting.body)
    arrive(sitting, ready)
    sent = len(mail.outbox)
    answer = services.remind_unready(sittings.deed_in(sitting.body, key="k1"), sitting)
    assert services.remind_unready(sittings.deed_in(sitting.body, key="k1"), sitting) == answer
    assert answer == {"reminded": 3}
    told = Notice.objects.filter(kind=REMINDER)
    assert {notice.user_id for notice in told} == {user.pk for user in others}
    run_waiting()
    assert len(mail.outbox) == sent + 3


def test_a_rehearsal_reminds_nobody():
    from agendas import services as agenda_services

    sitting = called()
    deed = sittings.deed_in(sitting.body)
    rehearsal = Sitting.objects.get(pk=agenda_services.rehearse_sitting(deed, sitting.agenda)["sitting"])
    services.remind_unready(deed, rehearsal)
    assert not Notice.objects.filter(kind=REMINDER).exists()


def test_nobody_is_reminded_of_a_draft():
    sitting = sittings.sitting(people.government(3))
    with pytest.raises(NotNow):
        services.remind_unready(sittings.deed_in(sitting.body), sitting)


def test_the_page_names_the_unready_and_how_to_reach_them(client):
    sitting = called()
    user = people.members_of(sitting.body)[1]
    user.person.phone = "080 43162"
    user.person.save()
    client.force_login(sittings.secretary_of(sitting.body))
    page = client.get(f"/voting/sittings/{sitting.pk}/readiness/").content.decode()
    assert "080 43162" in page
    assert "Nhắc những người chưa sẵn sàng" in page
    client.post(f"/voting/sittings/{sitting.pk}/readiness/remind/")
    assert Notice.objects.filter(kind=REMINDER).exists()
