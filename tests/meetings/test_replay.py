"""Old snapshot plus the events in between equals a fresh snapshot, for every event type and every audience."""

from datetime import timedelta

import pytest

from meetings import services
from realtime import streams
from realtime.selectors import events_since, snapshot
from tests.factories import people, sittings
from tests.factories.queries import queries_of
from tests.replay import hold

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def draft():
    """A draft of five."""
    sitting = sittings.sitting()
    return sitting, sittings.deed_in(sitting.body)


def called():
    """A called sitting of five with a guest."""
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    services.add_to_roster(deed, sitting, people.person(), "invitee", post_title="Chuyên gia")
    return sitting, deed


def held():
    """An open sitting of five."""
    sitting = sittings.open_sitting()
    return sitting, sittings.deed_in(sitting.body)


def paused():
    """A sitting in recess."""
    sitting, deed = held()
    return services.suspend_sitting(deed, sitting, sitting.body.now() + timedelta(minutes=15)), deed


def closed():
    """A closed sitting."""
    sitting, deed = held()
    return services.close_sitting(deed, sitting), deed


def edit(deed, sitting):
    """Title, time and place at once."""
    later = sitting.starts_at + timedelta(hours=1)
    services.edit_sitting(
        deed, sitting, title="Phiên họp chuyên đề", short_title="", starts_at=later, place="P. 2"
    )


def reply_with_substitute(deed, sitting):
    """A member sends a deputy, then comes after all."""
    entry = sittings.member_entries(sitting)[3]
    services.reply_to_invitation(deed, entry, "substituted", reason="Ốm", substitute=people.person())
    services.approve_leave(deed, entry)
    services.reply_to_invitation(
        deed, sittings.member_entries(sitting)[2], "substituted", reason="Ốm", substitute=people.person()
    )
    services.reply_to_invitation(deed, sittings.member_entries(sitting)[2], "online", place="Hải Phòng")


def change_roster(deed, sitting):
    """A guest leaves, a member's seat ends, another begins, a helper comes."""
    guest = sitting.roster.filter(role="invitee", removed_at=None).first()
    if guest:
        services.remove_from_roster(deed, guest)
    sitting.body.seats.filter(precedence=4).update(valid_to=sitting.day)
    people.seat(sitting.body)
    services.fill_roster(deed, sitting)
    services.add_to_roster(deed, sitting, people.person(), "helper", post_title="Trợ lý")


def move_people(deed, sitting):
    """On site, online, left, lost and back."""
    entries = sittings.member_entries(sitting)
    services.set_presence(deed, sitting, [row.pk for row in entries[:2]], "on_site")
    services.set_presence(deed, sitting, [entries[2].pk, *_guests(sitting)], "online")
    services.connection_changed(sitting.pk, [entries[2].person_id], False)
    services.set_presence(deed, sitting, [entries[0].pk], "left")


def _guests(sitting):
    return list(sitting.roster.filter(role="invitee", removed_at=None).values_list("pk", flat=True))


def hand_over(deed, sitting):
    """The deputy presides."""
    services.hand_over_chair(deed, sitting, sittings.member_entries(sitting)[1].person)


def handed():
    sitting, deed = held()
    hand_over(deed or sittings.deed_in(sitting.body), sitting)
    return sitting, deed


CASES = [
    ("sitting.edited", called, edit),
    ("sitting.called", draft, services.call_sitting),
    ("sitting.cancelled", called, lambda deed, sitting: services.cancel_sitting(deed, sitting, "Lùi lịch")),
    ("sitting.opened", lambda: (sittings.called_sitting(kind="working"), None), services.open_sitting),
    (
        "sitting.suspended",
        held,
        lambda deed, sitting: services.suspend_sitting(
            deed, sitting, sitting.body.now() + timedelta(minutes=15)
        ),
    ),
    ("sitting.continued", paused, services.continue_sitting),
    ("sitting.closed", paused, services.close_sitting),
    ("sitting.resumed", closed, lambda deed, sitting: services.resume_sitting(deed, sitting, "Bế mạc nhầm")),
    ("sitting.chair_handed_over", held, hand_over),
    ("sitting.chair_returned", handed, services.return_chair),
    ("roster.changed", called, change_roster),
    ("invitation.replied", called, reply_with_substitute),
    ("presence.changed", called, move_people),
]


@pytest.mark.parametrize(("event_type", "before", "act"), CASES, ids=[case[0] for case in CASES])
def test_replaying_gives_the_fresh_snapshot(event_type, before, act):
    sitting, deed = before()
    names = [sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    old = {name: snapshot(name) for name in names}
    act(deed or sittings.deed_in(sitting.body), sitting)
    told = set()
    for name in names:
        events = events_since(name, old[name]["n"])
        hold(old[name]["doc"], events, snapshot(name)["doc"], name)
        told |= {event.type for event in events}
    assert event_type in told


def test_the_vote_sitting_opens_with_its_quorum_in_the_document():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    services.set_presence(deed, sitting, [row.pk for row in sittings.member_entries(sitting)], "on_site")
    services.open_sitting(deed, sitting)
    document = snapshot(sitting.stream("room"))["doc"]
    assert document["sitting"]["state"] == "open"
    assert document["sitting"]["quorum"]["sentence"] == (
        "Đủ điều kiện tiến hành phiên họp: có mặt 5/5 thành viên (cần ít nhất 4)"
    )


def test_replies_and_guests_are_told_to_the_secretariat_only():
    sitting, deed = called()
    reply_with_substitute(deed, sitting)
    for audience in streams.SITTING_AUDIENCES:
        name = sitting.stream(audience)
        bodies = [snapshot(name)["doc"], *(event.body for event in events_since(name, 0))]
        for body in bodies:
            modes = [seat for seat in (body.get("seats") or {}).values() if seat and "mode" in seat]
            is_office = audience == streams.SECRETARIAT
            assert is_office or (not modes and "invitees" not in body), (audience, body)
    assert snapshot(sitting.stream("secretariat"))["doc"]["invitees"]


def test_a_snapshot_costs_the_same_for_ten_times_the_members():
    names = [sittings.sitting(people.government(size)).stream("secretariat") for size in (4, 40)]
    assert [len(snapshot(name)["doc"]["seats"]) for name in names] == [4, 40]
    few, many = (queries_of(lambda name=name: snapshot(name)) for name in names)
    assert few == many
