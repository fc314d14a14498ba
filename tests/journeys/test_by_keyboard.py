"""A member and a secretary who never touch a mouse: every place reached by Tab, every place seen, nothing lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of

# What has the focus: its words, and whether somebody sees that it has it.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return {words: "", seen: true, tag: "BODY", inside: false};
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    const label = one.getAttribute("aria-label") || (one.labels && one.labels[0]?.innerText) || one.innerText || "";
    return {words: label.trim(), seen: outlined || style.boxShadow !== "none", tag: one.tagName,
        inside: Boolean(one.closest("dialog[open]")), html: one.outerHTML.slice(0, 120)};
}"""


def focus(page: Page) -> dict[str, object]:
    """What has the focus now."""
    return dict(page.evaluate(FOCUS))


def tab_to(page: Page, words: str, limit: int = 160) -> None:
    """Press Tab until the focus stands on something that begins with these words; it is seen at every stop."""
    passed = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        here = focus(page)
        passed.append(str(here["words"])[:40])
        assert here["seen"] or here["tag"] in ("BODY", "MAIN", "IFRAME"), f"the focus can't be seen: {here}"
        if str(here["words"]).startswith(words):
            return
    raise AssertionError(f"no Tab leads to “{words}”: {passed}")


@pytest.fixture(scope="module")
def facts(house: House) -> dict[str, object]:
    """Routes and ids, read once in the house."""
    return facts_of(house)


def test_a_secretary_moves_an_item_by_keyboard(
    house: House, come: Callable[..., Guest], facts: dict[str, object]
) -> None:
    guest = come("operator", DESK)
    practice = Stage(house, guest, facts).other("thực hành")
    page = guest.page
    for title in ("Nội dung thứ nhất", "Nội dung thứ hai"):
        guest.go(f"/agendas/{practice}/add/")
        tab_to(page, "Tên nội dung")
        page.keyboard.type(title)
        tab_to(page, "Thêm vào chương trình")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/agendas/items/"))
    guest.go(f"/agendas/{practice}/")
    titles = page.locator(".programme-title")
    expect(titles).to_have_text(["Nội dung thứ nhất", "Nội dung thứ hai"])
    tab_to(page, "Nội dung thứ nhất")
    page.keyboard.press("Alt+ArrowDown")
    expect(titles).to_have_text(["Nội dung thứ hai", "Nội dung thứ nhất"])
    tab_to(page, "Chuyển lên: Nội dung thứ nhất")
    page.keyboard.press("Enter")
    expect(titles).to_have_text(["Nội dung thứ nhất", "Nội dung thứ hai"])
    page.reload()
    expect(titles).to_have_text(["Nội dung thứ nhất", "Nội dung thứ hai"])


def test_a_dialog_of_the_control_panel_keeps_and_gives_back_the_focus(
    house: House, come: Callable[..., Guest], facts: dict[str, object]
) -> None:
    guest = come("operator", DESK)
    stage = Stage(house, guest, facts)
    stage.begin()
    page = guest.go(f"/control/{stage.sitting}/")
    expect(page.locator("#net")).to_have_attribute("data-state", "live", timeout=15_000)
    tab_to(page, "Tạm nghỉ")
    page.keyboard.press("Enter")
    dialog = page.locator("#cp-dialog")
    expect(dialog).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        here = focus(page)
        assert here["inside"] or here["tag"] == "BODY", f"the focus left the dialog: {here}"
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(page.get_by_role("button", name="Tạm nghỉ…")).to_be_focused()
    step = page.locator("#cp-middle .cp-step .btn-big")
    expect(step).to_be_enabled()
    tab_to(page, "Bắt đầu nội dung 1")
    page.keyboard.press("Enter")
    expect(page.locator("#cp-middle")).to_contain_text("Bắt đầu biểu quyết", timeout=15_000)


def test_a_member_signs_in_reads_asks_writes_and_votes_by_keyboard(
    house: House, come: Callable[..., Guest], facts: dict[str, object]
) -> None:
    stage = Stage(house, come("operator", DESK), facts)
    guest = come("", TABLET)
    page = guest.go("/demo/")
    tab_to(page, "Bộ trưởng Bộ Thông tin")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.base}/")
    tab_to(page, "Vào phiên họp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/sitting/"))
    expect(page.locator("#net")).to_have_attribute("data-state", "live", timeout=15_000)

    tab_to(page, "Đăng ký phát biểu")
    page.keyboard.press("Enter")
    expect(page.locator("#foot")).to_contain_text("Thứ tự của tôi: 1", timeout=15_000)

    tab_to(page, "Dự thảo Nghị quyết về đẩy mạnh")
    page.keyboard.press("Enter")
    expect(page.locator("#reader .textLayer").first).to_contain_text(
        "Nghị quyết", timeout=30_000, ignore_case=True
    )
    tab_to(page, "Trang sau")
    page.keyboard.press("Enter")
    expect(page.locator(".reader-pages input")).to_have_value("2")

    write_while_the_room_moves(stage, page)
    vote(stage, page)


def write_while_the_room_moves(stage: Stage, page: Page) -> None:
    """Each stroke of “Nghị quyết” stays, whatever arrives between them."""
    tab_to(page, "Ghi chú riêng")
    page.keyboard.press("Enter")
    field = page.locator("#note textarea")
    expect(field).to_be_focused()
    others = [row[0] for row in stage.facts["entries"][10:14]]
    for place, letter in enumerate("Nghị quyết"):
        page.keyboard.type(letter)
        if place % 3 == 1:
            stage.command("room.ask_to_speak", sitting=stage.sitting, entry=others.pop())
            page.wait_for_timeout(400)
    expect(field).to_have_value("Nghị quyết")
    expect(field).to_be_focused()
    expect(page.locator("#note-state")).to_contain_text("Đã lưu", timeout=15_000)
    tab_back_to(page, "Đóng ghi chú")
    page.keyboard.press("Enter")
    expect(field).not_to_be_visible()


def tab_back_to(page: Page, words: str, limit: int = 20) -> None:
    """The same backwards."""
    for _ in range(limit):
        page.keyboard.press("Shift+Tab")
        if str(focus(page)["words"]).startswith(words):
            return
    raise AssertionError(f"no Shift+Tab leads to “{words}”")


def vote(stage: Stage, page: Page) -> None:
    """The sheet rises over the paper; the choice is made, recorded, changed by keys alone."""
    stage.command("voting.open_poll", poll=stage.poll(1))
    option = page.locator(".vote-option", has_text=re.compile("^Không tán thành$"))
    expect(option).to_have_attribute("aria-disabled", "false", timeout=15_000)
    tab_to(page, "Không tán thành")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    state = page.locator(".vote-state[data-kind=recorded]")
    expect(state).to_contain_text("Không tán thành", timeout=15_000)
    tab_to(page, "Thay đổi lựa chọn")
    page.keyboard.press("Enter")
    other = page.locator(".vote-option", has_text=re.compile("^Tán thành$"))
    expect(other).to_have_attribute("aria-disabled", "false", timeout=15_000)
    tab_to(page, "Tán thành")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(state).to_contain_text(re.compile(r": Tán thành"), timeout=15_000)
