"""At a tablet: a sentence opens on its page with the words marked; people; who cites; what is saved is told."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of

PICTURES = os.environ.get("SEARCH_PICTURES", "")
LYING = {"width": 1180, "height": 820}
MARKED = "[...(CSS.highlights.get('find') ?? [])].map((range) => range.toString())"
# One more paper for the first item of the agenda, laid as the product lays it; prints nothing.
LAY = """
from agendas.models import AgendaItem, ItemPaper
from agendas.services.papers import publish_papers
from papers.models import PaperPage
from tests.factories import agendas
item = AgendaItem.objects.select_related("agenda__sitting__body").get(pk=%r)
paper = agendas.paper("Báo cáo bổ sung về nhà công vụ", pages=1)
PaperPage.objects.create(version=paper.current, number=1, width=595, height=842, text="Quỹ nhà công vụ vùng cao")
row = ItemPaper.objects.create(item=item, paper=paper, version=paper.current, order=90)
publish_papers([item], {item.pk: [row]}, item.agenda)
"""
# A paper is taken back by the product's own service.
RECALL = """
from accounts.deeds import deed_of
from accounts.models import User
from agendas import services
from agendas.models import ItemPaper
row = ItemPaper.objects.get(paper=%r, item=%r)
services.recall_paper(deed_of(User.objects.get(username="operator"), row.item.agenda.sitting.body), row, "Gửi nhầm")
"""


def picture(guest: Guest, name: str) -> None:
    """Keep what is seen, when somebody wants to look."""
    if PICTURES:
        guest.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def marked(page: Page) -> list[str]:
    """What the reader marks on its pages once they are drawn, without the spaces: a line may end in it."""
    found: list[str] = []
    end = time.monotonic() + 15
    while not found and time.monotonic() < end:
        page.wait_for_timeout(200)
        found = ["".join(words.split()) for words in page.evaluate(MARKED)]
    return [words if "/" in words else words.lower() for words in found]


@pytest.mark.timeout(600)
def test_a_sentence_is_found_without_tone_marks_and_opens_on_its_page(
    house: House, come: Callable[..., Guest]
) -> None:
    minister = come("mic-minister", TABLET)
    page = minister.go("/search/")
    page.get_by_label("Từ cần tìm").fill("dich vu cong truc tuyen")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_label("Từ cần tìm")).to_be_focused()
    minister.axe()
    picture(minister, "tablet")
    page.get_by_text("Thu hẹp kết quả").click()
    minister.axe()
    picture(minister, "tablet-filters")
    page.get_by_label("Ở đâu").select_option("paper")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_role("link", name="Ở đâu: Tài liệu")).to_be_visible()
    picture(minister, "tablet-narrowed")
    link = page.locator(".search-hit h3 a[href*='#page=']").first
    number = re.search(r"#page=(\d+)", link.get_attribute("href") or "")
    assert number
    link.click()
    page.wait_for_url(f"**/paper/**#page={number[1]}*")
    expect(page.locator(".find-steps [role=status]")).to_contain_text("Chỗ ")
    expect(page.locator("#find-words")).to_have_value("dich vu cong truc tuyen")
    assert "dịchvụcôngtrựctuyến" in marked(page)
    assert page.locator(".reader-pages input").input_value() == number[1]
    minister.axe()
    picture(minister, "reader-standing")
    page.set_viewport_size(LYING)
    page.wait_for_timeout(600)
    picture(minister, "reader-lying")
    page.get_by_role("button", name="Về kết quả tra cứu").click()
    page.wait_for_url("**/search/?q=dich*kind=paper*")
    picture(minister, "tablet-lying")
    page.set_viewport_size(TABLET)
    desk = come("operator", DESK)
    desk.go("/search/?q=nghị+quyết")
    expect(desk.page.locator("mark").first).to_be_visible()
    desk.axe()
    picture(desk, "desk")
    desk.go("/search/?q=khongcogi")
    expect(desk.page.get_by_text("Không tìm thấy nội dung phù hợp")).to_be_visible()
    assert "Traceback" not in house.log("web"), house.log("web")[-3000:]


@pytest.mark.timeout(600)
def test_a_person_is_found_by_name_and_a_paper_says_who_cites_it(
    house: House, come: Callable[..., Guest]
) -> None:
    minister = come("mic-minister", TABLET)
    page = minister.go("/search/")
    minister.axe()
    picture(minister, "tablet-start")
    page.get_by_label("Từ cần tìm").fill("khai hoang")
    page.keyboard.press("Enter")
    page.locator(".search-hit", has_text="Người").get_by_role("link", name="Hoàng Đình Khải").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoàng Đình Khải")
    minister.axe()
    picture(minister, "person")
    page = minister.go("/search/?q=118+ttr+btttt")
    page.get_by_role("link", name="118/TTr-BTTTT", exact=True).click()
    page.locator(".search-hit", has_text="118/TTr-BTTTT").get_by_role(
        "link", name="Nơi viện dẫn"
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nơi viện dẫn")
    expect(page.locator(".search-hit")).to_have_count(2)
    expect(page.locator(".search-hit mark").first).to_contain_text("TTr-BTTTT")
    minister.axe()
    picture(minister, "cited")
    page.locator(".search-hit h3 a").first.click()
    assert "118/TTr-BTTTT" in marked(page)
    page.get_by_role("button", name="Các bản và người trình bày").click()
    expect(page.locator(".reader-panel")).to_contain_text("Các bản")
    page.get_by_role("button", name="Về chỗ đã đọc").click()
    page.wait_for_url("**/cited/**")


@pytest.mark.timeout(600)
def test_a_saved_search_is_told_of_what_is_new_and_can_be_deleted_and_brought_back(
    house: House, come: Callable[..., Guest]
) -> None:
    stage = Stage(house, come("operator", DESK), facts_of(house))
    minister, stranger = come("mic-minister", TABLET), come("auditor", TABLET)
    for guest in (minister, stranger):
        page = guest.go("/search/?q=nha+cong+vu+vung+cao")
        page.get_by_text("Lưu tra cứu này").click()
        guest.axe()
        page.get_by_label("Tên để nhớ").fill("Nhà công vụ")
        page.get_by_role("button", name="Lưu", exact=True).first.click()
        expect(page.get_by_text("Đã lưu tra cứu “Nhà công vụ”.")).to_be_visible()
        guest.axe()
    picture(minister, "saved")
    house.manage("shell", "--no-imports", "-c", LAY % stage.item(1))
    page = minister.page
    line = page.get_by_role("button", name="Có kết quả mới cho tra cứu đã lưu: Nhà công vụ")
    end = time.monotonic() + 150
    while not line.count() and time.monotonic() < end:
        page.wait_for_timeout(3000)
        minister.go("/notices/")
    line.click()
    expect(page.locator(".search-hit .chip-now")).to_contain_text("Mới, báo lúc")
    minister.axe()
    picture(minister, "saved-news")
    stranger.go("/notices/")
    expect(stranger.page.get_by_text("Nhà công vụ")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Xóa.*Nhà công vụ")).click()
    expect(page.get_by_text("Đã xóa tra cứu “Nhà công vụ”")).to_be_visible()
    expect(page.locator(".search-saved")).to_have_count(0)
    minister.axe()
    picture(minister, "saved-deleted")
    page.get_by_role("button", name="Hoàn tác").click()
    page.locator(".search-saved summary").click()
    page.get_by_label("Tên mới").fill("Nhà ở công vụ")
    page.locator(".search-saved").get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=2, name="Nhà ở công vụ")).to_be_visible()


@pytest.mark.timeout(600)
def test_who_loses_a_paper_finds_nothing_of_it_two_seconds_later(
    house: House, come: Callable[..., Guest]
) -> None:
    stage = Stage(house, come("operator", DESK), facts_of(house))
    paper = stage.paper("Báo cáo tình hình thực hiện Nghị quyết số 17/NQ-CP")
    item = next(str(one[0]) for one in stage.facts["items"] if paper in [str(row[0]) for row in one[2]])
    minister = come("mic-minister", TABLET)
    page = minister.go("/search/?q=tinh+hinh+thuc+hien+nghi+quyet&kind=paper")
    hit = page.locator(f".search-hit a[href*='{paper}']")
    expect(hit.first).to_be_visible()
    before = page.locator("[role=status]", has_text="kết quả").inner_text()
    house.manage("shell", "--no-imports", "-c", RECALL % (paper, item))
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("[role=status]", has_text="kết quả")).not_to_have_text(before)
    assert hit.count() == 0
    assert paper not in page.content()
    assert minister.context.request.get(f"{house.base}/paper/{paper}/cited/").status == 404
