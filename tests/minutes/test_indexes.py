"""Minutes and notices are found once they are out, by those who read them."""

import pytest

from minutes import services
from minutes.models import ConclusionNotice, Minutes
from search import door
from tests.factories import people
from tests.minutes.test_approve_minutes import approve, closed
from tests.minutes.test_conclusion_notice import closed as closed_without_vote
from tests.minutes.test_conclusion_notice import issue

pytestmark = pytest.mark.django_db


def kinds_of(user, text: str) -> set[str]:
    """The kinds of what is found."""
    return {hit.kind for group in door.find(user, text).groups for hit in group.hits}


def test_minutes_are_found_once_they_are_approved_and_only_by_their_readers() -> None:
    play = closed()
    member = people.members_of(play.body)[1]
    block = play.minutes.blocks.filter(kind="closing").get()
    services.edit_block(play.deed, block, "Phiên họp bế mạc trong tiếng đàn nguyệt")
    assert "minutes" not in kinds_of(member, "tieng dan nguyet")
    approve(play)
    assert kinds_of(member, "tieng dan nguyet") == {"minutes"}
    assert not kinds_of(people.user(), "tieng dan nguyet")
    assert Minutes.objects.get().is_approved


def test_a_notice_of_conclusion_is_found_once_it_is_issued() -> None:
    notice = closed_without_vote()
    member = people.members_of(notice.sitting.body)[1]
    assert "conclusion" not in kinds_of(member, "giao các bộ rà soát")
    issue(notice)
    assert "conclusion" in kinds_of(member, "giao các bộ rà soát")
    assert not kinds_of(people.user(), "giao các bộ rà soát")
    assert ConclusionNotice.objects.get().is_issued
