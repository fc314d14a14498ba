"""Attendance as events: what is present, what counts, what a lost connection does."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from core.registries import PRESENCE_CHANGED
from meetings import selectors, services
from meetings.errors import NotInAttendance, NotOnRoster
from meetings.models import AttendanceEvent, Presence
from tests.factories import people, sittings

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def where(entry):
    """Where the entry's person is now."""
    return Presence.objects.get(entry=entry).where


def test_presence_is_what_the_events_say_and_the_quorum_follows():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    entries = sittings.member_entries(sitting)
    answer = services.set_presence(deed, sitting, [row.pk for row in entries[:2]], "on_site")
    assert len(answer["changed"]) == 2 and answer["quorum"]["present"] == 2
    services.set_presence(deed, sitting, [entries[2].pk], "online")
    services.set_presence(deed, sitting, [entries[0].pk], "left", note="Đi công tác đột xuất")
    kinds = list(AttendanceEvent.objects.filter(sitting=sitting).values_list("number", "kind", "presence"))
    assert kinds == [
        (1, "arrived", "on_site"),
        (2, "arrived", "on_site"),
        (3, "joined_online", "online"),
        (4, "left", "left"),
    ]
    assert selectors.quorum_now(sitting).present == 2
    assert [row.name for row in selectors.members_present(sitting)] == [entries[1].name, entries[2].name]


def test_who_is_there_already_is_not_counted_again():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    entry = sittings.member_entries(sitting)[0]
    services.set_presence(deed, sitting, [entry.pk], "on_site")
    assert services.set_presence(deed, sitting, [entry.pk], "on_site")["changed"] == []
    assert AttendanceEvent.objects.count() == 1


def test_a_repeat_under_the_same_key_gets_the_first_answer():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body).with_key("k" * 20)
    entry = sittings.member_entries(sitting)[0]
    first = services.set_presence(deed, sitting, [entry.pk], "on_site")
    services.set_presence(sittings.deed_in(sitting.body), sitting, [entry.pk], "left")
    assert services.set_presence(deed, sitting, [str(entry.pk)], "on_site") == first
    assert where(entry) == "left"


def test_invitees_and_substitutes_do_not_count_for_the_quorum():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    guest = services.add_to_roster(deed, sitting, people.person(), "invitee", post_title="Chuyên gia")
    answer = services.set_presence(deed, sitting, [guest.pk], "on_site")
    assert answer["quorum"]["present"] == 0 and answer["quorum"]["total"] == 5


def test_a_lost_connection_suspends_only_those_online_and_its_return_restores_them():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    on_site, online, absent = sittings.member_entries(sitting)[:3]
    services.set_presence(deed, sitting, [on_site.pk], "on_site")
    services.set_presence(deed, sitting, [online.pk], "online")
    everybody = [on_site.person_id, online.person_id, absent.person_id]
    for listener in PRESENCE_CHANGED.all("sitting"):
        listener(str(sitting.pk), everybody, False)
    assert [where(row) for row in (on_site, online, absent)] == ["on_site", "suspended", "absent"]
    assert selectors.quorum_now(sitting).present == 1
    for listener in PRESENCE_CHANGED.all("sitting"):
        listener(str(sitting.pk), everybody, True)
    assert [where(row) for row in (on_site, online, absent)] == ["on_site", "online", "absent"]
    assert list(AttendanceEvent.objects.values_list("kind", flat=True))[-2:] == [
        "connection_lost",
        "connection_back",
    ]


def test_attendance_is_taken_between_the_call_and_the_closing_afterwards_only_corrected():
    draft = sittings.sitting()
    deed = sittings.deed_in(draft.body)
    with pytest.raises(NotInAttendance, match="Đang chuẩn bị"):
        services.set_presence(deed, draft, [sittings.member_entries(draft)[0].pk], "on_site")
    sitting = sittings.open_sitting(people.government(5))
    deed = sittings.deed_in(sitting.body)
    entry = sittings.member_entries(sitting)[0]
    services.close_sitting(deed, sitting)
    with pytest.raises(NotInAttendance):
        services.set_presence(deed, sitting, [entry.pk], "left")
    earlier = sitting.body.now() - timedelta(minutes=20)
    services.set_presence(deed, sitting, [entry.pk], "left", at=earlier, note="Về trước", is_correction=True)
    last = AttendanceEvent.objects.filter(entry=entry).last()
    assert (last.kind, last.at, last.by) == ("corrected", earlier, deed.name)


def test_somebody_of_another_sitting_is_refused_and_nothing_changes():
    sitting, other = sittings.called_sitting(), sittings.called_sitting()
    own, foreign = sittings.member_entries(sitting)[0], sittings.member_entries(other)[0]
    with pytest.raises(NotOnRoster):
        services.set_presence(sittings.deed_in(sitting.body), sitting, [own.pk, foreign.pk], "on_site")
    assert where(own) == where(foreign) == "absent"


@pytest.mark.django_db(transaction=True)
def test_arrivals_entered_at_the_same_moment_get_numbers_without_gap_or_double():
    sitting = sittings.called_sitting(people.government(8))
    deed = sittings.deed_in(sitting.body)
    entries = sittings.member_entries(sitting)
    failures = []

    def arrive(entry):
        try:
            services.set_presence(deed, sitting, [entry.pk], "on_site")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=arrive, args=(entry,)) for entry in entries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = list(AttendanceEvent.objects.filter(sitting=sitting).values_list("number", flat=True))
    assert numbers == list(range(1, 9))
    assert selectors.quorum_now(sitting).present == 8
