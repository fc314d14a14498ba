"""Elasticsearch is killed under a minister's hands: what he looks for is found, the page says who answered, and after
the return it has caught up by itself."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import House, open_house
from tests.services import missing
from tools import search_node, services

PICTURES = os.environ.get("SEARCH_PICTURES", "")
SENTENCE = "Máy chủ tìm kiếm đang tạm nghỉ hoặc chưa theo kịp"
RENAME = (
    "from papers.models import Paper; paper = Paper.objects.filter(current__isnull=False, "
    "title__icontains='dịch vụ công trực tuyến').first(); "
    "Paper.objects.filter(pk=paper.pk).update(title=paper.title + ' (đổi tên lúc vắng máy tìm)')"
)


@pytest.fixture(scope="module")
def node() -> Iterator[services.Engine]:
    """A node of our own: it is killed."""
    try:
        search_node.home()
    except services.ServiceMissing as error:
        missing(str(error))
    with search_node.engine() as engine:
        yield engine


@pytest.fixture(scope="module")
def house(chromium_path: str, seed: Path, node: services.Engine) -> Iterator[House]:
    """The demonstration with Elasticsearch, which its jobs process fills."""
    with open_house(seed, ELASTICSEARCH_URL=node.url) as running:
        yield running


def search(guest: Guest, words: str) -> None:
    """Type and press Enter."""
    guest.go("/search/")
    guest.page.get_by_label("Từ cần tìm").fill(words)
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_url("**/search/?*q=*")


def wait_without_the_sentence(guest: Guest, words: str, seconds: float = 90) -> None:
    """Ask again until Elasticsearch answers."""
    end = time.monotonic() + seconds
    while True:
        search(guest, words)
        expect(guest.page.locator("mark").first).to_be_visible()
        if not guest.page.get_by_text(SENTENCE).count():
            return
        assert time.monotonic() < end, "Elasticsearch doesn't answer"
        guest.page.wait_for_timeout(500)


def picture(guest: Guest, name: str) -> None:
    """Keep what is seen, when somebody wants to look."""
    if PICTURES:
        guest.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@pytest.mark.timeout(600)
def test_elasticsearch_is_killed_under_a_ministers_hands(
    house: House, come: Callable[..., Guest], node: services.Engine
) -> None:
    minister = come("mic-minister", TABLET)
    page = minister.page
    wait_without_the_sentence(minister, "dich vu cong truc tuyen")
    found = page.locator(".search-hit h3").all_inner_texts()
    node.kill()
    began = time.monotonic()
    search(minister, "dich vu cong truc tuyen")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    assert time.monotonic() - began < 10
    assert page.locator(".search-hit h3").all_inner_texts() == found
    minister.axe()
    picture(minister, "away-tablet")
    page.locator(".search-hit h3 a[href*='#page=']").first.click()
    page.wait_for_url("**/paper/**#page=*")
    minister.go("/")
    house.manage("shell", "-c", RENAME)
    search(minister, "đổi tên lúc vắng máy tìm")
    expect(page.locator("mark").first).to_be_visible()
    desk = come("operator", DESK)
    search(desk, "nghị quyết")
    expect(desk.page.get_by_text(SENTENCE)).to_be_visible()
    desk.axe()
    picture(desk, "away-desk")
    node.start()
    wait_without_the_sentence(minister, "đổi tên lúc vắng máy tìm")
    picture(minister, "back-tablet")
    assert "Traceback" not in house.log("web"), house.log("web")[-3000:]
