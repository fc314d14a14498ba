"""A member reads on a tablet: two pages, finding on, a cited paper and back, versions, what differs, what is new."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsers import Guest
from tests.journeys.house import House
from tests.journeys.stage import facts_of

LYING = {"width": 1180, "height": 820}
DRAFT = "Dự thảo Nghị quyết về đẩy mạnh"
ANNEX = "Phụ lục số liệu vận hành"
LONG = "Phụ lục số liệu theo bộ, tỉnh"
REPORT = "Báo cáo kết quả hơn 9 tháng"
# The ministry hands in a third version: the second with other words on its second page.
THIRD = """
from papers.models import Paper, PaperVersion
paper = Paper.objects.get(pk=%r)
old = paper.current
new = PaperVersion.objects.create(paper=paper, number=old.number + 1, original=old.original, pdf=old.pdf,
    preparation="ready", page_count=old.page_count, pages_done=old.pages_done, outline=old.outline,
    note="Chỉnh lý Điều 2", added_by="Bộ Thông tin và Truyền thông")
for page in old.pages.order_by("number"):
    page.pk, page.version = None, new
    page.text = page.text.replace(" và ", " cùng với ", 1) if page.number == 2 else page.text
    page.save()
paper.current = new
paper.save()
"""


@pytest.fixture(scope="module")
def facts(house: House) -> dict[str, Any]:
    """Ids of the demonstration."""
    return facts_of(house)


def place_of(facts: dict[str, Any], title: str) -> tuple[str, str]:
    """Item and paper of the first paper whose title begins so."""
    return next(
        (str(item[0]), str(paper[0]))
        for item in facts["items"]
        for paper in item[2]
        if paper[1].startswith(title)
    )


def open_paper(guest: Guest, facts: dict[str, Any], title: str) -> Page:
    """The paper on the sitting page."""
    item, paper = place_of(facts, title)
    page = guest.go(f"/sitting/{facts['sitting_id'][0]}/#item={item}&paper={paper}")
    return opened(page, title)


def replace(house: House, desk: Guest, item: str, paper: str) -> None:
    """The desk lays the newest version."""
    token = desk.go("/").locator('meta[name="csrf-token"]').get_attribute("content") or ""
    answer = desk.context.request.post(
        f"{house.base}/agendas/items/{item}/papers/{paper}/replace/",
        form={"reason": "Chỉnh lý Điều 2", "csrfmiddlewaretoken": token},
        headers={"Origin": house.base, "Referer": f"{house.base}/"},
    )
    assert answer.status < 400, answer.text()[:500]


def opened(page: Page, title: str) -> Page:
    """The reader shows this paper, with words on its first page."""
    expect(page.locator(".reader-title")).to_contain_text(title)
    expect(page.locator(".textLayer span").first).to_be_attached()
    expect(page.locator("#net")).to_have_attribute("data-state", "live")
    return page


def tool(page: Page, name: str) -> Locator:
    """A tool of the reader's bar."""
    return page.locator(".reader-bar").get_by_role("button", name=name)


def top_of(page: Page, number: int) -> float:
    """Where a page begins, in the scroller."""
    return float(
        page.evaluate("n => document.querySelector(`.pdf-page[data-page='${n}']`).offsetTop", number)
    )


def test_two_pages_stand_side_by_side_and_still_do_after_coming_back(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister", LYING)
    page = open_paper(guest, facts, LONG)
    assert top_of(page, 1) < top_of(page, 2)
    tool(page, "Xem hai trang cạnh nhau").tap()
    assert top_of(page, 1) == top_of(page, 2) < top_of(page, 3)
    guest.axe()
    tool(page, "Trang sau").tap()
    expect(page.locator(".reader-pages input")).to_have_value("3")
    with page.expect_response(lambda answer: "/preferences/" in answer.url):
        tool(page, "Hai trang cạnh nhau, trang đầu đứng riêng").tap()
    assert top_of(page, 1) < top_of(page, 2) == top_of(page, 3)
    page.reload()
    opened(page, LONG)
    assert top_of(page, 1) < top_of(page, 2) == top_of(page, 3)
    page.set_viewport_size({"width": 820, "height": 1180})
    page.wait_for_function("() => !document.querySelector('.pdf-pages').dataset.rows")
    assert top_of(page, 2) < top_of(page, 3)
    page.set_viewport_size(LYING)
    tool(page, "Xem từng trang một").tap()
    assert top_of(page, 2) < top_of(page, 3)


def test_finding_goes_on_by_enter_and_back_by_shift_enter(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, facts, DRAFT)
    tool(page, "Tìm trong tài liệu").tap()
    field = page.get_by_label("Từ cần tìm")
    field.press_sequentially("dich vu cong")
    field.press("Enter")
    says = page.locator(".find-steps [role=status]")
    expect(says).to_have_text(re.compile(r"^Chỗ 1 trên \d+$"))
    count = int(says.inner_text().rsplit(" ", 1)[1])
    assert count > 5
    field.press("Enter")
    expect(says).to_have_text(f"Chỗ 2 trên {count}")
    guest.axe()
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    expect(says).to_have_text(f"Chỗ {count} trên {count}")
    expect(page.locator(".hits [aria-current]")).to_be_in_viewport()
    page.get_by_role("button", name="Chỗ tìm thấy sau").tap()
    expect(says).to_have_text(f"Chỗ 1 trên {count}")


def test_a_citation_opens_the_paper_it_names_and_leads_back(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, facts, ANNEX)
    link = page.get_by_role("link", name="Mở tài liệu được dẫn: 301/BC-VPCP").first
    expect(link).to_be_visible()
    guest.axe()
    link.tap()
    opened(page, REPORT)
    expect(page.locator(".reader-offer")).to_contain_text(f"Mở từ: {ANNEX}")
    guest.axe()
    page.get_by_role("button", name="Trở lại chỗ dẫn").tap()
    opened(page, ANNEX)
    alone = guest.go(f"/paper/{place_of(facts, ANNEX)[1]}/")
    opened(alone, ANNEX)
    tool(alone, "Chương trình phiên họp").tap()
    expect(alone.locator(".side-agenda [aria-current=page]")).to_contain_text(ANNEX)
    guest.axe()
    alone.get_by_role("button", name="Đóng", exact=True).tap()
    alone.get_by_role("link", name="Mở tài liệu được dẫn: 301/BC-VPCP").first.tap()
    opened(alone, REPORT)
    tool(alone, "Về chỗ đã đọc").tap()
    opened(alone, ANNEX)


def test_an_older_version_says_so_and_the_differences_stand_side_by_side(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister", LYING)
    page = open_paper(guest, facts, DRAFT)
    tool(page, "Các bản và người trình bày").tap()
    panel = page.locator(".reader-panel")
    expect(panel.get_by_text("Người trình bày", exact=True)).to_be_visible()
    expect(panel.locator(".versions > li")).to_have_count(2)
    guest.axe()
    panel.get_by_role("button", name="Mở bản 1").tap()
    expect(page.locator(".reader-line[data-old]")).to_contain_text("Đang xem bản cũ: bản 1")
    guest.axe()
    page.get_by_role("button", name="Về bản mới nhất").tap()
    line = page.locator(".reader-line")
    expect(line).to_contain_text("trang thay đổi so với bản 1 đã đọc")
    line.get_by_role("link", name="So sánh").tap()
    expect(page.locator(".compare-place").first).to_be_visible()
    one, other = (page.locator(".compare-side").nth(at).bounding_box() for at in (0, 1))
    assert one and other and one["y"] == other["y"] and one["x"] < other["x"]
    assert page.locator("ins").count() > 3
    guest.axe()
    page.get_by_role("button", name="Chỗ sau").tap()
    expect(page.locator("#compare-at")).to_have_text(re.compile("^Chỗ 2 trên"))
    page.keyboard.press("n")
    page.keyboard.press("p")
    expect(page.locator("#place-2")).to_be_focused()
    page.set_viewport_size({"width": 820, "height": 1180})
    one, other = (page.locator(".compare-side").nth(at).bounding_box() for at in (0, 1))
    assert one and other and one["y"] < other["y"] and one["x"] == other["x"]
    guest.axe()
    page.get_by_role("link", name="Về tài liệu").tap()
    opened(page, DRAFT)


def test_a_new_version_moves_nothing_until_it_is_tapped_and_the_agenda_says_what_is_new(
    house: House, come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest, other, desk = come("mic-minister"), come("prime-minister", LYING), come("operator")
    page = open_paper(guest, facts, DRAFT)
    rail = open_paper(other, facts, REPORT).locator("#rail")
    expect(rail.locator(".read-state").first).to_be_visible()
    item, paper = place_of(facts, DRAFT)
    house.tell(THIRD % paper)
    replace(house, desk, item, paper)
    offer = page.locator(".reader-offer")
    expect(offer).to_contain_text("Dự thảo đã có bản 3")
    guest.axe()
    pdfs: list[str] = []
    page.on("request", lambda request: pdfs.append(request.url) if "file.pdf" in request.url else None)
    tool(page, "Trang sau").tap()
    tool(page, "Trang trước").tap()
    expect(offer).to_contain_text("Dự thảo đã có bản 3")
    tool(page, "Các bản và người trình bày").tap()
    expect(page.locator(".versions [aria-current]")).to_contain_text("Bản 2")
    page.get_by_role("button", name="Đóng", exact=True).tap()
    assert len({re.findall(r"[0-9a-f-]{36}", url)[0] for url in pdfs}) <= 1
    offer.get_by_role("button", name="Mở bản mới").tap()
    expect(page.locator(".reader-line")).to_contain_text("1 trang thay đổi so với bản 2 đã đọc")
    page.get_by_role("button", name="Trang thay đổi sau").tap()
    expect(page.locator(".reader-pages input")).to_have_value("2")
    expect(page.locator('.pdf-page[data-page="2"]')).to_have_attribute("data-changed", "")
    guest.axe()
    news = rail.locator(".rail-news")
    expect(news).to_contain_text("1 thay đổi từ lần xem trước")
    other.axe()
    with other.page.expect_response(re.compile("/seen/")):
        news.get_by_role("button", name="Đã xem").tap()
    expect(news).to_have_count(0)
    other.page.reload()
    opened(other.page, REPORT)
    expect(rail.locator(".rail-news")).to_have_count(0)


def test_badges_say_what_is_new_to_this_reader_alone(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    item, _paper = place_of(facts, DRAFT)
    page = guest.go(f"/sitting/{facts['sitting_id'][0]}/#item={item}")
    row = page.locator(".sheet-papers li", has_text=DRAFT)
    expect(row).to_be_visible()
    expect(row.get_by_text("mới", exact=True)).to_have_count(0)
    expect(page.locator(".sheet-papers").get_by_text("mới", exact=True).first).to_be_visible()
    guest.axe()
    other = come("minister-aide")
    seen = other.go(f"/sitting/{facts['sitting_id'][0]}/#item={item}")
    expect(seen.locator(".sheet-papers li", has_text=DRAFT)).to_contain_text("mới")
