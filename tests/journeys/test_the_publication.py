"""From papers to readers: a dossier with real files, the agenda, the head's approval, publication, reading.

The job process is killed in the middle of a conversion, and a file lies about what it is.
"""

import re
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import ROOT, House
from tests.journeys.test_the_preparation import create_the_sitting

DOSSIER = "Chương trình hỗ trợ doanh nghiệp chuyển đổi số"
LETTER = "Tờ trình hỗ trợ doanh nghiệp"
DRAFT = "Dự thảo Quyết định hỗ trợ doanh nghiệp"
LIAR = "Bảng tổng hợp ý kiến.pdf"
SLOW = 60_000


@pytest.mark.timeout(900)
def test_papers_become_a_published_agenda_that_members_read(
    house: House, come: Callable[..., Guest], tmp_path: Path
) -> None:
    expect.set_options(timeout=30_000)
    desk = come("operator", DESK)
    sitting = create_the_sitting(desk)
    page = desk.go(f"/sittings/{sitting}/invitations/")
    page.get_by_role("button", name="Gửi giấy mời").click()
    bring_the_papers(house, desk, tmp_path)
    submit_and_verify(desk)
    build_the_agenda(desk, sitting)
    head = approve_in_the_app(come)
    publish_twice(desk, sitting)
    assert head.page.url.endswith(f"/agendas/{sitting}/approve/")
    read_on_two_devices(come)
    assert "Traceback" not in house.log("web"), house.log("web")[-3000:]


def bring_the_papers(house: House, desk: Guest, folder: Path) -> None:
    """A DOCX, a PDF and a text that says it is a PDF go up together; the job process dies while converting."""
    page = desk.go("/dossiers/")
    desk.axe()
    page.get_by_role("link", name=re.compile("^Lập hồ sơ (trình|đầu tiên)$")).click()
    ministry = page.get_by_label("Cơ quan trình")
    option = ministry.locator("option", has_text=re.compile("^Bộ (TTTT|TT&TT|Thông tin và Truyền thông)$"))
    ministry.select_option(value=option.get_attribute("value") or "")
    page.get_by_label("Tên hồ sơ trình").fill(DOSSIER)
    page.get_by_label("Tóm tắt nội dung xin ý kiến").fill(
        "Hỗ trợ 30.000 doanh nghiệp nhỏ và vừa chuyển đổi số."
    )
    desk.axe()
    page.get_by_role("button", name="Lưu hồ sơ").click()
    expect(page.locator("h1")).to_have_text(DOSSIER)
    house.stop("jobs")
    page.locator("#upload-file").set_input_files(make_files(folder))
    refused = page.locator(".upload-refused")
    expect(refused).to_contain_text("có đuôi .pdf nhưng nội dung là", timeout=SLOW)
    expect(refused).to_contain_text("lưu đúng định dạng rồi tải lên lại")
    expect(page.locator(".paper-row")).to_have_count(2, timeout=SLOW)
    expect(page.locator(".paper-row", has_text=LETTER)).to_contain_text("Đang chờ chuyển đổi")
    desk.axe()
    house.start("jobs")
    wait_for(house, "converting")
    house.stop("jobs", signal.SIGKILL)
    assert "converting" in states(house), "killed too late to prove anything"
    house.start("jobs")
    for title in (LETTER, DRAFT):
        row = page.locator(".paper-row", has_text=title)
        expect(row.get_by_role("link", name=title, exact=True)).to_be_visible(timeout=180_000)
    desk.axe()


def make_files(folder: Path) -> list[Path]:
    """What a ministry would bring, and one file that lies."""
    letter = folder / f"{LETTER}.docx"
    document = Document()
    document.add_heading("TỜ TRÌNH", 0)
    for page in range(1, 31):
        document.add_heading(f"Phần {page}. Hỗ trợ doanh nghiệp nhỏ và vừa", 1)
        for _line in range(4):
            document.add_paragraph(
                f"Đề nghị Chính phủ xem xét phần {page} của Chương trình chuyển đổi số. " * 6
            )
        document.add_page_break()
    document.save(str(letter))
    liar = folder / LIAR
    liar.write_text("Đây là văn bản thường, không phải PDF.\n" * 40)
    draft = folder / f"{DRAFT}.pdf"
    draft.write_bytes((ROOT / "demo/twins/i4_du_thao_quyet_dinh.pdf").read_bytes())
    return [letter, liar, draft]


def states(house: House) -> set[str]:
    """How far the papers are, read beside the product."""
    with sqlite3.connect(f"file:{house.folder}/ecabinet.sqlite3?mode=ro", uri=True, timeout=20) as database:
        rows = database.execute("select distinct preparation from papers_paperversion").fetchall()
    return {row[0] for row in rows}


def wait_for(house: House, state: str, seconds: int = 90) -> None:
    """Until some paper is in that state."""
    end = time.monotonic() + seconds
    while state not in states(house):
        assert time.monotonic() < end, f"nothing was ever {state}: {house.log('jobs')[-2000:]}"
        time.sleep(0.05)


def submit_and_verify(desk: Guest) -> None:
    """In words what it still should have; then handed in, then in order."""
    page = desk.page
    expect(page.locator(".checklist")).to_contain_text("Có tờ trình")
    expect(page.locator(".checklist")).to_contain_text("Chưa có bảng tổng hợp, tiếp thu, giải trình ý kiến")
    page.get_by_role("button", name="Trình hồ sơ").click()
    expect(page.get_by_text("Đã trình hồ sơ.")).to_be_visible()
    page.get_by_label("Ý kiến thẩm tra").fill("Hồ sơ đủ thành phần.")
    desk.axe()
    page.get_by_role("button", name="Hồ sơ đạt yêu cầu").click()
    expect(page.get_by_text("Đã ghi kết quả thẩm tra.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Hồ sơ đủ thành phần.")


def build_the_agenda(desk: Guest, sitting: str) -> None:
    """From the dossier and by hand; put in order by keyboard; what is lacking is said and put right."""
    page = desk.go(f"/agendas/{sitting}/")
    expect(page.locator("#check-list")).to_contain_text("Chương trình chưa có nội dung nào.")
    desk.axe()
    add(desk, sitting, hand="Báo cáo tình hình thực hiện Chính phủ điện tử")
    add(desk, sitting, hand="Công tác tổ chức, cán bộ")
    add(desk, sitting, dossier=DOSSIER, short="Hỗ trợ doanh nghiệp", presenter="Bộ trưởng Bộ Thông tin")
    expect(page.locator("#papers")).to_contain_text(LETTER)
    expect(page.locator("#papers")).to_contain_text(DRAFT)
    desk.axe()

    page = desk.go(f"/agendas/{sitting}/")
    titles = page.locator(".programme-title")
    expect(titles).to_have_count(3)
    check = page.locator("#check-list")
    expect(check).to_contain_text("Chưa phát hành được, còn")
    expect(check).to_contain_text("Nội dung 1 chưa có người trình bày.")
    expect(check).to_contain_text("Nội dung 2 chưa có tên ngắn cho màn hình phòng họp.")
    expect(check).to_contain_text("Chương trình chưa được phê duyệt.")
    expect(page.get_by_role("button", name="Phát hành chương trình")).to_have_count(0)
    desk.axe()

    for place in (2, 1):
        titles.filter(has_text=DOSSIER).focus()
        page.keyboard.press("Alt+ArrowUp")
        expect(titles.nth(place - 1)).to_have_text(DOSSIER)
    expect(page.locator(".programme-number").first).to_have_text("1")

    page.get_by_role("button", name="Bỏ khỏi chương trình: Công tác tổ chức, cán bộ").click()
    expect(titles).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Hoàn tác")).click()
    expect(titles).to_have_count(3)
    for title, short in (("Báo cáo tình hình", "Chính phủ điện tử"), ("Công tác tổ chức", "Tổ chức, cán bộ")):
        page.get_by_role("link", name=re.compile(f"^Sửa nhanh: {title}")).click()
        form = page.locator(".programme-edit")
        form.get_by_label("Người trình bày").select_option(index=2)
        form.get_by_label("Tên ngắn").fill(short)
        desk.axe()
        form.get_by_role("button", name="Lưu").click()
        expect(form).to_have_count(0)
    expect(check).to_contain_text("còn 1 việc")


def add(
    desk: Guest, sitting: str, *, hand: str = "", dossier: str = "", short: str = "", presenter: str = ""
) -> None:
    """One item: by hand on paper copies only, or from a dossier."""
    page = desk.go(f"/agendas/{sitting}/add/")
    if dossier:
        page.get_by_label("Từ hồ sơ trình").select_option(label=dossier)
        page.get_by_label("Tên ngắn").fill(short)
        options = page.get_by_label("Người trình bày").locator("option", has_text=presenter)
        page.get_by_label("Người trình bày").select_option(value=options.first.get_attribute("value") or "")
    else:
        page.get_by_label("Tên nội dung").fill(hand)
        page.get_by_label("Chỉ phát bản giấy").check()
        desk.axe()
    page.get_by_role("button", name="Thêm vào chương trình").click()
    expect(page.locator(".programme-head")).to_contain_text(hand or dossier)


def approve_in_the_app(come: Callable[..., Guest]) -> Guest:
    """The head finds the draft on his own device and approves it."""
    head = come("prime-minister", TABLET)
    page = head.go("/")
    expect(page.get_by_role("heading", name="Chờ tôi")).to_be_visible()
    head.axe()
    page.get_by_role("link", name=re.compile("Chương trình trình phê duyệt")).click()
    expect(page.locator(".programme-title").first).to_have_text(DOSSIER)
    head.axe()
    page.get_by_role("button", name="Phê duyệt chương trình").click()
    expect(page.get_by_text("Đã phê duyệt chương trình.")).to_be_visible()
    return head


def publish_twice(desk: Guest, sitting: str) -> None:
    """The second press, from a page that was open before, changes nothing and says so."""
    page = desk.go(f"/agendas/{sitting}/")
    expect(page.locator("#check-list")).to_contain_text("Đủ điều kiện phát hành.")
    old = desk.context.new_page()
    old.goto(page.url)
    for one in (page, old):
        one.get_by_role("button", name="Phát hành chương trình").click()
        one.locator("#publish").get_by_role("button", name="Phát hành", exact=True).click()
        one.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Đã phát hành chương trình (bản 1).")
    expect(old.locator("main")).to_contain_text("Không cần phát hành lại.")
    expect(old.locator("main")).to_contain_text("đang có hiệu lực bản 1")
    old.close()
    desk.axe()


def read_on_two_devices(come: Callable[..., Guest]) -> None:
    """A member reads page 3 on one device and goes on there on another."""
    first = come("mic-minister", TABLET)
    page = first.go("/")
    expect(page.locator(".home-next")).to_contain_text("2 tài liệu chưa mở")
    expect(page.locator(".home-items")).to_contain_text(DOSSIER)
    first.axe()
    page.get_by_role("link", name="Đọc tài liệu").click()
    open_the_letter(page)
    expect(page.locator("#reader .textLayer").first).to_contain_text("Hỗ trợ doanh nghiệp", timeout=SLOW)
    first.axe()
    page.locator("#reader .reader-scroll").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/opened/"), timeout=SLOW) as told:
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile("page=2"))
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile("page=3"))
    assert told.value.status == 200
    page.wait_for_timeout(2000)
    second = come("mic-minister", DESK)
    page = second.go("/")
    expect(page.locator(".home-next")).to_contain_text("1 tài liệu chưa mở")
    page.get_by_role("link", name="Đọc tài liệu").click()
    open_the_letter(page)
    expect(page).to_have_url(re.compile("page=3"))
    third = page.locator("#reader .textLayer", has_text="Phần 3. Hỗ trợ")
    expect(third).to_be_in_viewport(timeout=SLOW)


def open_the_letter(page: Page) -> None:
    """The dossier's letter, from the sitting's overview."""
    page.get_by_role("button", name=re.compile(f"^{LETTER}")).first.click()
    expect(page.locator("#reader")).to_be_visible()
