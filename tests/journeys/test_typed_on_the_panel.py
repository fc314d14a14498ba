"""What a clerk types on the control panel stays while functions change hands, and when the page comes anew."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsers import DESK, Guest
from tests.journeys.house import House
from tests.journeys.pictures import picture
from tests.journeys.stage import facts_of

WORDS = "Phiên họp bắt đầu muộn 15 phút"


@pytest.fixture(scope="module")
def facts(house: House) -> dict[str, Any]:
    """Ids of the demonstration."""
    return facts_of(house)


def panel(guest: Guest, facts: dict[str, Any]) -> Page:
    """The control panel of the sitting, connected."""
    page = guest.go(f"/control/{facts['sitting_id'][0]}/")
    expect(page.locator("#net")).to_have_attribute("data-state", "live")
    return page


def take(page: Page, function: str) -> None:
    """One press on the function of the desk."""
    chip = page.locator(".cp-function", has_text=function)
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")


def write_on_the_wall(page: Page) -> Locator:
    """The dialog of the wall with a message being typed."""
    page.locator(".cp-wall .chip", has_text="Thông báo").click()
    dialog = page.locator("#cp-dialog")
    dialog.get_by_label("Nội dung thông báo").fill(WORDS)
    return dialog


def test_what_is_typed_stays_when_a_function_is_taken_over(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest, other = come("operator", DESK), come("script-writer", DESK)
    page = panel(guest, facts)
    take(page, "Điều hành")
    dialog = write_on_the_wall(page)
    take(panel(other, facts), "Điều hành")
    expect(page.locator(".cp-function").first).to_have_attribute("aria-pressed", "false")
    expect(dialog.get_by_label("Nội dung thông báo")).to_have_value(WORDS)
    dialog.get_by_role("button", name="Đưa lên").click()
    above = page.locator("#cp-over")
    expect(above).to_contain_text("đang giữ việc")
    guest.axe()
    picture(page, "takeover-above")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    above.get_by_role("button", name="Quay lại").click()
    expect(above).to_be_hidden()
    expect(dialog.get_by_label("Nội dung thông báo")).to_have_value(WORDS)
    dialog.get_by_role("button", name="Đưa lên").click()
    above.get_by_role("button", name="Tiếp nhận và thực hiện").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".cp-function").first).to_have_attribute("aria-pressed", "true")
    page.locator(".cp-wall .chip", has_text="Thông báo").click()
    expect(dialog.get_by_label("Nội dung thông báo")).to_have_value("")


def test_a_dialog_that_closes_before_it_sends_comes_back_with_its_words(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest, other = come("operator", DESK), come("script-writer", DESK)
    take(panel(other, facts), "Điểm danh và biểu quyết")
    page = panel(guest, facts)
    expect(page.locator(".cp-function").nth(1)).to_contain_text("Điểm danh")
    page.locator("#cp-seats .seat").nth(4).click()
    dialog = page.locator("#cp-dialog")
    dialog.get_by_label("Ghi chú").fill("Đến muộn")
    dialog.get_by_role("button", name="Có mặt").first.click()
    page.locator("#cp-over").get_by_role("button", name="Quay lại").click()
    expect(dialog.get_by_label("Ghi chú")).to_have_value("Đến muộn")


def test_what_is_typed_is_there_again_on_a_page_drawn_anew_until_it_is_put_away(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("operator", DESK)
    page = panel(guest, facts)
    write_on_the_wall(page)
    page.reload()
    page.locator(".cp-wall .chip", has_text="Thông báo").click()
    dialog = page.locator("#cp-dialog")
    expect(dialog.get_by_label("Nội dung thông báo")).to_have_value(WORDS)
    dialog.get_by_role("button", name="Quay lại").click()
    page.locator(".cp-wall .chip", has_text="Thông báo").click()
    expect(dialog.get_by_label("Nội dung thông báo")).to_have_value("")
