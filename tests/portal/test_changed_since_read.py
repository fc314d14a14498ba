"""The sitting page knows what its reader read and saw, of his own papers only; the comparison shows what he may see."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agendas import services as agenda_services
from agendas.models import Agenda, ItemPaper
from papers import services
from papers.models import PaperPage, PaperVersion
from portal.selectors import home_of
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda() -> Agenda:
    """Published, of two items with a paper each."""
    return agendas.published(items=2)


def row_of(agenda: Agenda) -> ItemPaper:
    """The first paper laid."""
    return (
        ItemPaper.objects.filter(item__agenda=agenda)
        .select_related("paper", "version")
        .order_by("item__order")[0]
    )


def says(version: PaperVersion, text: str) -> None:
    """One page with this text."""
    PaperPage.objects.create(version=version, number=1, width=595, height=842, text=text)


def replace(agenda: Agenda, row: ItemPaper) -> PaperVersion:
    """A new version is laid in its place."""
    new = agendas.version(row.paper)
    agenda_services.replace_paper(sittings.deed_in(agenda.sitting.body), row, "Chỉnh lý")
    return new


def page_of(user: User, address: str) -> dict[str, Any]:
    """The data a page hands its scripts."""
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return dict(answer.context["page"])


def test_the_page_says_what_was_read_and_until_when_changes_were_seen(agenda: Agenda) -> None:
    user, other = people.members_of(agenda.sitting.body)[2:4]
    row = row_of(agenda)
    services.note_opening(other, row.version)
    address = reverse("portal:sitting", args=[agenda.sitting_id])
    assert page_of(user, address)["read"] == {}
    services.note_opening(user, row.version)
    page = page_of(user, address)
    assert page["read"] == {str(row.paper_id): 1}
    assert page["seen_at"] <= agenda.sitting.body.now().isoformat()
    replace(agenda, row)
    assert page_of(user, address)["read"] == {str(row.paper_id): 1}


def test_two_laid_versions_are_compared_and_a_draft_between_them_is_not_there(agenda: Agenda) -> None:
    user = people.members_of(agenda.sitting.body)[2]
    row = row_of(agenda)
    says(row.version, "Điều 1. Hạn là 30 tháng 6.")
    draft = agendas.version(row.paper)
    says(draft, "Điều 1. Hạn là BÍ MẬT.")
    says(replace(agenda, row), "Điều 1. Hạn là 31 tháng 12.")
    client = Client()
    client.force_login(user)
    address = reverse("portal:compare", args=[row.paper_id])
    shown = client.get(address).content.decode()
    assert "<del>30</del>" in shown and "<ins>31</ins>" in shown
    assert "BÍ MẬT" not in shown and '<option value="2"' not in shown
    listed = json.loads(client.get(reverse("portal:versions", args=[row.paper_id])).content)["versions"]
    assert [one["number"] for one in listed] == [3, 1]
    for query in ("?old=2&new=3", "?old=1&new=2", "?old=9", "?old=3&new=3"):
        assert client.get(address + query).status_code == 404, query


def test_back_leads_only_to_a_sitting_or_a_paper_of_this_house(agenda: Agenda) -> None:
    user = people.members_of(agenda.sitting.body)[2]
    address = reverse("portal:paper", args=[row_of(agenda).paper_id])
    sitting = reverse("portal:sitting", args=[agenda.sitting_id])
    assert (
        page_of(user, f"{address}?back={quote(sitting + '#item=1&page=3')}")["urls"]["back"]
        == f"{sitting}#item=1&page=3"
    )
    for odd in (
        "https://example.org/sitting/",
        "//example.org",
        "/\\example.org",
        "javascript:alert(1)",
        "/account/",
        "/sitting/" + "a" * 3000,
    ):
        assert page_of(user, f"{address}?back={quote(odd)}")["urls"]["back"] == reverse("portal:home"), odd


def test_home_counts_the_changes_since_the_last_visit_that_its_reader_may_read(agenda: Agenda) -> None:
    user = people.members_of(agenda.sitting.body)[2]
    assert news_of(user) == 0
    page_of(user, reverse("portal:sitting", args=[agenda.sitting_id]))
    replace(agenda, row_of(agenda))
    assert news_of(user) == 1
    agenda_services.mark_seen(user, agenda.sitting, agenda.sitting.body.now())
    assert news_of(user) == 0


def news_of(user: User) -> int:
    """The figure on his home."""
    return int(home_of(user)["sitting"]["news"])


def test_one_version_alone_is_compared_with_nothing(agenda: Agenda) -> None:
    client = Client()
    client.force_login(people.members_of(agenda.sitting.body)[2])
    assert client.get(reverse("portal:compare", args=[row_of(agenda).paper_id])).status_code == 404
