"""Forms sent as a part of the page: a sign-in that ran out, or a cut network, costs nobody a word."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsers import DESK, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of

TITLE = "Nội dung sửa dở"
NOTED = ("Response Status Error Code 401", "console: htmx:sendError", "console: htmx:afterRequest")


@pytest.fixture(scope="module")
def facts(house: House) -> dict[str, object]:
    """Routes and ids, read once in the house."""
    return facts_of(house)


@pytest.fixture(scope="module")
def address(house: House, facts: dict[str, object]) -> dict[str, str]:
    """Where the practice agenda is, once it has an item."""
    return {}


@pytest.fixture
def desk(
    house: House, come: Callable[..., Guest], facts: dict[str, object], address: dict[str, str]
) -> Iterator[Guest]:
    """The secretary with the item's row open; htmx notes failed answers in the console, nothing else may."""
    guest = come("operator", DESK)
    if not address:
        practice = Stage(house, guest, facts).other("thực hành")
        page = guest.go(f"/agendas/{practice}/add/")
        page.get_by_label("Tên nội dung").fill(TITLE)
        page.get_by_role("button", name="Thêm vào chương trình").click()
        expect(page.locator("h2").first).to_contain_text(TITLE)
        address["agenda"] = f"/agendas/{practice}/"
    open_row(guest.go(address["agenda"]))
    yield guest
    guest.faults[:] = [fault for fault in guest.faults if not any(words in fault for words in NOTED)]


def open_row(page: Page) -> None:
    """Press the pencil."""
    page.get_by_role("link", name=f"Sửa nhanh: {TITLE}").click()
    expect(minutes(page)).to_be_visible()


def minutes(page: Page) -> Locator:
    """The field of the row for the time allowed."""
    return page.get_by_label("Phút", exact=True)


def save(page: Page) -> None:
    """Send the row."""
    page.locator(".programme-edit").get_by_role("button", name="Lưu", exact=True).click()


def leave_without_sign_in(guest: Guest) -> None:
    """The session is gone; the page doesn't know yet."""
    guest.context.clear_cookies(name="sessionid")


def sign_in_needed(page: Page) -> Locator:
    """The line that says so."""
    return page.get_by_role("alert").filter(has_text="Phiên đăng nhập đã hết hạn")


def sign_in(page: Page) -> None:
    """Through the door of the demonstration."""
    page.get_by_role("link", name="Chọn người dùng trình diễn").click()
    page.locator('form[action$="/sign-in/operator/"] button').first.click()
    page.wait_for_load_state()


def test_a_row_sent_after_the_sign_in_ran_out_is_there_again_after_signing_in(desk: Guest) -> None:
    page = desk.page
    page.get_by_label("Tên ngắn").fill("Tên ngắn đang nhập")
    minutes(page).fill("35")
    leave_without_sign_in(desk)
    save(page)
    expect(sign_in_needed(page)).to_contain_text("nội dung đang nhập vẫn được giữ")
    link = sign_in_needed(page).get_by_role("link", name="Đăng nhập lại")
    expect(link).to_be_focused()
    expect(minutes(page)).to_have_value("35")
    desk.axe()
    link.click()
    sign_in(page)
    expect(page.get_by_label("Tên ngắn")).to_have_value("Tên ngắn đang nhập")
    expect(minutes(page)).to_have_value("35")
    save(page)
    row = page.locator(".programme-row", has_text=TITLE)
    expect(row).to_contain_text("35 phút")
    expect(page.locator(".programme-edit")).to_have_count(0)


def test_signing_in_beside_it_lets_the_same_page_go_on(desk: Guest) -> None:
    page = desk.page
    minutes(page).fill("40")
    leave_without_sign_in(desk)
    save(page)
    expect(sign_in_needed(page)).to_be_visible()
    other = desk.context.new_page()
    other.goto(f"{desk.base}/demo/")
    other.locator('form[action$="/sign-in/operator/"] button').first.click()
    other.wait_for_load_state()
    other.close()
    save(page)
    expect(page.locator(".programme-row", has_text=TITLE)).to_contain_text("40 phút")
    expect(sign_in_needed(page)).to_have_count(0)


def test_what_came_back_never_overwrites_what_others_saved_meanwhile(
    desk: Guest, come: Callable[..., Guest], address: dict[str, str]
) -> None:
    page = desk.page
    minutes(page).fill("50")
    leave_without_sign_in(desk)
    save(page)
    colleague = come("operator", DESK).go(address["agenda"])
    open_row(colleague)
    minutes(colleague).fill("20")
    save(colleague)
    expect(colleague.locator(".programme-row", has_text=TITLE)).to_contain_text("20 phút")
    sign_in_needed(page).get_by_role("link", name="Đăng nhập lại").click()
    sign_in(page)
    expect(minutes(page)).to_have_value("50")
    save(page)
    expect(page.locator(".programme-edit [role=alert]")).to_contain_text("20 phút")
    expect(minutes(page)).to_have_value("50")
    save(page)
    expect(page.locator(".programme-row", has_text=TITLE)).to_contain_text("50 phút")


def test_a_row_that_was_left_is_not_brought_back(desk: Guest, address: dict[str, str]) -> None:
    page = desk.page
    minutes(page).fill("99")
    page.locator(".programme-edit").get_by_role("link", name="Thôi").click()
    leave_without_sign_in(desk)
    page.goto(desk.base + address["agenda"])
    sign_in(page)
    open_row(page)
    assert minutes(page).input_value() != "99"


def test_a_cut_network_is_said_and_the_words_stay(desk: Guest) -> None:
    page = desk.page
    minutes(page).fill("45")
    desk.context.set_offline(True)
    save(page)
    expect(page.locator("#toasts")).to_contain_text("Chưa gửi được do mất kết nối")
    expect(minutes(page)).to_have_value("45")
    desk.context.set_offline(False)
    save(page)
    expect(page.locator(".programme-row", has_text=TITLE)).to_contain_text("45 phút")
