"""A member marks a paper on a tablet: words, notes, pen and finger, undo, without network, and the list of it all."""

import io
import json
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsers import Guest
from tests.journeys.house import House
from tests.journeys.pictures import picture
from tests.journeys.stage import facts_of
from tests.journeys.test_reading_a_paper import DRAFT, THIRD, place_of, replace
from tests.journeys.test_the_sitting import text_of_docx, text_of_pdf

# Chooses the first words of a page's text layer, as a long press and a drag would.
CHOOSE = """([from, to]) => {
  const spans = [...document.querySelectorAll('.pdf-page[data-page="1"] .textLayer span')]
    .filter((one) => one.childElementCount === 0 && one.textContent.trim().length > 20);
  const range = document.createRange();
  range.setStart(spans[from].firstChild, 0);
  range.setEnd(spans[to].firstChild, spans[to].firstChild.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return String(getSelection());
}"""
# Chooses from the last words of the first page to the first words of the second.
CHOOSE_OVER = """() => {
  const spans = (page) => [...document.querySelectorAll(`.pdf-page[data-page="${page}"] .textLayer span`)]
    .filter((one) => one.childElementCount === 0 && one.textContent.trim().length > 5);
  const [first, second] = [spans(1).at(-2), spans(2)[1]];
  const range = document.createRange();
  range.setStart(first.firstChild, 0);
  range.setEnd(second.firstChild, second.firstChild.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
# A line drawn by a device of this kind from one point of the first page to another (parts of its size).
DRAW = """([kind, x1, y1, x2, y2]) => {
  const page = document.querySelector('.pdf-page[data-page="1"]');
  const scroller = document.querySelector('.reader-scroll');
  const box = page.getBoundingClientRect();
  const tell = (name, x, y, buttons) => page.querySelector('.textLayer').dispatchEvent(new PointerEvent(name, {
    pointerType: kind, pointerId: kind === 'pen' ? 7 : 8, isPrimary: true, button: 0, buttons, bubbles: true,
    cancelable: true, clientX: box.left + x * box.width, clientY: box.top + y * box.height }));
  scroller.setPointerCapture = () => {};
  tell('pointerdown', x1, y1, 1);
  for (let part = 1; part <= 12; part += 1) {
    tell('pointermove', x1 + (x2 - x1) * part / 12, y1 + (y2 - y1) * part / 12, 1);
  }
  tell('pointerup', x2, y2, 0);
}"""

# What preparing a version does at its end; in the demonstration it was written by hand.
READY = """
from annotations.placing import version_ready
from papers.models import Paper
version_ready(Paper.objects.get(pk=%r).current)
"""
# Commands this browser still keeps to be sent: none.
NOTHING_WAITS = """() => new Promise((resolve) => {
  const opening = indexedDB.open("commands");
  opening.onsuccess = () => {
    const rows = opening.result.transaction("rows").objectStore("rows").count();
    rows.onsuccess = () => (opening.result.close(), resolve(rows.result === 0));
  };
})"""


@pytest.fixture(scope="module")
def stage(house: House) -> dict[str, Any]:
    """Ids of the demonstration."""
    return facts_of(house)


def marks(page: Page, kind: str) -> Locator:
    """Marks of a kind drawn on the first page."""
    return page.locator(f'.pdf-page[data-page="1"] .marks:not(.ink-now) .mark-{kind}')


def bar(page: Page) -> Locator:
    """What can be done with what was chosen."""
    return page.locator(".mark-bar")


def open_paper(guest: Guest, facts: dict[str, Any]) -> Page:
    """The first paper of the first item, on its own page."""
    paper = next(str(row[0]) for item in facts["items"] for row in item[2] if row[1].startswith("Tờ trình"))
    page = guest.go(f"/paper/{paper}/")
    expect(page.locator('.pdf-page[data-page="1"] .textLayer span').first).to_be_attached()
    expect(page.locator("#net")).to_have_attribute("data-state", "live")
    return page


def test_words_are_marked_noted_and_the_mark_is_undone(
    come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    page.evaluate(CHOOSE, [1, 2])
    expect(bar(page)).to_be_visible()
    guest.axe()
    page.get_by_role("button", name="Tô màu vàng").click()
    expect(marks(page, "highlight")).to_have_count(1)
    page.evaluate(CHOOSE, [4, 4])
    bar(page).get_by_role("button", name="Câu hỏi cho người trình bày").click()
    page.get_by_role("textbox", name="Nội dung").fill("Nguồn vốn lấy từ đâu?")
    guest.axe()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(marks(page, "question")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(marks(page, "question")).to_have_count(0)
    expect(marks(page, "highlight")).to_have_count(1)


def test_words_over_two_pages_are_one_mark_drawn_listed_and_undone_once(
    come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    second = page.locator('.pdf-page[data-page="2"] .textLayer span').first
    page.locator('.pdf-page[data-page="2"]').scroll_into_view_if_needed()
    expect(second).to_be_attached()
    page.evaluate(CHOOSE_OVER)
    bar(page).get_by_role("button", name="Tô màu lục").click()
    green = page.locator(".marks:not(.ink-now) .mark-highlight.mark-green")
    expect(green).to_have_count(2)
    assert len({one.get_attribute("data-mark") for one in green.all()}) == 1
    expect(green.nth(1).locator("rect").first).to_be_attached()
    page.get_by_role("button", name="Ghi chú của tôi").click()
    expect(page.locator(".reader-panel").get_by_text("Trang 1–2")).to_have_count(1)
    picture(page, "mark-over-pages")
    page.reload()
    expect(green.first).to_be_attached()
    page.get_by_role("button", name="Ghi chú của tôi").click()
    row = page.locator(".reader-panel li", has_text="Trang 1–2")
    row.get_by_role("button", name="Xóa").click()
    expect(green).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác đánh dấu").click()
    expect(page.locator(".reader-panel").get_by_text("Trang 1–2")).to_have_count(1)
    row.get_by_role("button", name="Xóa").click()


def test_a_pinch_leaves_what_lies_under_the_fingers_there(
    come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    page.locator(".reader-scroll").press("Home")
    fingers = guest.context.new_cdp_session(page)
    x, y = 250, 450
    under = """([x, y]) => { const box = document.querySelector('.pdf-page[data-page="1"]').getBoundingClientRect();
      return [(x - box.left) / box.width, (y - box.top) / box.height, box.width]; }"""
    before = page.evaluate(under, [x, y])
    for kind, apart in (("touchStart", 40), *(("touchMove", 40 + 10 * step) for step in range(1, 9))):
        points = [{"x": x + side * apart, "y": y, "id": 1 + (side > 0)} for side in (-1, 1)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(500)
    after = page.evaluate(under, [x, y])
    assert after[2] > 2 * before[2]
    assert abs(after[0] - before[0]) < 0.02 and abs(after[1] - before[1]) < 0.02, (before, after)


def test_what_is_found_stays_readable_and_paper_bears_no_tools(
    come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    layer = page.locator('.pdf-page[data-page="1"] .textLayer')
    expect(layer).to_have_css("mix-blend-mode", "multiply")
    page.emulate_media(media="print")
    for part in (".bar", ".reader-bar", ".ribbon"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".reader-print")).to_be_visible()
    expect(page.locator(".reader-scroll")).to_have_css("overflow-y", "visible")
    assert len(pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) <= 3


def test_a_pen_writes_at_once_and_a_finger_after_the_tool(
    come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    page.evaluate(DRAW, ["touch", 0.2, 0.5, 0.6, 0.52])
    page.get_by_role("button", name="Viết tay bằng ngón tay hoặc chuột").click()
    page.evaluate(DRAW, ["touch", 0.2, 0.5, 0.6, 0.52])
    expect(marks(page, "ink")).to_have_count(1)
    page.get_by_role("button", name="Xong").click()
    page.evaluate(DRAW, ["pen", 0.2, 0.3, 0.6, 0.32])
    expect(marks(page, "ink")).to_have_count(2)
    page.get_by_role("button", name="Hoàn tác đánh dấu").click()
    expect(marks(page, "ink")).to_have_count(1)
    page.reload()
    expect(marks(page, "ink")).to_have_count(1)


# A finger rests at a part of the first page, where no words are.
HOLD = """([x, y]) => {
  const page = document.querySelector('.pdf-page[data-page="1"]');
  const box = page.getBoundingClientRect();
  const on = page.querySelector('.textLayer');
  const tell = (name) => on.dispatchEvent(new PointerEvent(name, { pointerType: 'touch', pointerId: 9, isPrimary: true,
    bubbles: true, cancelable: true, clientX: box.left + x * box.width, clientY: box.top + y * box.height }));
  tell('pointerdown');
  return new Promise((resolve) => setTimeout(() => (tell('pointerup'), resolve()), 700));
}"""


def test_a_whole_page_is_noted_by_keyboard_and_by_a_resting_finger(
    come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    notes = page.get_by_role("button", name="Ghi chú của tôi")
    expect(notes).to_be_enabled()
    page.locator(".reader-scroll").press("Home")
    notes.focus()
    page.keyboard.press("Enter")
    by_page = page.get_by_role("button", name="Ghi chú cho trang 1")
    by_page.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Ghi chú cho trang 1")
    expect(dialog.get_by_role("textbox", name="Nội dung")).to_be_focused()
    page.keyboard.type("Xem lại số liệu")
    guest.axe()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    row = page.locator(".reader-panel li", has_text="Trang 1, cả trang")
    expect(row).to_have_count(1)
    expect(by_page).to_be_focused()
    picture(page, "note-on-a-page")
    notes.click()
    expect(page.locator('.pdf-page[data-page="1"] .marks .mark-point')).to_have_count(1)
    page.evaluate(HOLD, [0.5, 0.01])
    bar(page).get_by_role("button", name="Câu hỏi về trang 1").click()
    page.get_by_role("textbox", name="Nội dung").fill("Bản đồ của năm nào?")
    page.get_by_role("button", name="Lưu", exact=True).click()
    pins = page.locator('.pdf-page[data-page="1"] .marks:not(.ink-now) .mark-point')
    page.reload()
    expect(pins.first).to_be_attached()
    notes.click()
    expect(page.locator(".reader-panel li", has_text="cả trang")).to_have_count(2)
    picture(page, "notes-on-a-page")
    for _one in range(2):
        page.locator(".reader-panel li", has_text="cả trang").first.get_by_role("button", name="Xóa").click()
    expect(page.locator(".reader-panel li", has_text="cả trang")).to_have_count(0)


@pytest.mark.timeout(600)
def test_marks_find_their_places_in_a_new_version_while_it_is_open(
    house: House, come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest, desk = come("mic-minister"), come("operator")
    item, paper = place_of(stage, DRAFT)
    page = guest.go(f"/sitting/{stage['sitting_id'][0]}/#item={item}&paper={paper}")
    expect(page.locator("#net")).to_have_attribute("data-state", "live")
    expect(page.locator('.pdf-page[data-page="1"] .textLayer span').first).to_be_attached()
    page.evaluate(CHOOSE, [3, 4])
    page.get_by_role("button", name="Tô màu đỏ").click()
    expect(marks(page, "highlight")).to_have_count(1)
    house.manage("shell", "--no-imports", "-c", THIRD % paper)
    replace(house, desk, item, paper)
    page.get_by_role("button", name="Mở bản mới").click()
    expect(page.locator(".reader-line")).to_contain_text("1 trang thay đổi")
    house.manage("shell", "--no-imports", "-c", READY % paper)
    expect(marks(page, "highlight")).to_have_count(1)
    page.get_by_role("button", name="Ghi chú của tôi").click()
    expect(page.locator(".reader-panel")).not_to_contain_text("Đang tìm vị trí")
    picture(page, "mark-new-version")


def test_marks_made_without_a_network_arrive_once(come: Callable[..., Guest], stage: dict[str, Any]) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    before = marks(page, "underline").count()
    guest.context.set_offline(True)
    page.evaluate(CHOOSE, [6, 6])
    bar(page).get_by_role("button", name="Gạch chân").click()
    expect(marks(page, "underline")).to_have_count(before + 1)
    guest.context.set_offline(False)
    expect(page.locator("#net")).to_have_attribute("data-state", "live")
    page.wait_for_function(NOTHING_WAITS)
    page.reload()
    expect(marks(page, "underline")).to_have_count(before + 1)


def test_what_needs_a_network_says_so_and_comes_back_by_itself(
    come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    take = page.get_by_role("button", name="Tải về bản có tên và số của tôi")
    expect(take).to_be_enabled()
    guest.context.set_offline(True)
    expect(take).to_have_attribute("aria-disabled", "true")
    expect(take).to_have_accessible_description("Cần kết nối mạng; dùng lại được ngay khi có mạng.")
    take.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Cần kết nối mạng")
    assert len(guest.context.pages) == 1
    page.get_by_role("button", name="Các bản và người trình bày").click()
    expect(page.locator(".reader-panel")).to_contain_text("danh sách hiện ra khi có kết nối")
    guest.axe()
    picture(page, "reader-away")
    page.get_by_role("button", name="Chương trình phiên họp").click()
    expect(page.locator(".reader-panel a").first).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Ghi chú của tôi").click()
    page.get_by_role("button", name="Chia sẻ").first.click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("danh sách hiện ra khi có kết nối")
    guest.context.set_offline(False)
    expect(dialog.locator("fieldset input[type=checkbox]").first).to_be_visible()
    dialog.get_by_role("button", name="Thôi").click()
    expect(take).not_to_have_attribute("aria-disabled", "true")
    expect(take).to_have_attribute("title", "Tải về bản có tên và số của tôi")


def test_the_list_jumps_shares_and_deletes(come: Callable[..., Guest], stage: dict[str, Any]) -> None:
    guest = come("mic-minister")
    page = open_paper(guest, stage)
    page.get_by_role("button", name="Ghi chú của tôi").click()
    panel = page.locator(".reader-panel")
    expect(panel.get_by_role("heading", name="Của tôi", exact=True)).to_be_visible()
    guest.axe()
    panel.get_by_role("button", name="Chia sẻ").first.click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("input[type=checkbox]").nth(1)).to_be_visible()
    guest.axe()
    dialog.get_by_text("Hoàng Đình Khải").click()
    dialog.get_by_role("button", name="Lưu").click()
    expect(panel.get_by_text("đã chia sẻ")).to_have_count(1)
    other = come("prime-minister")
    seen = open_paper(other, stage)
    seen.get_by_role("button", name="Ghi chú của tôi").click()
    expect(seen.get_by_role("heading", name="Được chia sẻ với tôi")).to_be_visible()
    count = panel.locator(".mark-jump").count()
    panel.get_by_role("button", name="Xóa").last.click()
    expect(panel.locator(".mark-jump")).to_have_count(count - 1)


def test_all_marks_of_the_sitting_stand_on_one_page_and_go_out(
    house: House, come: Callable[..., Guest], stage: dict[str, Any]
) -> None:
    guest = come("mic-minister")
    sitting = stage["sitting_id"][0]
    page = guest.go(f"/sitting/{sitting}/marks/")
    expect(page.locator(".marks-rows li").first).to_be_visible()
    guest.axe()
    quote = page.locator(".marks-rows q").first.inner_text()[:30]
    files = {
        name: guest.context.request.get(f"{house.base}/sitting/{sitting}/marks/marks.{name}").body()
        for name in ("pdf", "docx", "json")
    }
    found = json.loads(files["json"])
    assert found["items"][0]["type"] == "Annotation"
    assert quote.strip('“”"')[:20] in " ".join(text_of_docx(files["docx"]).split())
    assert "Ghi chú" in text_of_pdf(files["pdf"])
    page.locator("#marks-file").set_input_files(
        {"name": "m.json", "mimeType": "application/json", "buffer": files["json"]}
    )
    page.get_by_role("button", name="Nhận", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Đã nhận")).to_be_visible()
