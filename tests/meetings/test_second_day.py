"""A sitting over two days: the attendance of the second day is taken anew, and the quorum is needed again."""

from datetime import timedelta

import pytest

from core import clock
from meetings import services
from meetings.errors import QuorumMissing
from meetings.models import AttendanceEvent, Presence
from meetings.selectors import members_present
from tests.factories import people, sittings

pytestmark = pytest.mark.django_db
Where = Presence.Where


def next_day(sitting, hours=24):
    """The body's clock a day on, as it is in the field."""
    body = sitting.body
    body.clock_offset += timedelta(hours=hours)
    body.save(update_fields=["clock_offset"])
    sitting.refresh_from_db()
    return sitting


def over_night(planned=True):
    """A sitting that broke off yesterday."""
    sitting = sittings.open_sitting(people.government(5))
    deed = sittings.deed_in(sitting.body)
    until = sitting.body.now() + timedelta(days=1) if planned else None
    sitting = services.suspend_sitting(deed, sitting, until)
    return sitting, deed


def test_until_another_day_everybody_has_left():
    sitting, _deed = over_night()
    assert not members_present(sitting).exists()
    kinds = AttendanceEvent.objects.filter(sitting=sitting).order_by("-number").values_list("kind", flat=True)
    assert set(kinds[:5]) == {AttendanceEvent.Kind.LEFT}


def test_it_goes_on_only_with_a_quorum_of_those_who_came_that_day():
    sitting, deed = over_night()
    sitting = next_day(sitting)
    with pytest.raises(QuorumMissing):
        services.continue_sitting(deed, sitting)
    entries = sittings.member_entries(sitting)
    services.set_presence(deed, sitting, [row.pk for row in entries[:4]], Where.ON_SITE)
    sitting = services.continue_sitting(deed, sitting)
    assert sitting.state == "open" and members_present(sitting).count() == 4


def test_also_when_nobody_said_before_that_it_would_take_another_day():
    sitting, deed = over_night(planned=False)
    assert members_present(sitting).count() == 5
    sitting = next_day(sitting)
    entries = sittings.member_entries(sitting)
    services.set_presence(deed, sitting, [row.pk for row in entries[:4]], Where.ON_SITE)
    sitting = services.continue_sitting(deed, sitting)
    assert members_present(sitting).count() == 4
    last = sitting.attendance.filter(entry=entries[4]).order_by("-number").first()
    assert last.kind == AttendanceEvent.Kind.LEFT
    assert clock.local_day(last.at) < sitting.body.today()


def test_a_recess_of_the_same_day_changes_no_attendance():
    sitting = sittings.open_sitting(people.government(5))
    deed = sittings.deed_in(sitting.body)
    sitting = services.suspend_sitting(deed, sitting)
    sitting = services.continue_sitting(deed, sitting)
    assert members_present(sitting).count() == 5 and sitting.suspended_at is None
