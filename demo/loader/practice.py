"""A second body without offset, for practice: today, the rules of today, one blank sitting."""

from datetime import timedelta

from core import clock
from demo.loader.cast import PRACTICE
from demo.loader.stage import Stage
from meetings import services as meetings
from meetings.models import Sitting


def make_blank_sitting(stage: Stage) -> Sitting:
    """Drafted for the next full hour but one, its roster filled, nothing else decided."""
    body = stage.body(PRACTICE)
    hour = clock.local(body.now()).replace(minute=0, second=0, microsecond=0)
    deed = stage.deed(body=PRACTICE)
    sitting = meetings.create_sitting(
        deed,
        body,
        title="Phiên họp thực hành",
        short_title="Thực hành",
        starts_at=hour + timedelta(hours=2),
        place="Phòng họp thực hành",
    )
    return meetings.fill_roster(deed, sitting)
