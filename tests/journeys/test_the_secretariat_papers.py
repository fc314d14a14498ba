"""The secretariat's papers: who has read, the reminder, numbered copies that lead back, one set, the paper copies."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from papers.readers import tracing
from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import ROOT, House
from tests.journeys.stage import facts_of
from tests.journeys.test_marking_a_paper import CHOOSE

SLOW = 120_000
TRACE = re.compile(r"^\d{4}-\d{4}-\d{4}$")
OVERLAY = "getComputedStyle(document.querySelector('.pdf-page'), '::after').backgroundImage"
# What a finger on the first long line of a page touches.
TOUCHED = """() => {
  const span = [...document.querySelectorAll('.pdf-page[data-page="1"] .textLayer span')]
    .find((one) => one.childElementCount === 0 && one.textContent.trim().length > 20);
  const box = span.getBoundingClientRect();
  return Boolean(document.elementFromPoint(box.left + 20, box.top + box.height / 2)?.closest('.textLayer'));
}"""


def look(page: Page, name: str) -> None:
    """A picture for who wants to see (`JOURNEY_SHOTS` names a folder)."""
    if folder := os.environ.get("JOURNEY_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.timeout(900)
def test_papers_are_read_counted_traced_bound_and_handed_out(
    house: House, come: Callable[..., Guest], tmp_path: Path
) -> None:
    facts = facts_of(house)
    sitting = str(facts["sitting_id"][0])
    number, paper = next((item[1], item[2][0]) for item in facts["items"] if item[2])
    desk, member = come("operator", DESK), come("mic-minister", TABLET)
    read_a_paper(house, member, str(paper[0]), tmp_path)
    cover_and_remind(desk, sitting, str(paper[1]))
    bind(desk, member, sitting, tmp_path)
    keep_the_register(desk, sitting, number)
    meet_the_stub(desk, member, sitting, str(facts["items"][0][0]))
    assert "Traceback" not in house.log("web"), house.log("web")[-3000:]


def read_a_paper(house: House, member: Guest, paper: str, folder: Path) -> None:
    """Name, unit and number lie over the pages in each theme, words can be chosen, a copy taken along is traced."""
    page = member.go(f"/paper/{paper}/")
    expect(page.locator(".pdf-page .textLayer span").first).to_be_attached(timeout=SLOW)
    expect(page.locator("html")).to_have_attribute("data-copy", TRACE)
    drawn = page.evaluate(OVERLAY)
    assert drawn.count("data:image/svg") == 2 and "B%E1%BA%A3n%20s%E1%BB%91" in drawn
    assert page.evaluate(TOUCHED) and page.evaluate(CHOOSE, [0, 1])
    member.axe()
    look(page, "reader")
    trace = (page.locator("html").get_attribute("data-copy") or "").replace("-", "")
    box = page.locator('.pdf-page[data-page="1"]').bounding_box()
    assert box is not None
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.locator('.pdf-page[data-page="1"]').evaluate("(one) => one.scrollIntoView({block: 'end'})")
        page.wait_for_timeout(500)
        look(page, f"reader-{theme}")
        page.screenshot(path=str(folder / f"{theme}.png"))
        found = {one["trace"] for one in tracing.find(str(folder / f"{theme}.png"), "png")}
        assert found == {trace}, f"{theme}: {found}"
    page.emulate_media(color_scheme="light")
    token = page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    expect(page.get_by_role("button", name="Tải về bản có tên và số của tôi")).to_be_enabled()
    version = page.evaluate("JSON.parse(document.getElementById('page').textContent).paper.version_id")
    answer = member.context.request.post(
        f"{house.base}/copies/of/{version}/take/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": house.base + "/", "Origin": house.base},
    )
    assert answer.ok and answer.headers["content-type"] == "application/pdf", answer.status
    (folder / "leaked.pdf").write_bytes(answer.body())
    said = trace_of(house, folder / "leaked.pdf")
    assert "Bộ trưởng" in said and "download" in said


def trace_of(house: House, path: Path) -> str:
    """What the tool of the operator says of a leaked file."""
    command = [sys.executable, "tools/trace_copy.py", str(path)]
    result = subprocess.run(command, cwd=ROOT, env=house.env, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr[-2000:]
    return result.stdout


def cover_and_remind(desk: Guest, sitting: str, title: str) -> None:
    """One has opened it; the others are reminded in one press, once."""
    page = desk.go(f"/copies/{sitting}/reading/")
    row = page.locator("section", has_text="Ai đã mở tài liệu").locator("tbody tr", has_text=title).first
    expect(row.locator(".chip")).to_have_text(re.compile(r"^[1-9]\d*/\d+$"))
    row.locator("summary").click()
    expect(row.locator("li", has_text="Bộ trưởng Bộ Tài chính")).to_be_visible()
    desk.axe()
    look(page, "reading")
    page.get_by_role("button", name=re.compile("^Nhắc .* người chưa mở")).click()
    expect(page.get_by_text(re.compile(r"Đã nhắc \d+ người chưa mở tài liệu"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Nhắc .* người chưa mở")).click()
    expect(page.get_by_text("Mỗi giờ chỉ nhắc một lần; đề nghị nhắc lại sau")).to_be_visible()
    page = desk.go(page.get_by_role("link", name="Tổng hợp theo cơ quan").get_attribute("href") or "")
    expect(page.locator("table tbody tr").first).to_be_visible()
    desk.axe()
    look(page, "in-time")


def bind(desk: Guest, member: Guest, sitting: str, folder: Path) -> None:
    """A member's own set: made by the job, fetched, numbered on every page."""
    page = member.go(f"/copies/{sitting}/sets/")
    member.axe()
    look(page, "sets")
    form = page.locator("form", has=page.get_by_role("heading", name="Bộ tài liệu phiên họp"))
    form.get_by_role("button", name="Lập để tải về").click()
    fetch = page.get_by_role("link", name="Tải về", exact=True)
    expect(fetch).to_be_visible(timeout=SLOW)
    member.axe()
    look(page, "copy")
    answer = member.context.request.get(member.base + (fetch.get_attribute("href") or ""))
    (folder / "set.pdf").write_bytes(answer.body())
    document = pypdfium2.PdfDocument(folder / "set.pdf")
    first = " ".join(document[0].get_textpage().get_text_bounded().split())
    assert f"Trang 1/{len(document)}" in first and "Từ trang" in first
    assert desk.context.request.get(answer.url).status == 404


def keep_the_register(desk: Guest, sitting: str, number: str) -> None:
    """A stub without a title, two copies, one handed out and taken back."""
    page = desk.go(f"/copies/{sitting}/register/")
    desk.axe()
    page.get_by_label("Nội dung").select_option(index=1)
    page.get_by_label("Số văn bản").fill("15/TTr-BCA")
    page.get_by_label("Người chịu trách nhiệm").fill("Cục A05, Bộ Công an")
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.get_by_label("Ghi thêm số bản in").fill("2")
    page.get_by_role("button", name="Ghi vào sổ").first.click()
    first = page.locator("tbody tr").first
    first.get_by_text("Giao bản số 1").click()
    choice = first.locator("select option", has_text="Bộ trưởng Bộ Tài chính").first
    first.locator("select").select_option(value=choice.get_attribute("value") or "")
    first.get_by_role("button", name="Giao", exact=True).click()
    expect(page.locator("tbody tr").first).to_contain_text("Đang giữ")
    desk.axe()
    look(page, "register")
    page.get_by_role("button", name=re.compile("^Thu hồi")).first.click()
    expect(page.locator("tbody tr").first).to_contain_text("Đã thu hồi")
    answer = desk.context.request.get(f"{desk.base}/copies/{sitting}/register.pdf")
    assert answer.body().startswith(b"%PDF")


def meet_the_stub(desk: Guest, member: Guest, sitting: str, item: str) -> None:
    """In place of a paper: its number and who answers for it, on the tablet and on the item's page at the desk."""
    page = member.go(f"/sitting/{sitting}/")
    stub = page.locator(".sheet-stubs")
    expect(stub).to_contain_text("15/TTr-BCA")
    expect(stub).to_contain_text("Cục A05, Bộ Công an")
    expect(stub).to_contain_text("nhận của thư ký phiên họp")
    stub.scroll_into_view_if_needed()
    member.axe()
    look(page, "stub-tablet")
    shown = desk.go(f"/agendas/items/{item}/").locator("#papers")
    expect(shown).to_contain_text("15/TTr-BCA")
    expect(shown).to_contain_text("2 bản, 1 chưa giao, 0 đang giữ")
    desk.axe()
    shown.get_by_role("link", name="Sổ bản giấy").scroll_into_view_if_needed()
    look(desk.page, "stub-desk")
