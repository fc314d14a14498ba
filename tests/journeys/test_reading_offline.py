"""A member takes the pack, loses the network, reads, searches, marks and states a position, and comes back."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.journeys.browsers import DESK, Guest
from tests.journeys.house import House
from tests.journeys.pictures import picture
from tests.journeys.stage import Stage, facts_of
from tests.journeys.test_marking_a_paper import CHOOSE, NOTHING_WAITS

READER, USER = "finance-minister", "minister.g12"
# Files of packs this browser keeps, and whether any of their bytes can be read without the key.
KEPT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("packs");
  opening.onsuccess = () => {
    const rows = opening.result.transaction("files").objectStore("files").getAll();
    rows.onsuccess = () => (opening.result.close(), resolve({ files: rows.result.length,
      clear: rows.result.filter((row) => new TextDecoder().decode(row.data.slice(0, 5)) === "%PDF-").length }));
  };
})"""


IN_CHARGE = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest.fixture(scope="module")
def facts(house: House) -> dict[str, Any]:
    """Ids of the demonstration."""
    return facts_of(house)


def open_sitting(guest: Guest, facts: dict[str, Any]) -> Page:
    """The page of the sitting, its worker in charge."""
    page = guest.go(f"/sitting/{facts['sitting_id'][0]}/")
    expect(page.locator("#net")).to_have_attribute("data-state", "live")
    page.wait_for_function(
        "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
    )
    return page


def take_pack(guest: Guest) -> None:
    """One tap, the question about the network answered, everything here."""
    page = guest.page
    expect(page.locator(".pack-line")).to_contain_text("Tải để đọc khi mất mạng")
    expect(page.locator(".pack-line")).to_contain_text("MB")
    picture(page, "pack-offer")
    page.get_by_role("button", name="Tải", exact=True).click()
    expect(page.locator(".pack-line")).to_contain_text("Không rõ máy đang dùng mạng nào")
    guest.axe()
    page.get_by_role("button", name="Tải ngay").click()
    expect(page.locator(".pack-line")).to_contain_text("Đã lưu trên máy, đến", timeout=60_000)
    kept = page.evaluate(KEPT)
    assert kept["files"] > 20 and kept["clear"] == 0, kept


def underline(page: Page) -> None:
    """Words of the first page are chosen and underlined; a page that is still being laid out lets go of them."""
    button = page.locator(".mark-bar").get_by_role("button", name="Gạch chân")
    for _attempt in range(5):
        page.evaluate(CHOOSE, [6, 6])
        with suppress(TimeoutError):
            return button.click(timeout=3_000)
    raise AssertionError("the bar of what was chosen doesn't show")


def leave_network(guest: Guest) -> Page:
    """Cut off, and the page opened again from nothing."""
    guest.context.set_offline(True)
    guest.page.reload()
    expect(guest.page.locator(".pack-line")).to_contain_text("Đang mất mạng: đọc từ gói lưu lúc")
    return guest.page


def test_a_member_reads_searches_marks_and_states_without_a_network(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come(READER)
    page = open_sitting(guest, facts)
    take_pack(guest)
    guest.axe()
    picture(page, "pack-kept")
    page = leave_network(guest)
    guest.axe()
    picture(page, "pack-away")
    page.get_by_role("button", name="Tìm trong gói").click()
    page.get_by_role("textbox", name="Từ cần tìm trong gói").fill("dich vu cong truc tuyen muc do 4")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".pack-search ol li").first).to_contain_text("Trang")
    expect(page.locator(".pack-search [role=status]")).to_contain_text("Tìm thấy")
    guest.axe()
    picture(page, "pack-search")
    page.locator(".pack-search ol button").first.click()
    expect(page.locator(".pdf-page .textLayer span").first).to_be_attached()
    picture(page, "pack-reading")
    page.get_by_role("textbox", name="Đến trang").fill("1")
    page.get_by_role("textbox", name="Đến trang").press("Enter")
    expect(page.locator('.pdf-page[data-page="1"] .textLayer span').first).to_be_attached()
    underline(page)
    expect(page.locator(".marks .mark-underline")).to_have_count(1)
    page.get_by_role("button", name="Đóng tài liệu, về nội dung").click()
    page.get_by_role("button", name="Không có ý kiến khác").click()
    expect(page.locator(".sending")).to_contain_text("2 việc chờ gửi")
    assert page.locator("body").inner_text().count("chờ gửi") == 1, "how much waits is said once"
    page.locator(".sending summary").click()
    expect(page.locator(".sending li")).to_have_count(2)
    guest.axe()
    picture(page, "pack-waiting")
    page.reload()
    expect(page.locator(".sending")).to_contain_text("2 việc chờ gửi")
    guest.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#net")).to_have_attribute("data-state", "live", timeout=30_000)
    expect(page.locator(".sending")).to_contain_text("2 việc đã được ghi nhận", timeout=30_000)
    picture(page, "pack-back")
    page.wait_for_function(NOTHING_WAITS)


def test_what_was_stated_is_in_the_house_once(house: House) -> None:
    code = (
        "from annotations.models import Mark; from agendas.models import ItemPosition; "
        "from accounts.models import User; from packs.models import Pack; "
        f"me = User.objects.get(username={USER!r}); "
        "print(Mark.objects.filter(owner=me, annotation__motivation='highlighting').count(), "
        "ItemPosition.objects.filter(entry__person=me.person, kind='no_objection').count(), "
        "Pack.objects.filter(user=me).count())"
    )
    assert house.tell(code).strip().splitlines()[-1] == "1 1 1"


def test_a_deed_that_came_too_late_is_shown_with_its_reason(
    house: House, come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_sitting(guest, facts)
    take_pack(guest)
    page = leave_network(guest)
    item = next(row[0] for row in facts["items"] if row[1] == "3")
    page.evaluate(f"location.hash = 'item={item}'")
    page.locator(".position-option").first.click()
    expect(page.locator(".sending")).to_contain_text("1 việc chờ gửi")
    stage = Stage(house, come("operator", DESK), facts)
    stage.begin()
    stage.command("agendas.start_item", item=item)
    guest.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".sending")).to_contain_text("1 việc không được tiếp nhận", timeout=30_000)
    expect(page.locator(".sending li[data-state=refused] p").first).to_be_visible()
    expect(page.locator(".sending li[data-state=refused]")).to_contain_text("Không được tiếp nhận:")
    guest.axe()
    picture(page, "pack-refused")
    page.reload()
    expect(page.locator(".sending")).to_contain_text("1 việc không được tiếp nhận")
    page = guest.go("/")
    expect(page.locator(".sending li[data-state=refused] p").first).to_be_visible()
    guest.axe()
    page.get_by_role("link", name="Mở lại chỗ đã làm").click()
    expect(page).to_have_url(re.compile(f"/sitting/.*{item}"))
    page.get_by_role("button", name="Đã xem").click()
    expect(page.locator(".sending")).to_have_count(0)


def test_a_refusal_on_a_page_that_stayed_open_is_shown_with_what_was_written(
    house: House, come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_sitting(guest, facts)
    item = next(row[0] for row in facts["items"] if row[1] == "5")
    page.evaluate(f"location.hash = 'item={item}'")
    guest.context.set_offline(True)
    page.locator(".position-option").nth(1).click()
    page.locator(".position-reason textarea").fill("Chưa rõ nguồn kinh phí")
    page.get_by_role("button", name="Gửi ý kiến").click()
    stage = Stage(house, come("operator", DESK), facts)
    stage.command("agendas.end_item", item=facts_item(facts, "3"), ending="noted", note="", resubmit_on=None)
    stage.command("agendas.start_item", item=item)
    guest.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    refused = page.locator(".sending li[data-state=refused]")
    expect(refused).to_contain_text("Đề nghị đăng ký phát biểu", timeout=30_000)
    expect(refused).to_contain_text("Chưa rõ nguồn kinh phí")
    expect(page.locator(".position[data-closed]")).to_contain_text("Không được tiếp nhận")
    picture(page, "refused-open-page")
    page.get_by_role("button", name="Đã xem").click()


def facts_item(facts: dict[str, Any], number: str) -> str:
    """The id of an item by its number."""
    return str(next(row[0] for row in facts["items"] if row[1] == number))


def test_one_press_at_the_desk_ends_the_pack(come: Callable[..., Guest], facts: dict[str, Any]) -> None:
    guest = come("mic-minister")
    page = open_sitting(guest, facts)
    take_pack(guest)
    desk = come("operator", DESK)
    listed = desk.go(f"/packs/{facts['sitting_id'][0]}/")
    desk.axe()
    picture(listed, "packs-desk")
    listed.set_viewport_size(DESK)
    row = listed.locator("li", has_text="liên lạc gần nhất").first
    row.get_by_role("button", name="Thu hồi mọi gói").click()
    expect(listed.get_by_text("Đã thu hồi.")).to_be_visible()
    expect(page.locator(".pack-line")).to_contain_text("Tải để đọc khi mất mạng", timeout=30_000)
    assert page.evaluate(KEPT)["files"] == 0
    guest.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Mất kết nối")).to_be_visible()


def test_nobody_else_reads_it_and_a_sign_out_takes_it_along(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come(READER)
    page = open_sitting(guest, facts)
    take_pack(guest)
    page.get_by_role("button", name="Cách hiển thị").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_load_state()
    assert page.evaluate(KEPT)["files"] == 0
    guest.context.set_offline(True)
    page.goto(f"{guest.base}/sitting/{facts['sitting_id'][0]}/")
    expect(page.get_by_role("heading", name="Mất kết nối")).to_be_visible()


def test_the_pack_comes_by_itself_from_the_home_page_and_is_asked_for_once(
    come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    sitting = str(facts["sitting_id"][0])
    coming = {
        "sitting": sitting,
        "page": f"/sitting/{sitting}/",
        "from": "2020-01-01T18:00:00+07:00",
        "is_on": False,
    }
    guest.context.route("**/packs/coming/", lambda route: route.fulfill(json={"coming": coming}))
    page = guest.go("/")
    expect(page.locator("#evening .pack")).to_have_count(0)  # never taken here before: nothing is asked
    page.evaluate(
        "localStorage.setItem(`packs:${JSON.parse(document.getElementById('page').textContent).person}`, '1')"
    )
    page.reload()
    expect(page.locator("#evening")).to_contain_text("để đọc khi mất mạng")
    guest.axe()
    picture(page, "pack-evening")
    page.get_by_role("button", name="Tải ngay").click()
    expect(page.locator("#evening")).to_contain_text("Đã lưu tài liệu trên máy", timeout=60_000)
    page.reload()
    expect(page.locator("#net")).to_have_attribute("data-state", "live", timeout=30_000)
    expect(page.locator("#evening .pack")).to_have_count(0)
    guest.context.set_offline(True)
    page.goto(f"{page.url.rstrip('/')}/sitting/{sitting}/")
    expect(page.locator(".pack-line")).to_contain_text("Đang mất mạng", timeout=30_000)
    guest.context.set_offline(False)
