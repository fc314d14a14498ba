"""Events of positions and of the quiet list, replayed on every stream that may carry them."""

import pytest

from agendas import services
from meetings.audiences import sync_audiences
from realtime import streams
from tests.agendas.test_replay import deed_of, streams_of
from tests.factories import agendas, people, sittings
from tests.replay import replaying

pytestmark = pytest.mark.django_db
DESK = ("chair", "secretariat")


def all_streams(agenda):
    members = people.members_of(agenda.sitting.body)
    return [*streams_of(agenda), *(streams.person(member.person_id) for member in members)]


def without_items(agenda):
    """Items without invitees aren't told of the opening."""
    return [name for name in all_streams(agenda) if not name.startswith("item:")]


def by_member(agenda, at=1):
    member = people.members_of(agenda.sitting.body)[at]
    return sittings.deed_in(agenda.sitting.body, member), sittings.entry_of(agenda.sitting, member)


def named(agenda, names):
    return {agenda.sitting.stream(name) for name in names}


def test_a_position_stated_changed_and_withdrawn():
    agenda = agendas.published(items=2)
    item = agendas.items_of(agenda)[0]
    deed, entry = by_member(agenda)
    with replaying(all_streams(agenda)) as replay:
        services.state_position(deed, item, entry, "objection", "Chưa đủ căn cứ")
    assert replay.told("agenda.position_stated") == named(agenda, DESK)
    assert replay.told("agenda.own_positions_told") == {streams.person(entry.person_id)}
    with replaying(all_streams(agenda)):
        services.state_position(deed, item, entry, "wish_to_speak")
    with replaying(all_streams(agenda)) as replay:
        services.withdraw_position(deed, item, entry)
    assert replay.told("agenda.position_withdrawn") == named(agenda, DESK)


def test_positions_opened_with_the_sitting():
    agenda = agendas.published(items=2)
    item = agendas.items_of(agenda)[0]
    deed, entry = by_member(agenda)
    services.state_position(deed, item, entry, "objection", "Chưa đủ căn cứ")
    with replaying(without_items(agenda)) as replay:
        agendas.open_now(agenda)
    assert replay.told("agenda.positions_opened") == named(agenda, ("members",))
    with replaying(all_streams(agenda)) as replay:
        services.state_position(deed, item, entry, "no_objection")
    assert replay.told("agenda.position_stated") == named(agenda, (*DESK, "members"))


def test_block_changed():
    agenda = agendas.published(items=2)
    item = agendas.items_of(agenda)[0]
    with replaying(all_streams(agenda)) as replay:
        services.take_item_apart(deed_of(agenda), item, "Người chủ trì đề nghị")
    assert replay.told("agenda.block_changed") == named(agenda, DESK)
    with replaying(all_streams(agenda)):
        services.put_item_back(deed_of(agenda), item)


def test_who_leaves_the_roster_takes_the_position_along():
    agenda = agendas.published(items=2)
    deed, entry = by_member(agenda)
    services.state_position(deed, agendas.items_of(agenda)[0], entry, "objection", "Chưa đủ căn cứ")
    entry.removed_at = agenda.sitting.body.now()
    entry.save()
    with replaying(all_streams(agenda)):
        sync_audiences(agenda.sitting)
