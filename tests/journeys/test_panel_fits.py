"""The panel on a laptop and on a tablet: no word of functions and wall is cut, the last of nine items is in sight, and
an ending comes with its day and with whom it is given to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of
from tests.journeys.test_the_sitting import step

CUT = """(selector) => [...document.querySelectorAll(selector)]
    .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.trim())"""
NARROW = {"width": 1180, "height": 820}


@pytest.mark.timeout(900)
def test_words_items_and_endings_of_the_panel(house: House, come: Callable[..., Guest]) -> None:
    operator = come("operator", DESK)
    stage = Stage(house, operator, facts_of(house))
    stage.begin()
    desk = operator.go(f"/control/{stage.sitting}/")
    step(desk, "Bắt đầu nội dung 1")
    expect(desk.locator("#cp-middle")).to_contain_text("Nội dung 1 ·")
    the_ninth_item_is_in_sight(desk)
    narrow = come("operator", NARROW).go(f"/control/{stage.sitting}/")
    expect(narrow.locator(".cp-function").first).to_be_visible()
    assert narrow.evaluate(CUT, ".cp-function, .cp-wall .chip") == []
    endings_come_filled(desk)


def the_ninth_item_is_in_sight(desk: Page) -> None:
    """Its title stands above the row of the recording, also under the ribbon of the demonstration."""
    title = desk.locator("#cp-items li").nth(8).locator(".cp-item-title").bounding_box()
    row = desk.locator(".cp-sound-row").bounding_box()
    assert title and row and title["y"] + title["height"] <= row["y"] + 1


def endings_come_filled(desk: Page) -> None:
    """Whom it is given to, and by which day it comes back; a typed note stays."""
    desk.get_by_role("button", name="Kết luận không biểu quyết…").click()
    dialog = desk.locator("#cp-dialog")
    note, until = dialog.get_by_label("Ghi chú"), dialog.get_by_label("Trình lại trước ngày")
    dialog.get_by_role("radio", name="Cho ý kiến, giao hoàn thiện").check()
    expect(note).to_have_value("Giao Bộ trưởng Bộ Thông tin và Truyền thông tiếp thu, hoàn thiện")
    expect(until).to_be_hidden()
    dialog.get_by_role("radio", name="Chưa thông qua").check()
    expect(note).to_have_value("")
    expect(until).to_have_value("2020-11-02")
    note.fill("Đến phiên tháng 10")
    dialog.get_by_role("radio", name="Cho ý kiến, giao hoàn thiện").check()
    expect(note).to_have_value("Đến phiên tháng 10")
