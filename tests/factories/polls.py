"""Polls in each of their states, in an open sitting of `members`, of whom `present` are on site."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from accounts.deeds import deed_of
from accounts.models import User
from agendas import services as agenda_services
from agendas.models import AgendaItem
from core.deed import Deed
from core.errors import DomainError
from meetings import services as meetings
from meetings.models import Sitting
from tests.factories import agendas, people, sittings
from tests.factories.kept import kept
from voting import envelopes, services
from voting.keeping import Keeper, KeyFolder
from voting.models import Poll

QUESTION = "Thông qua dự thảo Nghị quyết về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4"


@kept
def sitting_with_item(
    members: int = 5, present: int | None = None, items: int = 1, **body: Any
) -> AgendaItem:
    """The first item of an open sitting, under discussion."""
    made = people.government(members, **body)
    agenda = agendas.published(sittings.called_sitting(made), items)
    sitting = agenda.sitting
    entries = sittings.member_entries(sitting)
    meetings.set_presence(secretary(sitting), sitting, [row.pk for row in entries[:present]], "on_site")
    meetings.open_sitting(secretary(sitting), sitting)
    item = agendas.items_of(agenda)[0]
    agenda_services.start_item(secretary(sitting), item)
    return fresh_item(item)


def fresh_item(item: AgendaItem) -> AgendaItem:
    """The item read again with its sitting."""
    return AgendaItem.objects.select_related("agenda__sitting__body").get(pk=item.pk)


def secretary(sitting: Sitting, key: str = "") -> Deed:
    """A deed of the officer who conducts."""
    return sittings.deed_in(sitting.body, key=key)


@kept
def prepared(
    item: AgendaItem | None = None, question: str = QUESTION, is_secret: bool = False, **values: Any
) -> Poll:
    """A prepared poll on the item's first paper."""
    item = item or sitting_with_item(**values)
    paper = item.item_papers.first()
    answer = services.prepare_poll(
        secretary(item.agenda.sitting), item, question, paper.paper if paper else None, is_secret=is_secret
    )
    return fresh(answer["poll"])


@kept
def opened(item: AgendaItem | None = None, **values: Any) -> Poll:
    """An open poll."""
    poll = prepared(item, **values)
    services.open_poll(secretary(poll.sitting), poll)
    return fresh(poll.pk)


@kept
def closed(choices: Mapping[int, str] | None = None, **values: Any) -> Poll:
    """A closed poll; `choices` maps places in the order of precedence (from 0) to values, default all for."""
    poll = opened(**values)
    users = people.members_of(poll.sitting.body)
    present = poll.electors.filter(is_entitled=True).count()
    for place, value in (choices or dict.fromkeys(range(present), "for_")).items():
        cast(poll, users[place], value)
    services.close_poll(secretary(poll.sitting), poll)
    return fresh(poll.pk)


@kept
def announced(choices: Mapping[int, str] | None = None, **values: Any) -> Poll:
    """A poll whose result everybody was told."""
    poll = closed(choices, **values)
    services.announce_result(secretary(poll.sitting), poll)
    return fresh(poll.pk)


def cast(poll: Poll, user: User, value: str, key: str = "") -> dict[str, Any]:
    """One member's ballot."""
    return services.cast_ballot(deed_of(user, poll.sitting.body, key=key), poll, value)


def members_of(poll: Poll) -> list[User]:
    """The users of the members, by precedence."""
    return people.members_of(poll.sitting.body)


def keeper() -> Keeper:
    """The keeper of the boxes, with the folder of the test run."""
    return Keeper(KeyFolder(settings.BOX_KEYS_DIR))


def opened_secret(item: AgendaItem | None = None, **values: Any) -> Poll:
    """An open secret poll with a box of its own."""
    poll = prepared(item, is_secret=True, **values)
    keeper().fill_stock()
    services.open_poll(secretary(poll.sitting), poll, confirmed=True)
    return fresh(poll.pk)


def counted_secret(values: Sequence[str], **more: Any) -> Poll:
    """A closed secret poll whose box was opened; the members, by precedence, chose so."""
    poll = opened_secret(**more)
    for user, value in zip(members_of(poll), values, strict=False):
        cast_sealed(poll, user, value)
    services.close_poll(secretary(poll.sitting), poll)
    keeper().open_closed()
    return fresh(poll.pk)


def announced_secret(values: Sequence[str], **more: Any) -> Poll:
    """A secret poll whose result everybody was told."""
    poll = counted_secret(values, **more)
    services.announce_result(secretary(poll.sitting), poll, confirmed=True)
    return fresh(poll.pk)


def sealed(poll: Poll, user: User, value: str) -> str:
    """An envelope as the user's tablet would seal it."""
    assert user.person_id
    return envelopes.seal(poll.box_key.public_key, poll.pk, user.person_id, value)


def cast_sealed(poll: Poll, user: User, value: str, key: str = "", envelope: str = "") -> dict[str, Any]:
    """One member's envelope; a refusal is raised."""
    deed = deed_of(user, poll.sitting.body, key=key)
    choice = services.Choice(deed, envelope or sealed(poll, user, value))
    (answer,) = services.cast_sealed(deed, poll, [choice])
    if isinstance(answer, DomainError):
        raise answer
    return answer


def fresh(poll_id: Any) -> Poll:
    """The poll as stored."""
    return Poll.objects.select_related("sitting__body", "item__agenda", "paper", "paper_version").get(
        pk=poll_id
    )
