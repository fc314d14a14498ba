"""The pages of a sitting at the desk stand in a few groups; each leads to its first page this person may see."""

import re

import pytest
from django.test import Client

from meetings import tabs
from meetings.models import Sitting
from tests.factories import agendas
from tests.factories.people import members_of
from tests.factories.sittings import secretary_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting() -> Sitting:
    return agendas.published(items=1).sitting


def test_no_group_is_long_and_no_tab_stands_twice(sitting: Sitting):
    groups = tabs.tabs_of(secretary_of(sitting.body), sitting, "meetings:roster")
    assert 4 <= len(groups) <= 6
    assert all(1 <= len(group["tabs"]) <= 6 for group in groups)
    urls = [tab["url"] for group in groups for tab in group["tabs"]]
    assert len(set(urls)) == len(urls)
    assert [group["label"] for group in groups if group["current"]] == ["Người dự, giấy mời"]
    assert all(group["url"] == group["tabs"][0]["url"] for group in groups)


def test_a_group_with_one_page_is_that_page_and_an_empty_one_is_left_out(sitting: Sitting):
    member = members_of(sitting.body)[3]
    groups = tabs.tabs_of(member, sitting)
    assert "Bảng điều hành" not in [group["label"] for group in groups]
    alone = [group for group in groups if len(group["tabs"]) == 1]
    assert alone and all(group["label"] == group["tabs"][0]["label"] for group in alone)


def test_the_page_shows_the_groups_and_the_parts_of_its_own(sitting: Sitting, client: Client):
    client.force_login(secretary_of(sitting.body))
    page = client.get(f"/sittings/{sitting.pk}/roster/").content.decode()
    nav = re.search(r"<nav aria-label=.Các phần của phiên họp.>.*?</nav>", page, re.DOTALL)
    assert nav is not None
    assert nav[0].count('aria-current="page"') == nav[0].count('aria-current="true"') == 1
    assert "Giấy mời, trả lời" in nav[0] and "Sổ bản giấy" not in nav[0]
