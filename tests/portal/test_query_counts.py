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
from papers.models import Paper, PaperPage
from search import refreshing
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
        if page in ("portal:paper", "portal:versions"):
            args: dict[str, Any] = {"paper_id": agendas.items_of(agenda)[0].item_papers.get().paper_id}
        elif page in ("papers:contents", "papers:changes", "papers:citations"):
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


def cited(size: int) -> Visit:
    """A paper that `size` others name."""
    agenda = agendas.published(items=size + 1, papers=1)
    first, *others = [item.item_papers.get().paper for item in agendas.items_of(agenda)]
    Paper.objects.filter(pk=first.pk).update(document_number="17/NQ-CP")
    for paper in others:
        text = "Theo Nghị quyết số 17/NQ-CP"
        PaperPage.objects.create(version=paper.current, number=1, width=595, height=842, text=text)
    refreshing.catch_up()
    return people.members_of(agenda.sitting.body)[2], reverse("portal:cited", args=[first.pk])


def looked_up(size: int) -> Visit:
    """A person who presents `size` items."""
    agenda = agendas.published(items=size, papers=1)
    members = people.members_of(agenda.sitting.body)
    return members[1], reverse("portal:person", args=[members[2].person_id])


PAGES: dict[str, Callable[[int], Visit]] = {
    **{
        page: administration(page)
        for page in ("accounts:bodies", "accounts:body", "accounts:people", "accounts:person")
    },
    **{page: of_a_sitting(page, "desk") for page in ("agendas:revision", "room:displays")},
    **{page: of_a_sitting(page, "member") for page in ("portal:paper", "papers:contents", "meetings:reply")},
    **{
        page: of_a_sitting(page, "member")
        for page in ("portal:sitting", "portal:versions", "papers:changes", "papers:citations")
    },
    "portal:record": record,
    "notices:list": told,
    "portal:search": found,
    "portal:cited": cited,
    "portal:person": looked_up,
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


def test_a_search_reads_what_decides_about_rights_once_in_each_of_its_steps() -> None:
    """The whole page, its frame included. More than this and somebody asks again what is known."""
    user, address = found(20)
    client = Client()
    client.force_login(user)
    assert client.get(address).status_code == 200
    assert queries_of(lambda: client.get(address)) <= 27
