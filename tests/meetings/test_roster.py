"""Members come from the seats of the day; everybody else is invited; the audiences follow."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.services import add_seat, end_seat
from core import clock
from core.registries import SWEEPS
from meetings import services
from meetings.audiences import sync_audiences
from meetings.errors import AlreadyOnRoster, NotNow, SeatNeeded, StillNeeded
from meetings.models import RosterEntry, Sitting
from tests.factories import people, sittings
from tests.factories.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_roster_is_filled_by_precedence_from_the_seats_of_the_day():
    body = people.government(4)
    day = body.today() + timedelta(days=14)
    leaving = people.seat(body, post_title="Bộ trưởng thôi nhiệm", valid_to=day)
    coming = people.seat(body, post_title="Bộ trưởng nhận nhiệm vụ", valid_from=day)
    sitting = sittings.sitting(body)
    posts = [row.post_title for row in sittings.member_entries(sitting)]
    assert posts[0] == "Thủ tướng Chính phủ" and len(posts) == 5
    assert coming.post_title in posts and leaving.post_title not in posts


def test_filling_again_follows_the_seats_and_changes_nothing_else():
    body = people.government(4)
    sitting = sittings.sitting(body)
    seat = body.seats.get(precedence=4)
    seat.valid_to = sitting.day
    seat.save()
    new = people.seat(body, post_title="Bộ trưởng mới")
    before = {row.pk for row in sittings.member_entries(sitting)}
    services.fill_roster(sittings.deed_in(body), sitting)
    after = {row.pk: row for row in sittings.member_entries(sitting)}
    assert len(after) == 4 and len(before & set(after)) == 3
    assert {row.seat_id for row in after.values()} >= {new.pk}
    services.fill_roster(sittings.deed_in(body), sitting)
    assert {row.pk for row in sittings.member_entries(sitting)} == set(after)


def test_an_open_sitting_keeps_its_roster():
    sitting = sittings.open_sitting()
    with pytest.raises(NotNow, match="Đang họp"):
        services.fill_roster(sittings.deed_in(sitting.body), sitting)


def test_nobody_becomes_a_member_by_being_added_and_nobody_stands_twice():
    sitting = sittings.sitting()
    deed = sittings.deed_in(sitting.body)
    guest = people.person()
    with pytest.raises(SeatNeeded):
        services.add_to_roster(deed, sitting, guest, "member")
    entry = services.add_to_roster(deed, sitting, guest, "invitee", post_title="Chuyên gia")
    assert services.add_to_roster(deed, sitting, guest, "invitee").pk == entry.pk
    with pytest.raises(AlreadyOnRoster, match="Đại biểu mời"):
        services.add_to_roster(deed, sitting, guest, "helper")


def test_a_removed_guest_may_come_back_and_a_member_or_someone_seen_stays():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    guest = people.person()
    entry = services.add_to_roster(deed, sitting, guest, "invitee")
    services.remove_from_roster(deed, entry, "Đổi thành phần")
    assert services.remove_from_roster(deed, entry).removed_at is not None
    again = services.add_to_roster(deed, sitting, guest, "invitee")
    services.set_presence(deed, sitting, [again.pk], "on_site")
    with pytest.raises(StillNeeded, match="có mặt"):
        services.remove_from_roster(deed, again)
    with pytest.raises(StillNeeded, match="thành viên"):
        services.remove_from_roster(deed, sittings.member_entries(sitting)[0])


def test_audiences_follow_the_roster_and_members_come_in_with_the_call():
    body = people.government(3)
    member = people.members_of(body)[2]
    secretary = sittings.secretary_of(body)
    aide, president = people.user(), people.user()
    sitting = sittings.sitting(body)
    deed = sittings.deed_in(body)
    helper = services.add_to_roster(deed, sitting, aide.person, "helper")
    services.add_to_roster(deed, sitting, president.person, "standing_invitee")

    def audiences(user):
        return {name.rsplit(":", 1)[1] for name in user.groups.values_list("name", flat=True)}

    assert audiences(secretary) == {"secretariat"}
    assert audiences(people.members_of(body)[0]) == {"chair"}
    assert audiences(member) == audiences(president) == set() and audiences(aide) == {"chair"}
    services.call_sitting(deed, sitting)
    assert audiences(member) == {"members"} and audiences(president) == {"observers"}
    epoch = aide.epoch
    services.remove_from_roster(deed, helper)
    aide.refresh_from_db()
    assert audiences(aide) == set() and aide.epoch == epoch + 1


def test_a_shown_draft_lets_members_in_before_the_call():
    sitting = sittings.sitting()
    member = people.members_of(sitting.body)[1]
    services.show_sitting(sittings.deed_in(sitting.body), sitting)
    assert member.groups.filter(name=sitting.stream("members")).exists()


def test_a_role_that_ends_by_its_date_is_felt_without_a_button():
    body = people.government(3)
    sitting = sittings.sitting(body)
    officer = people.staff(body, valid_to=body.today() + timedelta(days=2))
    sync_audiences(sitting)
    assert officer.groups.filter(name=sitting.stream("secretariat")).exists()
    with clock.drive(timedelta(days=2)):
        for sweep in SWEEPS.all("minute"):
            sweep()
    assert not officer.groups.filter(name=sitting.stream("secretariat")).exists()


def test_filling_a_roster_costs_the_same_for_ten_times_the_members():
    counts = []
    for size in (4, 40):
        body = people.government(size)
        sitting = sittings.sitting(body)
        sitting.roster.all().delete()
        deed = sittings.deed_in(body)
        counts.append(queries_of(lambda: services.fill_roster(deed, sitting)))  # noqa: B023 (called at once)
        assert sitting.roster.count() == size
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_adding_the_same_guest_make_one_entry():
    sitting = sittings.called_sitting()
    deed, guest = sittings.deed_in(sitting.body), people.person()
    failures = []

    def add():
        try:
            services.add_to_roster(deed, sitting, guest, "invitee")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert RosterEntry.objects.filter(sitting=sitting, person=guest, removed_at=None).count() == 1


def test_a_seat_that_ended_lets_nobody_into_a_sitting_any_more():
    body = people.government(3)
    sitting = sittings.called_sitting(body)
    member = people.members_of(body)[2]
    seat = member.person.seats.get()
    assert member.groups.filter(name=sitting.stream("members")).exists()
    end_seat(sittings.deed_in(body), seat, body.today())
    assert not member.groups.filter(name=sitting.stream("members")).exists()
    assert not Sitting.objects.visible_to(member).exists()
    add_seat(sittings.deed_in(body), body, member.person, post_title="Bộ trưởng", valid_from=body.today())
    assert member.groups.filter(name=sitting.stream("members")).exists()


def test_a_seat_that_ends_by_its_date_is_felt_without_a_button():
    body = people.government(3)
    sitting = sittings.called_sitting(body)
    member = people.members_of(body)[2]
    end_seat(sittings.deed_in(body), member.person.seats.get(), body.today() + timedelta(days=2))
    assert member.groups.filter(name=sitting.stream("members")).exists()
    with clock.drive(timedelta(days=2)):
        for sweep in SWEEPS.all("minute"):
            sweep()
    assert not member.groups.filter(name=sitting.stream("members")).exists()
