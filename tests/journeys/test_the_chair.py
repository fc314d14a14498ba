"""The chair changes hands between two tablets and the panel: by one press, without a reload of who presides next."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of
from tests.journeys.test_by_keyboard import tab_to

MINE = "Đồng chí đang chủ trì phiên họp"
# How long the new presider waits, measured on that page itself.
WAITED = """() => { const since = performance.now(); window.stays = true;
  const look = setInterval(() => { if (!document.getElementById("chair").innerText.includes("%s")) return;
    clearInterval(look); window.waited = performance.now() - since; }, 20); }"""


@pytest.mark.timeout(600)
def test_the_chair_goes_to_a_deputy_and_back(house: House, come: Callable[..., Guest]) -> None:
    operator = come("operator", DESK)
    stage = Stage(house, operator, facts_of(house))
    stage.begin()
    stage.command("agendas.start_item", item=stage.item(1))
    head, deputy = come("prime-minister", TABLET), come("deputy-foreign", TABLET)
    panel = operator.go(f"/control/{stage.sitting}/")
    old, new = (guest.go(f"/sitting/{stage.sitting}/") for guest in (head, deputy))
    for page in (panel, old, new):
        expect(page.locator("#net")).to_have_attribute("data-state", "live")
    expect(old.locator("#chair")).to_contain_text(MINE)
    expect(panel.locator("#cp-chair")).to_contain_text("Chủ trì: Thủ tướng")

    # From the presider's own tablet, to another than the next by protocol.
    old.get_by_role("button", name="Giao người khác…").click()
    head.axe()
    new.evaluate(WAITED % MINE)
    old.locator(".chair-names").get_by_role("button", name="Ngoại giao").click()
    expect(new.locator("#chair")).to_contain_text(MINE)
    assert new.evaluate("window.stays"), "the page was drawn anew"
    assert new.evaluate("window.waited") < 4000  # 2 s, and what a loaded machine takes of it
    expect(new.get_by_text("Kịch bản điều hành").first).to_be_visible()
    deputy.axe()
    back = old.get_by_role("button", name="Nhận lại quyền chủ trì")
    expect(back).to_be_visible()
    expect(panel.locator("#cp-chair")).to_contain_text("từ ")

    # The head takes it back; the deputy's controls go.
    back.click()
    expect(old.locator("#chair")).to_contain_text(MINE)
    expect(new.locator("#chair")).not_to_contain_text(MINE)
    expect(new.get_by_text("Kịch bản điều hành")).to_have_count(0)

    # At the panel by keyboard: one press there, one back.
    tab_to(panel, "Giao ")
    panel.keyboard.press("Enter")
    returning = panel.get_by_role("button", name="Trao lại chủ trì")
    expect(returning).to_be_visible()
    operator.axe()
    expect(old.get_by_role("button", name="Nhận lại quyền chủ trì")).to_be_visible()
    returning.click()
    expect(old.locator("#chair")).to_contain_text(MINE)


@pytest.mark.timeout(600)
def test_a_paper_is_recalled_and_attendance_corrected_at_the_panel(
    house: House, come: Callable[..., Guest]
) -> None:
    operator = come("operator", DESK)
    stage = Stage(house, operator, facts_of(house))
    panel = operator.go(f"/control/{stage.sitting}/")
    expect(panel.locator("#net")).to_have_attribute("data-state", "live")
    papers = panel.locator("#cp-paper option")
    before = papers.count()
    panel.get_by_role("button", name="Thu hồi…").click()
    dialog = panel.locator("#cp-dialog")
    dialog.get_by_label("Lý do").press("Enter")  # does nothing: which paper isn't said
    expect(dialog).to_be_visible()
    operator.axe()
    dialog.get_by_role("button", name="Thu hồi:").last.click()
    expect(papers).to_have_count(before - 1)

    panel.get_by_role("button", name="Đính chính điểm danh…").click()
    dialog.get_by_label("Người dự họp").select_option(index=3)
    dialog.get_by_label("Đã rời phiên họp").check()
    dialog.get_by_label("Từ lúc").fill("07:31")
    dialog.get_by_label("Lý do").fill("Ghi nhầm")
    expect(dialog.locator(".cp-touched")).to_contain_text("Không lần biểu quyết nào bị ảnh hưởng")
    operator.axe()
    panel.keyboard.press("Escape")
