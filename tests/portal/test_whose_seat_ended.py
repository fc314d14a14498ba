"""Whose seat ended is nowhere afterwards: he presides no more, isn't named, reads nothing; nobody comes for him."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.errors import AlreadyHeadOf
from accounts.models import Seat
from agendas import services as agendas
from audit.models import AuditRecord
from core.errors import NotFound
from meetings import services
from meetings.errors import NobodyToReturnTo, NotOnRoster
from meetings.models import RosterEntry
from papers.access import get_paper
from realtime.selectors import may_follow
from tests.factories import agendas as making
from tests.factories import people, polls, sittings
from voting import services as voting
from voting.errors import NotForABlock, SpeakerNotThere

pytestmark = pytest.mark.django_db
WHY = "Theo quyết định nhân sự"


@pytest.fixture
def item():
    return polls.sitting_with_item(5, items=2)


def gone(item, place):
    """The member in this place of the order of precedence is none from today; his user."""
    body = item.agenda.sitting.body
    user = people.members_of(body)[place]
    accounts.end_seat(sittings.deed_in(body), Seat.objects.get(body=body, person=user.person), body.today())
    item.agenda.sitting.refresh_from_db()
    return user


def test_who_presided_loses_the_chair_and_nobody_gives_it_to_him_again(item):
    sitting, desk = item.agenda.sitting, polls.secretary(item.agenda.sitting)
    head = gone(item, 0)
    assert not any(may_follow(head, sitting.stream(name)) for name in ("chair", "members"))
    other = people.members_of(sitting.body)[1]
    services.hand_over_chair(desk, sitting, other.person)
    with pytest.raises(NobodyToReturnTo):
        services.return_chair(desk, sitting)
    with pytest.raises(NotOnRoster):
        services.hand_over_chair(desk, sitting, head.person)


def test_he_isnt_named_for_an_internal_part_and_reads_no_paper_of_one_he_was_in(item):
    sitting, desk = item.agenda.sitting, polls.secretary(item.agenda.sitting)
    members = people.members_of(sitting.body)
    sitting = services.start_internal_part(desk, sitting)
    paper = making.paper()
    agendas.hand_out_paper(desk, item, paper, WHY)
    assert get_paper(members[3], paper.pk) == paper
    services.end_internal_part(desk, sitting)
    left = gone(item, 3)
    with pytest.raises(NotFound):
        get_paper(left, paper.pk)
    assert get_paper(members[2], paper.pk) == paper
    with pytest.raises(NotOnRoster):
        services.start_internal_part(desk, sitting, [left.person_id])
    services.start_internal_part(desk, sitting)
    assert left.person_id not in sitting.internal_parts.get(number=2).persons.values_list("person", flat=True)


def test_who_came_in_his_place_leaves_with_him(item):
    sitting, desk = item.agenda.sitting, polls.secretary(item.agenda.sitting)
    substitute, entry = people.user(), sittings.member_entries(sitting)[4]
    services.reply_to_invitation(desk, entry, "substituted", reason=WHY, substitute=substitute.person)
    assert may_follow(substitute, sitting.stream("members"))
    gone(item, 4)
    assert not may_follow(substitute, sitting.stream("members"))


def test_no_ballot_is_written_down_for_him_while_the_vote_he_was_there_for_is_open(item):
    poll = polls.opened(item)
    left = gone(item, 2)
    seat = poll.electors.get(person=left.person).seat_id
    with pytest.raises(SpeakerNotThere):
        voting.enter_spoken_ballot(polls.secretary(poll.sitting), poll, str(seat), "for_", WHY)


def test_a_body_has_no_second_head_until_the_day_the_first_one_ends(item):
    body = item.agenda.sitting.body
    desk, tomorrow = sittings.deed_in(body), body.today() + timedelta(days=1)
    accounts.end_seat(desk, Seat.objects.get(body=body, is_head=True), tomorrow)
    with pytest.raises(AlreadyHeadOf):
        accounts.add_seat(
            desk, body, people.person(), post_title="Thủ tướng", valid_from=body.today(), is_head=True
        )
    accounts.add_seat(desk, body, people.person(), post_title="Thủ tướng", valid_from=tomorrow, is_head=True)


def test_an_invitee_of_an_item_doesnt_get_what_was_handed_out_inside(item):
    sitting, desk = item.agenda.sitting, polls.secretary(item.agenda.sitting)
    guest, paper = people.user(), making.paper()
    entry = services.add_to_roster(desk, sitting, guest.person, RosterEntry.Role.INVITEE)
    sitting = services.start_internal_part(desk, sitting)
    agendas.hand_out_paper(desk, item, paper, WHY)
    services.end_internal_part(desk, sitting)
    agendas.set_invitees(desk, polls.fresh_item(item), [entry.pk])
    assert get_paper(guest, item.item_papers.get(internal_part=None).paper_id)
    with pytest.raises(NotFound):
        get_paper(guest, paper.pk)


def test_who_is_inside_reads_no_more_of_an_item_because_its_invitees_change(item):
    sitting, desk = item.agenda.sitting, polls.secretary(item.agenda.sitting)
    guests = [people.user() for _guest in range(2)]
    entries = [
        services.add_to_roster(desk, sitting, guest.person, RosterEntry.Role.INVITEE) for guest in guests
    ]
    sitting = services.start_internal_part(desk, sitting, [guest.person_id for guest in guests])
    agendas.set_invitees(desk, polls.fresh_item(item), [entries[0].pk])
    services.end_internal_part(desk, sitting)
    paper = item.item_papers.get().paper
    assert get_paper(guests[0], paper.pk) == paper
    with pytest.raises(NotFound):
        get_paper(guests[1], paper.pk)


def test_a_block_isnt_voted_once_somebody_keeps_out_of_one_of_its_items(item):
    sitting, desk = item.agenda.sitting, polls.secretary(item.agenda.sitting)
    made = voting.prepare_block_poll(desk, making.items_of(item.agenda))
    last = making.items_of(item.agenda)[-1]
    agendas.set_recusal(desk, last, {str(sittings.member_entries(sitting)[1].pk): WHY})
    with pytest.raises(NotForABlock):
        voting.open_poll(desk, polls.fresh(made["poll"]))


def test_the_record_says_by_id_who_came_who_is_named_and_who_votes(item):
    sitting = item.agenda.sitting
    poll = polls.opened(item)
    persons = {str(user.person_id) for user in people.members_of(sitting.body)}
    told = {row.verb: row.facts["facts"] for row in AuditRecord.objects.filter(chain=sitting.chain)}
    assert {row["person"] for row in told["roster.filled"]["roll"]} == persons
    assert set(told["presence.changed"]["persons"]) == persons
    assert told["sitting.opened"]["rule_set"] == sitting.rule_set
    assert set(told["poll.opened"]["roll"].values()) == persons
    assert told["poll.opened"]["items"] == poll.item_ids
