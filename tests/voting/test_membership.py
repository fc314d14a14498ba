"""N counts the persons with a seat at the moment a vote opens, and the result says why it isn't what it was."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.models import Seat
from meetings import selectors as meetings
from meetings import services as sittings_services
from regulations.models import RuleSet
from tests.factories import people, polls, sittings
from voting import services
from voting.models import Poll

pytestmark = pytest.mark.django_db


def admin(body):
    return sittings.deed_in(body, people.staff(body, "administrator"))


def opened(item):
    made = polls.prepared(item)
    services.open_poll(polls.secretary(item.agenda.sitting), made)
    return Poll.objects.get(pk=made.pk)


def closed(poll):
    services.close_poll(polls.secretary(poll.sitting), poll)
    return Poll.objects.get(pk=poll.pk)


def test_a_vote_among_all_its_members_explains_nothing():
    poll = opened(polls.sitting_with_item(5))
    assert (poll.total_members, poll.total_reason, poll.total_reason_en) == (5, "", "")


def test_a_seat_that_becomes_vacant_between_two_votes_lowers_n_and_says_so():
    item = polls.sitting_with_item(5)
    body = item.agenda.sitting.body
    first = closed(opened(item))
    seat = Seat.objects.get(body=body, precedence=5)
    accounts.end_seat(admin(body), seat, body.today())
    second = closed(opened(item))
    assert (first.total_members, second.total_members) == (5, 4)
    assert "Lần biểu quyết số 1 là 5" in second.total_reason
    assert f"{seat.person.full_name}, {seat.post_title} thôi là thành viên từ" in second.total_reason
    assert f"Ghế {seat.post_title} khuyết từ ngày" in second.total_reason
    assert "is vacant from" in second.total_reason_en
    assert second.total_reason in second.outcome["arithmetic"][0]
    third = opened(item)
    assert "Lần biểu quyết" not in third.total_reason and "khuyết từ ngày" in third.total_reason


def test_a_new_member_counts_from_the_next_vote_and_votes_after_arriving():
    item = polls.sitting_with_item(4)
    sitting, body = item.agenda.sitting, item.agenda.sitting.body
    first = closed(opened(item))
    new = people.user()
    accounts.add_seat(admin(body), body, new.person, post_title="Bộ trưởng Bộ mới", valid_from=body.today())
    entry = sittings.entry_of(sitting, new)
    assert entry.member_since is not None and meetings.quorum_now(sitting).total == 5
    absent = closed(opened(item))
    assert absent.total_members == 5 and "Bộ trưởng Bộ mới là thành viên từ" in absent.total_reason
    assert not absent.electors.get(person=new.person).is_entitled
    sittings_services.set_presence(polls.secretary(sitting), sitting, [entry.pk], "on_site")
    third = opened(item)
    assert third.electors.get(person=new.person).is_entitled
    assert third.total_reason == "" and first.total_members == 4


def test_an_acting_minister_counts_and_is_named_unless_the_rule_set_says_no():
    item = polls.sitting_with_item(4)
    body = item.agenda.sitting.body
    seat = Seat.objects.get(body=body, precedence=4)
    accounts.end_seat(admin(body), seat, body.today())
    acting = people.user()
    accounts.add_seat(
        admin(body), body, acting.person, post_title=seat.post_title, valid_from=body.today(), is_acting=True
    )
    poll = closed(opened(item))
    assert poll.total_members == 4
    assert f"Q. {seat.post_title}, giữ quyền từ ngày" in poll.total_reason
    assert "khuyết" not in poll.total_reason
    rules = RuleSet.objects.get(code=item.agenda.sitting.rule_set)
    rules.parameters["acting_minister"] = "not_counted"
    rules.save()
    assert opened(item).total_members == 3


def test_one_person_with_two_seats_counts_once():
    """As in 2019, when a Deputy Prime Minister was Foreign Minister too."""
    body = people.government(4)
    seat = Seat.objects.get(body=body, precedence=2)
    second = people.seat(body, seat.person, valid_to=body.today() + timedelta(days=400))
    sitting = sittings.open_sitting(body)
    assert second.is_valid_on(sitting.day) and meetings.quorum_now(sitting).total == 4
    assert meetings.members_total(sitting) == 4


def test_somebody_who_changes_the_seat_stays_one_member():
    item = polls.sitting_with_item(4)
    sitting, body = item.agenda.sitting, item.agenda.sitting.body
    seat = Seat.objects.get(body=body, precedence=3)
    accounts.end_seat(admin(body), seat, body.today())
    accounts.add_seat(admin(body), body, seat.person, post_title="Phó Thủ tướng", valid_from=body.today())
    poll = opened(item)
    assert poll.total_members == 4 and poll.electors.get(person=seat.person).post_title == "Phó Thủ tướng"
    assert poll.electors.get(person=seat.person).is_entitled
    assert f"Ghế {seat.post_title} khuyết" in poll.total_reason
    assert sitting.roster.filter(person=seat.person, removed_at=None).count() == 1
