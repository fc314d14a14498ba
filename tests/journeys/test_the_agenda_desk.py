"""The secretary at the agenda: put in order by hand, the keyboard keeps its place, a refusal keeps the words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of

TITLES = ["Nội dung thứ nhất", "Nội dung thứ hai", "Nội dung thứ ba"]


@pytest.fixture(scope="module")
def practice(house: House) -> list[str]:
    """The address of the practice agenda, once it has its three items."""
    return []


@pytest.fixture
def desk(house: House, come: Callable[..., Guest], practice: list[str]) -> Guest:
    """The secretary at the agenda."""
    guest = come("operator", DESK)
    if not practice:
        sitting = Stage(house, guest, facts_of(house)).other("thực hành")
        for title in TITLES:
            page = guest.go(f"/agendas/{sitting}/add/")
            page.get_by_label("Tên nội dung").fill(title)
            page.get_by_role("button", name="Thêm vào chương trình").click()
            expect(page.locator("h2").first).to_contain_text(title)
        practice.append(f"/agendas/{sitting}/")
    guest.go(practice[0])
    return guest


def titles(page: Page) -> list[str]:
    """The programme from top to bottom."""
    return page.locator(".programme-title").all_inner_texts()


def test_an_item_dragged_by_its_grip_stays_where_it_was_dropped(desk: Guest) -> None:
    page = desk.page
    grip = page.locator(".sort-grip").nth(2)
    grip.scroll_into_view_if_needed()
    start, over = grip.bounding_box(), page.locator(".programme-row").first.bounding_box()
    assert start is not None
    assert over is not None
    before = titles(page)
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] - 30, steps=5)
    expected = [before[2], before[0], before[1]]
    # Rows that glide aside take no drop: as by hand, one lets go when the row is seen where it is wanted.
    for turn in range(40):
        page.mouse.move(start["x"] + 8, over["y"] + 6 - turn % 2, steps=15 if turn == 0 else 2)
        if titles(page) == expected:
            break
        page.wait_for_timeout(100)
    with page.expect_response("**/order/"):
        page.mouse.up()
    expect(page.locator(".programme-title")).to_have_text(expected)
    page.reload()
    assert titles(page) == expected


def test_the_keyboard_keeps_its_place_in_the_programme(desk: Guest) -> None:
    page = desk.page
    first = titles(page)[0]
    page.get_by_role("link", name=first, exact=True).focus()
    for place in (1, 2):
        page.keyboard.press("Alt+ArrowDown")
        expect(page.locator(".programme-title").nth(place)).to_have_text(first)
    # At the end its arrow is spent; the row has the focus and listens to the same keys.
    expect(page.locator(".programme-row").nth(2)).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".programme-title").nth(1)).to_have_text(first)
    page.get_by_role("link", name=f"Sửa nhanh: {first}").press("Enter")
    expect(page.get_by_label("Người trình bày")).to_be_focused()
    page.get_by_label("Phút", exact=True).fill("0")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Phút", exact=True)).to_be_focused()
    expect(page.locator(".errorlist")).to_contain_text("từ 1 đến 480 phút")
    page.get_by_label("Phút", exact=True).fill("20")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"Sửa nhanh: {first}")).to_be_focused()
    page.get_by_role("button", name=f"Bỏ khỏi chương trình: {first}").press("Enter")
    expect(page.locator(".programme-row")).to_have_count(2)
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".programme-row")).to_have_count(3)
    expect(page.locator("#programme-title")).to_be_focused()
    desk.axe()


def test_a_signed_paper_refused_for_its_number_keeps_the_name(desk: Guest) -> None:
    page = desk.page
    page.get_by_text("Ghi nhận văn bản phê duyệt đã ký").click()
    page.get_by_label("Người ký").fill("Hoàng Đình Khải")
    page.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("số, ký hiệu và ngày")
    expect(page.get_by_label("Người ký")).to_have_value("Hoàng Đình Khải")
    page.get_by_label("Số, ký hiệu, ngày văn bản").fill("Phiếu trình số 1432/PTr-VPCP ngày 24/9/2020")
    page.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(page.locator("#approval")).to_contain_text("Hoàng Đình Khải")
    expect(page.get_by_text("Ghi nhận văn bản phê duyệt đã ký")).to_have_count(0)
