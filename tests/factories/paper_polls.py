"""Polls by paper ballots, and the entries of two people of the desk."""

from dataclasses import replace
from typing import Any

from accounts.deeds import deed_of
from accounts.models import BodyRole, User
from agendas.models import AgendaItem
from core.deed import Deed
from meetings.audiences import sync_audiences
from tests.factories import people, polls
from tests.factories.kept import kept
from voting import services
from voting.counts import Count
from voting.models import Poll

TELLERS = ("Nguyễn Thị Kiểm", "Trần Văn Đếm")
COUNT = Count(issued=5, returned=5, for_=3, against=1, abstain=1)


@kept
def opened(item: AgendaItem | None = None, **values: Any) -> Poll:
    """An open poll on paper; five members present unless said otherwise."""
    poll = polls.prepared(item, **values)
    services.open_paper_poll(polls.secretary(poll.sitting), poll)
    return polls.fresh(poll.pk)


def two_of_the_desk(poll: Poll) -> tuple[Deed, Deed]:
    """Deeds of two people who conduct for the body."""
    body = poll.sitting.body
    first, second = (people.staff(body, BodyRole.Role.CONDUCT) for _person in range(2))
    return deed_of(first, body), deed_of(second, body)


def officers_of(poll: Poll) -> list[User]:
    """Two people who conduct for the body, at the sitting's desk by now."""
    made = [people.staff(poll.sitting.body, role) for role in (BodyRole.Role.CONDUCT, BodyRole.Role.SCRIPT)]
    sync_audiences(poll.sitting)
    return made


def enter(deed: Deed, poll: Poll, count: Count = COUNT, **changed: Any) -> dict[str, Any]:
    """One entry; `changed` figures differ from `count`."""
    return services.enter_paper_count(deed, poll, replace(count, **changed), TELLERS)


@kept
def counted(count: Count = COUNT, poll: Poll | None = None, **values: Any) -> Poll:
    """A poll on paper whose count two people entered alike."""
    poll = poll or opened(**values)
    for deed in two_of_the_desk(poll):
        enter(deed, poll, count)
    return polls.fresh(poll.pk)


@kept
def announced(count: Count = COUNT, **values: Any) -> Poll:
    """A counted poll on paper whose result everybody was told."""
    return announced_again(opened(**values), count)


def announced_again(poll: Poll, count: Count = COUNT) -> Poll:
    """An open poll on paper, whatever was entered so far, counted and announced."""
    poll = counted(count, poll)
    services.announce_result(polls.secretary(poll.sitting), poll)
    return polls.fresh(poll.pk)
