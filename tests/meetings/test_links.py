"""A line that breaks is told to the desk with the way on, before presence lapses one by one; one tablet is no line."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from audit.models import AuditRecord
from core import clock
from meetings import links, services
from meetings.models import LostLink, Presence, Sitting
from realtime import presence, streams
from realtime.models import Event, PresenceLease
from realtime.selectors import snapshot
from tests.factories import people, sittings
from tests.replay import replaying

NOW = clock.real()
ONLINE, ON_SITE = Presence.Where.ONLINE, Presence.Where.ON_SITE


def side(where: str, *silent_for: float) -> tuple[dict[Any, str], dict[Any, Any]]:
    """People of one side, each heard so many seconds ago."""
    persons = [uuid4() for _each in silent_for]
    heard = {one: NOW - timedelta(seconds=ago) for one, ago in zip(persons, silent_for, strict=True)}
    return dict.fromkeys(persons, where), heard


@pytest.mark.parametrize(
    ("online", "on_site", "lost"),
    [
        ((8, 9, 10), (1, 2, 3), "remote"),
        ((8, 9, 2), (1, 2, 3), "remote"),
        ((8, 2, 3), (1, 2), None),
        ((8,), (1, 2), None),
        ((8, 9, 10), (8, 9, 10), None),
        ((1, 2), (9, 8, 10), "room"),
        ((8, 9), (), "remote"),
        ((300, 400, 500), (1, 2), None),
        ((7, 6, 5), (1,), None),
    ],
    ids=[
        "all remote ones", "most", "a minority", "one alone", "everybody: our own fault", "the room",
        "nobody in the room", "asleep for long", "nobody has missed a ping",
    ],
)  # fmt: skip
def test_a_side_is_lost_when_most_of_it_falls_silent_together(
    online: tuple[float, ...], on_site: tuple[float, ...], lost: str | None
) -> None:
    remote, room = side(ONLINE, *online), side(ON_SITE, *on_site)
    silence = links.fallen_silent({**remote[0], **room[0]}, {**remote[1], **room[1]}, NOW)
    assert (silence.side if silence else None) == lost


def test_it_is_back_when_most_are_heard_or_are_no_longer_waited_for() -> None:
    where, heard = side(ONLINE, 1, 2, 30)
    persons = list(where)
    assert links.is_back(persons, where, heard, NOW, links.REMOTE)
    heard[persons[1]] = NOW - timedelta(seconds=30)
    assert not links.is_back(persons, where, heard, NOW, links.REMOTE)
    assert links.is_back(persons, dict.fromkeys(persons, Presence.Where.LEFT), heard, NOW, links.REMOTE)


pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def hybrid() -> Sitting:
    """An open sitting of seven: four in the room, three online, everybody heard just now."""
    sitting = sittings.open_sitting(people.government(7))
    deed, entries = sittings.deed_in(sitting.body), sittings.member_entries(sitting)
    services.set_presence(deed, sitting, [row.pk for row in entries[4:]], "online")
    heard(sitting, range(7), 0)
    return sitting


def heard(sitting: Sitting, places: Any, seconds_ago: float) -> None:
    """These members' tablets were heard so long ago."""
    users = people.members_of(sitting.body)
    lease = presence.lease_of(sitting.stream(streams.MEMBERS))
    presence.renew([(users[place].pk, lease) for place in places])
    at = clock.real() - timedelta(seconds=seconds_ago)
    chosen = PresenceLease.objects.filter(user__in=[users[place].pk for place in places])
    chosen.update(seen_at=at)


def told(sitting: Sitting) -> list[tuple[str, Any]]:
    """Where the link was told of, and what."""
    rows = Event.objects.filter(type="sitting.link_changed").order_by("pk")
    return [(streams.kind_of(row.stream), row.body["link"]) for row in rows]


def test_the_desk_and_the_chair_are_told_once_and_told_when_it_is_back() -> None:
    sitting = hybrid()
    office, chair = sitting.stream(streams.SECRETARIAT), sitting.stream(streams.CHAIR)
    with replaying([office, chair, sitting.stream(streams.MEMBERS)]) as replay:
        heard(sitting, range(4, 7), 8)
        services.look_for_broken_lines()
        services.look_for_broken_lines()
    assert replay.told("sitting.link_changed") == {office, chair}
    link = snapshot(office)["doc"]["link"]
    assert link["side"] == "remote" and len(link["persons"]) == 3
    assert "link" not in snapshot(sitting.stream(streams.MEMBERS))["doc"]
    with replaying([office, chair]):
        heard(sitting, range(4, 7), 0)
        services.look_for_broken_lines()
        services.look_for_broken_lines()
    assert [body is None for _kind, body in told(sitting)] == [False, False, True, True]
    assert not LostLink.objects.exists()
    verbs = list(AuditRecord.objects.filter(verb__startswith="link.").values_list("verb", flat=True))
    assert sorted(verbs) == ["link.back", "link.lost"]


def test_who_is_lost_drops_out_of_the_quorum_and_the_notice_stays() -> None:
    sitting = hybrid()
    heard(sitting, range(4, 7), 8)
    services.look_for_broken_lines()
    heard_long_ago = PresenceLease.objects.filter(
        user__in=[u.pk for u in people.members_of(sitting.body)[4:]]
    )
    heard_long_ago.update(seen_at=clock.real() - timedelta(seconds=13))
    with replaying([sitting.stream(streams.SECRETARIAT), sitting.stream(streams.MEMBERS)]):
        presence.lapse_silent()
        services.look_for_broken_lines()
    document = snapshot(sitting.stream(streams.SECRETARIAT))["doc"]
    assert document["sitting"]["quorum"]["present"] == 4
    assert document["link"]["side"] == "remote"


def test_a_closed_sitting_waits_for_nobody() -> None:
    sitting = hybrid()
    heard(sitting, range(4, 7), 8)
    services.look_for_broken_lines()
    services.close_sitting(sittings.deed_in(sitting.body), sitting)
    services.look_for_broken_lines()
    assert "link" not in snapshot(sitting.stream(streams.SECRETARIAT))["doc"]
    assert told(sitting)[-1][1] is None


def test_a_look_at_a_quiet_sitting_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    hybrid()
    with django_assert_max_num_queries(4):
        services.look_for_broken_lines()
