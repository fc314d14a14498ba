"""The morning of 02/10/2020: an objection at 07:40 takes item 6 out of the block, a wrong paper is taken back.

The Minister of Finance, the Prime Minister and the desk are browsers of their own.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of

REASON = "Chưa bố trí được nguồn vốn thực hiện mục tiêu năm 2021"


def on_item(guest: Guest, stage: Stage, number: int) -> Page:
    """The tablet at an item of the agenda."""
    return guest.go(f"/sitting/{stage.sitting}/#item={stage.item(number)}")


@pytest.mark.timeout(600)
def test_an_objection_leaves_the_block_and_a_wrong_paper_leaves_the_tablets(
    house: House, come: Callable[..., Guest]
) -> None:
    operator = come("operator", DESK)
    stage = Stage(house, operator, facts_of(house))
    stage.go_to_the_day()
    finance, presider = come("finance-minister", TABLET), come("prime-minister", TABLET)

    # Before the sitting: the desk and the presider see the objection at once, another minister nothing.
    desk = operator.go(f"/agendas/{stage.sitting}/positions/")
    block = desk.locator("#positions-block")
    expect(block).to_contain_text("Mục tiêu phát triển Chính phủ số")
    chair = on_item(presider, stage, 6)
    other = on_item(come("mic-minister", TABLET), stage, 6)
    page = on_item(finance, stage, 6)
    mine = page.locator(".position")
    mine.get_by_role("button", name="Không nhất trí").click()
    mine.locator("textarea").fill(REASON)
    mine.get_by_role("button", name="Gửi ý kiến: Không nhất trí").click()
    expect(mine).to_contain_text(re.compile(r"Đã ghi nhận lúc 07:\d\d:\d\d: Không nhất trí"))
    expect(block).not_to_contain_text("Mục tiêu phát triển Chính phủ số")
    expect(desk.locator("#positions-changes")).to_contain_text(
        "Nội dung 6 ra khỏi nhóm: Bộ trưởng Bộ Tài chính"
    )
    expect(chair.locator(".stated")).to_contain_text(REASON)
    expect(chair.locator(".changes").last).to_contain_text("Nội dung 6 ra khỏi nhóm biểu quyết chung")
    expect(other.locator(".stated")).to_have_count(0)
    assert REASON not in other.content()
    operator.axe()
    finance.axe()

    # In the sitting: the members see what was stated; a paper is read, and taken back.
    stage.call_the_roll()
    stage.command("meetings.open_sitting", sitting=stage.sitting)
    expect(other.locator(".stated")).to_contain_text(REASON)
    papers = page.locator(".sheet-papers button")
    title = papers.first.locator("strong").inner_text()
    papers.first.click()
    expect(page.locator(".reader-count")).to_contain_text(re.compile(r"trên \d"))
    desk = operator.go(f"/agendas/items/{stage.item(6)}/")
    desk.get_by_role("button", name=f"Thu hồi: {title}").click()
    dialog = desk.locator("dialog[open]")
    dialog.get_by_role("button", name="Thu hồi tài liệu").click()
    expect(page.locator(".reader-message")).to_contain_text("Tài liệu đã được thu hồi lúc", timeout=3_000)
    expect(other.locator(".sheet-recalled")).to_contain_text("Tài liệu đã được thu hồi lúc")
    paper = stage.paper(title)
    refused = page.evaluate(
        "path => fetch(path, {cache: 'reload'}).then((answer) => answer.status)", f"/paper/{paper}/"
    )
    assert refused == 404

    # Handed out again, as it should have been: in the readers' hands without a reload, marked with the time.
    desk.locator("select[name=paper]").select_option(paper)
    desk.get_by_label("Lý do gửi chậm").fill("Phát lại bản đúng")
    desk.get_by_role("button", name="Phát thêm tài liệu").click()
    expect(other.locator(".sheet-papers")).to_contain_text("Phát tại phiên họp lúc", timeout=5_000)
    expect(other.locator(".sheet-papers")).to_contain_text(title)
