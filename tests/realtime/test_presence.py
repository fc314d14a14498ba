"""Leases: who falls silent is told absent once, who is heard again is told back, and nobody else moves."""

from datetime import timedelta

import pytest

from core import clock
from meetings import services
from meetings.models import Presence
from realtime import presence, streams
from realtime.models import PresenceLease
from tests.factories import people, sittings
from tests.replay import replaying

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_silent_online_member_is_suspended_and_back_when_heard() -> None:
    sitting = sittings.open_sitting()
    entries, users = sittings.member_entries(sitting), people.members_of(sitting.body)
    services.set_presence(sittings.deed_in(sitting.body), sitting, [row.pk for row in entries[3:]], "online")
    lease = presence.lease_of(sitting.stream(streams.MEMBERS))
    presence.renew([(user.pk, lease) for user in users])

    def where() -> list[str]:
        rows = Presence.objects.filter(entry__in=entries).order_by("entry__order")
        return list(rows.values_list("where", flat=True))

    office = sitting.stream(streams.SECRETARIAT)
    silent = PresenceLease.objects.filter(user__in=[users[0].pk, users[4].pk])
    with replaying([office]) as replay:
        silent.update(seen_at=clock.real() - timedelta(seconds=13))
        assert presence.lapse_silent() == 2
        assert presence.lapse_silent() == 0
    assert where() == ["on_site", "on_site", "on_site", "online", "suspended"]
    assert replay.types[office] == ["presence.changed"]
    with replaying([office]) as replay:
        presence.renew([(users[4].pk, lease)])
        presence.renew([(users[4].pk, lease)])
    assert where() == ["on_site", "on_site", "on_site", "online", "online"]
    assert replay.types[office] == ["presence.changed"]


def test_the_limit_leaves_room_for_the_fifteen_seconds_and_for_two_lost_pings() -> None:
    assert timedelta(seconds=10) < presence.SILENCE <= timedelta(seconds=13)
