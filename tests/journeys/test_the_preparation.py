"""A sitting prepared from nothing: roster, invitations as mails with PDF and calendar, replies, the forecast.

Secretary and members are browsers of their own. Sign-ins run out while something is being typed.
"""

import io
import re
import time
from collections.abc import Callable
from email.message import Message

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.mails import letters_in, parts_of

TITLE = "Phiên họp Chính phủ chuyên đề về chuyển đổi số"
# Set on a page to see later that it was not loaded anew.
SAME = "window.sameDrawing"


@pytest.mark.timeout(900)
def test_a_sitting_is_prepared_and_its_roster_follows_the_replies(
    house: House, come: Callable[..., Guest]
) -> None:
    expect.set_options(timeout=30_000)
    desk = come("operator", DESK)
    sitting = create_the_sitting(desk)
    send_the_invitations(house, desk, sitting)
    desk.page.evaluate(f"() => {{ {SAME} = true }}")
    reply_on_tablets(come, sitting)
    see_the_replies(desk, sitting)
    leave_the_row_in_hand_alone(desk, come, sitting)
    keep_what_was_typed(desk, come, sitting)
    assert "Traceback" not in house.log("web"), house.log("web")[-3000:]


def create_the_sitting(desk: Guest) -> str:
    """Two days from now, with vote; a wrong entry is said in words and loses nothing. Its id."""
    page = desk.go("/sittings/")
    desk.axe()
    page.get_by_role("link", name="Tạo phiên họp Chính phủ", exact=True).click()
    page.get_by_label("Tên phiên họp").fill(TITLE)
    page.get_by_label("Địa điểm").fill("Phòng họp số 1, trụ sở Chính phủ")
    page.get_by_label("Loại phiên họp").select_option(label="Phiên họp chuyên đề")
    page.get_by_role("button", name="Tạo phiên họp").click()
    expect(page.locator(".errorlist").first).to_be_visible()
    expect(page.get_by_label("Tên phiên họp")).to_have_value(TITLE)
    desk.axe()
    page.get_by_label("Bắt đầu").fill("2020-10-01T08:00")
    page.get_by_label("Tên ngắn").fill("Chuyển đổi số")
    page.get_by_role("button", name="Tạo phiên họp").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    found = re.search(r"/([0-9a-f-]{36})/", page.url)
    assert found, page.url
    return found.group(1)


def send_the_invitations(house: House, desk: Guest, sitting: str) -> None:
    """27 members by precedence; each gets a mail with the letter as PDF and a calendar file."""
    page = desk.go(f"/sittings/{sitting}/roster/")
    page.get_by_role("button", name="Cập nhật theo thành phần vào ngày họp").click()
    expect(page.get_by_role("heading", name="27 thành viên")).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text("Thủ tướng Chính phủ")
    desk.axe()
    page = desk.go(f"/sittings/{sitting}/invitations/")
    desk.axe()
    page.get_by_role("button", name="Gửi giấy mời").click()
    expect(page.get_by_text("Giấy mời đã được chuyển đi.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("27 người chưa trả lời")
    until(page, "Thư điện tử: đã gửi 27/27.")
    letters = letters_in(house, TITLE)
    assert len(letters) == 27
    check_a_letter(letters)


def check_a_letter(letters: list[Message]) -> None:
    """The letter reads back whole and the calendar file asks for an answer."""
    parts = parts_of(letters[0])
    pdf, calendar = parts["application/pdf"], parts["text/calendar"]
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    assert TITLE.casefold() in words.casefold(), words
    assert "Phòng họp số 1" in words, words
    assert b"METHOD:REQUEST" in calendar
    assert b"DTSTART" in calendar
    assert len({letter["To"] for letter in letters}) == 27


def until(page: Page, words: str, seconds: int = 120) -> None:
    """Reload until the page says it: how many mails have gone out is told by no stream."""
    end = time.monotonic() + seconds
    while words not in page.locator("main").inner_text():
        assert time.monotonic() < end, f"{page.url} never said {words!r}"
        page.wait_for_timeout(1500)
        page.reload()


def reply_on_tablets(come: Callable[..., Guest], sitting: str) -> None:
    """On site, online from abroad, and a deputy minister in the minister's place."""
    head = answer(come("prime-minister", TABLET), sitting)
    head.get_by_label("Dự họp trực tiếp").check()
    send(head)
    remote = answer(come("deputy-foreign", TABLET), sitting)
    remote.get_by_label("Dự họp trực tuyến").check()
    remote.get_by_label("Nơi tham dự trực tuyến").fill("Geneva, Thụy Sĩ")
    send(remote)
    minister = answer(come("finance-minister", TABLET), sitting)
    minister.get_by_label("Cử người dự họp thay").check()
    minister.get_by_label("Lý do vắng mặt hoặc cử người dự thay").fill("Dự kỳ họp Quốc hội")
    choice = minister.get_by_label("Người dự họp thay", exact=True)
    choice.select_option(index=1)
    send(minister)
    expect(minister.locator("main")).to_contain_text("được phát biểu, không được biểu quyết")


def answer(guest: Guest, sitting: str) -> Page:
    """From home to the reply, as a member would go."""
    page = guest.go("/")
    expect(page.locator("h1")).to_have_text(TITLE)
    guest.axe()
    page.get_by_role("link", name="Trả lời giấy mời").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    guest.axe()
    assert page.url.endswith(f"/sittings/{sitting}/reply/")
    return page


def send(page: Page) -> None:
    """Give the reply and see it taken down."""
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text("Đã ghi nhận trả lời của Đồng chí.")).to_be_visible()


def see_the_replies(desk: Guest, sitting: str) -> None:
    """The open page of the replies has followed them by itself; the roster shows them too."""
    page = desk.page
    main = page.locator("main")
    expect(main).to_contain_text("Chưa chắc đủ điều kiện tiến hành phiên họp: 2/27 thành viên báo dự")
    expect(main).to_contain_text("cần ít nhất 18")
    expect(main).to_contain_text("24 thành viên chưa trả lời")
    expect(main).to_contain_text("24 người chưa trả lời")
    expect(page.locator("tbody tr", has_text="Bộ trưởng Bộ Ngoại giao")).to_contain_text("Geneva, Thụy Sĩ")
    expect(page.locator("tbody").get_by_text("Chưa trả lời", exact=True)).to_have_count(24)
    assert page.evaluate(SAME) is True, "the page was loaded anew"
    desk.axe()
    page = desk.go(f"/sittings/{sitting}/roster/")
    row = page.locator("tbody tr", has_text="Bộ trưởng Bộ Ngoại giao")
    expect(row).to_contain_text("Geneva, Thụy Sĩ")
    row = page.locator("tbody tr", has_text="Bộ trưởng Bộ Tài chính").first
    expect(row).to_contain_text("Dự họp thay:")
    expect(row).to_contain_text("Thứ trưởng Bộ Tài chính")
    desk.axe()


def leave_the_row_in_hand_alone(desk: Guest, come: Callable[..., Guest], sitting: str) -> None:
    """A row somebody is at stays as it is until it is left; the other rows follow at once."""
    page = desk.go(f"/sittings/{sitting}/roster/")
    page.evaluate(f"() => {{ {SAME} = true }}")
    held = page.locator("tbody tr", has_text="Phó Thủ tướng Thường trực")
    other = page.locator("tbody tr", has_text="Bộ trưởng Bộ Ngoại giao")
    held.get_by_role("link", name="Ghi trả lời").focus()
    member = answer(come("deputy-standing", TABLET), sitting)
    member.get_by_label("Dự họp trực tiếp").check()
    send(member)
    remote = come("deputy-foreign", TABLET).go(f"/sittings/{sitting}/reply/")
    remote.get_by_label("Nơi tham dự trực tuyến").fill("Bern, Thụy Sĩ")
    remote.get_by_role("button", name="Thay đổi trả lời").click()
    expect(other).to_contain_text("Bern, Thụy Sĩ")
    expect(held).to_contain_text("Chưa trả lời")
    expect(held.get_by_role("link", name="Ghi trả lời")).to_be_focused()
    page.get_by_label("Họ và tên").focus()
    expect(held).to_contain_text("Dự họp trực tiếp")
    assert page.evaluate(SAME) is True, "the page was loaded anew"


def keep_what_was_typed(desk: Guest, come: Callable[..., Guest], sitting: str) -> None:
    """A sign-in that ran out costs nobody a word: at the desk and on a tablet."""
    page = desk.go(f"/sittings/{sitting}/details/")
    page.get_by_label("Địa điểm").fill("Phòng họp số 2, trụ sở Chính phủ")
    sign_in_ran_out(desk)
    page.get_by_role("button", name="Lưu", exact=True).click()
    come_back(desk, "operator")
    expect(page.get_by_label("Địa điểm")).to_have_value("Phòng họp số 2, trụ sở Chính phủ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("Phòng họp số 2, trụ sở Chính phủ")

    guest = come("mic-minister", TABLET)
    page = guest.go(f"/sittings/{sitting}/reply/")
    page.get_by_label("Dự họp trực tuyến").check()
    page.get_by_label("Nơi tham dự trực tuyến").fill("Điểm cầu Bộ Thông tin và Truyền thông")
    sign_in_ran_out(guest)
    page.get_by_role("button", name="Gửi trả lời").click()
    come_back(guest, "mic-minister")
    expect(page.get_by_label("Nơi tham dự trực tuyến")).to_have_value("Điểm cầu Bộ Thông tin và Truyền thông")
    send(page)


def sign_in_ran_out(guest: Guest) -> None:
    """The session is gone; the page doesn't know yet."""
    guest.context.clear_cookies(name="sessionid")


def come_back(guest: Guest, persona: str) -> None:
    """Through the sign-in page, which promises that nothing is lost."""
    page = guest.page
    expect(page.locator("main")).to_contain_text("Nội dung đang nhập dở vẫn được giữ trên thiết bị này.")
    guest.axe()
    page.get_by_role("link", name="Chọn người dùng trình diễn").click()
    page.locator(f'form[action$="/sign-in/{persona}/"] button').first.click()
    page.wait_for_load_state()
