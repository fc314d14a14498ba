"""Pages that no app's own tests count: ten times the rows cost no more queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import BodyRole
from core.registries import NOTICE_KINDS
from meetings.audiences import sync_audiences
from notices import services as notices
from notices.kinds import NoticeKind
from notices.services import Recipient
from tests.factories import agendas, people, sittings
from tests.factories.queries import queries_of

pytestmark = pytest.mark.django_db
Role = BodyRole.Role
Visit = tuple[Any, str]


def administration(page: str) -> Callable[[int], Visit]:
    """The administrator's pages of a body of `size` members, with their posts, roles and mandates."""

    def visit(size: int) -> Visit:
        body = people.government(members=max(3, size))
        admin = people.staff(body, Role.ADMINISTRATOR)
        for _number in range(size):
            people.staff(body, Role.RECORDS_CLERK)
        members = people.members_of(body)
        people.mandate(body, members[1], people.staff(body, Role.SCRIPT), "read")
        person = {"person_id": members[1].person_id} if page == "accounts:person" else {}
        args = {} if page == "accounts:bodies" else {"body_id": body.pk, **person}
        return admin, reverse(page, kwargs=args)

    return visit


def of_a_sitting(page: str, who: str) -> Callable[[int], Visit]:
    """A page about one published agenda of `size` items; each item has a paper."""

    def visit(size: int) -> Visit:
        agenda = agendas.published(items=size, papers=1)
        sitting = agenda.sitting
        officer = people.staff(sitting.body)
        sync_audiences(sitting)
        user = officer if who == "desk" else people.members_of(sitting.body)[2]
        if page == "portal:paper":
            args: dict[str, Any] = {"paper_id": agendas.items_of(agenda)[0].item_papers.get().paper_id}
        elif page == "papers:contents":
            version = agendas.items_of(agenda)[0].item_papers.get().paper.current
            args = {"version_id": version.pk}
        else:
            args = {"sitting_id": sitting.pk} | ({"number": 1} if page == "agendas:revision" else {})
        return user, reverse(page, kwargs=args)

    return visit


def record(size: int) -> Visit:
    """The record of `size` sittings."""
    body = people.government()
    auditor = people.staff(body, Role.AUDITOR)
    for _number in range(size):
        sittings.called_sitting(body)
    return auditor, reverse("portal:record")


def told(size: int) -> Visit:
    """A list of `size` notices."""
    user = people.user()
    for number in range(size):
        notices.notify([Recipient(user.pk, user.person_id)], "test.plain", {"title": f"Thông báo {number}"})
    return user, reverse("notices:list")


def found(size: int) -> Visit:
    """A search that finds `size` sittings' items and papers."""
    agenda = agendas.published(items=size, papers=1)
    return people.members_of(agenda.sitting.body)[2], reverse("portal:search") + "?q=noi+dung"


PAGES: dict[str, Callable[[int], Visit]] = {
    **{
        page: administration(page)
        for page in ("accounts:bodies", "accounts:body", "accounts:people", "accounts:person")
    },
    **{page: of_a_sitting(page, "desk") for page in ("agendas:revision", "room:displays")},
    **{page: of_a_sitting(page, "member") for page in ("portal:paper", "papers:contents", "meetings:reply")},
    "portal:record": record,
    "notices:list": told,
    "portal:search": found,
}


@pytest.mark.parametrize("page", PAGES)
def test_ten_times_the_rows_cost_no_more_queries(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        NOTICE_KINDS._entries, "test.plain", NoticeKind(lambda facts: f"Tin: {facts['title']}")
    )
    costs = []
    for size in (2, 20):
        user, address = PAGES[page](size)
        client = Client()
        client.force_login(user)
        assert client.get(address).status_code == 200, address
        costs.append(queries_of(lambda: client.get(address)))  # noqa: B023
    few, many = costs
    assert many <= few, f"{few} queries became {many}"
