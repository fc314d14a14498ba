"""The tablets can't be reached: the vote goes on by paper ballots, and its count is entered twice by two people.

The desk prints roll, ballots and counting form in one press, takes the vote from the devices to paper with a reason,
and two officers enter the count: differently first, then alike. Wall, tablets, minutes and ledger say so.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, ROOM, TABLET, Guest
from tests.journeys.house import ROOT, House
from tests.journeys.test_the_sitting import (
    end_item,
    open_the_sitting,
    pair_the_wall,
    sitting_id,
    step,
    text_of_pdf,
)
from tests.journeys.voters import members_of

MARK = "Biểu quyết bằng phiếu giấy"
TELLERS = ("Nguyễn Thị Kiểm", "Trần Văn Đếm")
RESULT = "Đã thông qua: 20/27 thành viên Chính phủ biểu quyết tán thành"


@pytest.mark.timeout(600)
def test_the_vote_by_paper_ballots(house: House, come: Callable[..., Guest], tmp_path: Path) -> None:
    sitting = sitting_id(house)
    operator, second = come("operator", DESK), come("script-writer", DESK)
    operator.go("/sittings/").get_by_role("button", name="Đến 07:30, ngày 02/10/2020").click()
    desk, other = operator.go(f"/control/{sitting}/"), second.go(f"/control/{sitting}/")
    minister = come("mic-minister", TABLET).go(f"/sitting/{sitting}/")
    wall = pair_the_wall(come("", ROOM), come("operator", DESK), sitting)
    open_the_sitting(desk, wall)
    print_in_one_press(operator, house, sitting)
    go_over_to_paper(desk, minister, wall)
    enter_twice(operator, second)
    announce(desk, other, minister, wall)
    end_item(desk, "Thông qua bằng biểu quyết", "Chính phủ thống nhất thông qua Nghị quyết.")
    read_it_back(house, come, operator, sitting, tmp_path)
    assert "Traceback" not in house.log("web"), house.log("web")[-3000:]


def print_in_one_press(operator: Guest, house: House, sitting: str) -> None:
    """The link beside the steps leads straight to the file; nobody who may vote is missing, nobody else is in it."""
    desk = operator.page
    link = desk.locator("#cp-middle").get_by_role("link", name="In phiếu giấy")
    expect(link).to_have_attribute("target", "_blank")
    answer = operator.context.request.get(house.base + (link.get_attribute("href") or ""))
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")
    text = text_of_pdf(answer.body())
    voters = members_of(house, sitting)
    assert text.count("PHIẾU BIỂU QUYẾT") == len(voters) == 27
    for voter in voters:
        assert text.count(voter.name) >= 2, voter.name
    assert "có mặt 25/27 thành viên (cần ít nhất 18)" in text
    operator.axe()


def go_over_to_paper(desk: Page, minister: Page, wall: Page) -> None:
    """A vote opens on the devices, can't go on, and is annulled with a reason for a vote on paper."""
    step(desk, "Bắt đầu biểu quyết")
    expect(minister.locator("#vote-question")).to_contain_text("Thông qua", timeout=15_000)
    desk.get_by_role("button", name="Chuyển sang phiếu giấy…").click()
    dialog = desk.locator("#cp-dialog")
    dialog.get_by_label("Lý do").fill("Mất kết nối đến máy của thành viên")
    dialog.get_by_role("button", name="Hủy trên thiết bị, biểu quyết bằng phiếu giấy").click()
    for page in (wall, minister, desk):
        expect(page.locator("body")).to_contain_text(MARK, timeout=15_000)
    expect(minister.locator(".vote-option")).to_have_count(0)
    expect(minister.locator("#sheet")).to_contain_text("ghi phiếu giấy")


def fill(page: Page, **figures: int) -> None:
    """One person's entry as the form on paper has it."""
    step(page, "Nhập kết quả kiểm phiếu")
    dialog = page.locator("#cp-dialog")
    labels = {
        "issued": "Số phiếu phát ra",
        "returned": "Số phiếu thu về",
        "for_": "Tán thành",
        "against": "Không tán thành",
        "abstain": "Không biểu quyết",
        "invalid": "Không hợp lệ",
    }
    for name, number in figures.items():
        dialog.get_by_label(labels[name], exact=True).fill(str(number))
    dialog.get_by_label("Phiếu của Thủ tướng").select_option("for_")
    for place, name in enumerate(TELLERS, start=1):
        dialog.get_by_label(f"Người kiểm phiếu thứ {place}").fill(name)


def send(page: Page) -> None:
    """Hand the entry in."""
    page.locator("#cp-dialog").get_by_role("button", name="Ghi kết quả kiểm phiếu").click()


def enter_twice(operator: Guest, second: Guest) -> None:
    """A sum that is off stays in the dialog; different entries count nothing; equal ones are the result."""
    desk, other = operator.page, second.page
    right = {"issued": 25, "returned": 24, "for_": 20, "against": 2, "abstain": 1, "invalid": 1}
    fill(desk, **{**right, "for_": 21})
    operator.axe()
    send(desk)
    expect(desk.locator("#cp-dialog .errorlist")).to_contain_text("= 25, khác số phiếu thu về (24)")
    desk.locator("#cp-dialog").get_by_label("Tán thành", exact=True).fill("20")
    send(desk)
    expect(desk.locator("#cp-middle .cp-step")).to_contain_text("Chờ người thứ hai", timeout=15_000)
    expect(other.locator("#cp-middle")).to_contain_text("1/2", timeout=15_000)
    assert "20" not in other.locator("#cp-middle .cp-poll .cp-count").inner_text()
    fill(other, **{**right, "for_": 19, "against": 3})
    send(other)
    for page in (desk, other):
        expect(page.locator("#cp-middle")).to_contain_text(
            "Hai lần nhập khác nhau ở: Tán thành, Không tán thành", timeout=15_000
        )
    second.axe()
    fill(other, **right)
    send(other)
    expect(desk.locator("#cp-middle")).to_contain_text("1/2", timeout=15_000)
    fill(desk, **right)
    send(desk)
    expect(other.locator("#cp-middle")).to_contain_text(RESULT, timeout=15_000)


def announce(desk: Page, other: Page, minister: Page, wall: Page) -> None:
    """Nobody outside knows before; then everybody reads the result with its mark."""
    expect(wall.locator("#wall")).not_to_contain_text("20/27")
    expect(desk.get_by_role("button", name="Nhập lại kết quả kiểm phiếu…")).to_be_visible()
    step(desk, "Công bố kết quả")
    for page in (desk, other, minister, wall):
        expect(page.locator("body")).to_contain_text(RESULT, timeout=15_000)
        expect(page.locator("body")).to_contain_text(
            re.compile(f"{MARK} \\(nhập hai lần độc lập bởi .+ và .+\\)")
        )
        expect(page.locator("body")).to_contain_text("Không hợp lệ 1")


def read_it_back(
    house: House, come: Callable[..., Guest], operator: Guest, sitting: str, tmp_path: Path
) -> None:
    """Minutes and ledger: who entered, who counted, and the recount of a separate program."""
    writer = come("minutes-writer", DESK)
    writer.go(f"/minutes/{sitting}/")
    writer.axe()
    text = text_of_pdf(writer.context.request.get(f"{house.base}/minutes/{sitting}/minutes.pdf").body())
    for words in (
        f"{MARK} (nhập hai lần độc lập bởi",
        f"Người kiểm phiếu: {TELLERS[0]}; {TELLERS[1]}",
        "phát ra 25 phiếu, thu về 24 phiếu",
        "Không hợp lệ 1",
        RESULT,
    ):
        assert words in text, words
    ledger = operator.context.request.get(f"{house.base}/voting/sittings/{sitting}/ledger.json").json()
    file = tmp_path / "ledger.json"
    file.write_text(json.dumps(ledger), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / "tools" / "recount.py"), str(file)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert "entered twice independently" in done.stdout
