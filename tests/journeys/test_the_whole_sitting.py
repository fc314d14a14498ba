"""The whole sitting of 02/10/2020 as it is really run: nine items, a trial vote, an objection at 07:40, a hand-over,
a recess, an annulled vote, an internal part, a correction and a vote over a block.

Control panel, presider, a minister, the substitute, the invitee and the wall are browsers; the other members vote
through sockets of their own. At the end the minutes are read as a whole.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import nine_items
from tests.journeys.browsers import DESK, ROOM, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.morning import Morning
from tests.journeys.nine_items import FINANCE, PRESIDER
from tests.journeys.reading import read_the_annex, read_the_minutes
from tests.journeys.stage import Stage, facts_of
from tests.journeys.test_the_sitting import close, open_the_sitting, pair_the_wall, step, vote

OBJECTION = "Mục tiêu 60% hồ sơ công việc ở cấp xã chưa nêu nguồn kinh phí"


@pytest.mark.timeout(900)
def test_nine_items_of_nine_kinds_and_the_minutes_that_tell_them(
    house: House, come: Callable[..., Guest]
) -> None:
    expect.set_options(timeout=30_000)  # nine browsers on two cores
    operator = come("operator", DESK)
    stage = Stage(house, operator, facts_of(house))
    stage.go_to_the_day()
    desk = operator.go(f"/control/{stage.sitting}/")
    office = come("operator", DESK)
    wall = pair_the_wall(come("", ROOM), office, stage.sitting)
    tablets = {
        user: come(persona, TABLET).go(f"/sitting/{stage.sitting}/")
        for user, persona in ((PRESIDER, "prime-minister"), (FINANCE, "finance-minister"))
    }
    substitute = come("education-deputy", TABLET).go(f"/sitting/{stage.sitting}/")
    invitee = come("cyber-command", TABLET)
    morning = Morning(stage, desk, tablets)
    morning.gather()

    try_the_sheets(morning)
    object_at_twenty_to_eight(morning)
    let_invitees_wait(office, stage)
    morning.is_now("08:00")
    open_the_sitting(desk, wall)
    nine_items.item_1_by_vote(morning)
    nine_items.item_2_under_another_chair(morning)
    nine_items.item_3_by_motions(morning, wall)
    a_recess(morning, wall)
    nine_items.item_4_annulled_and_voted_again(morning, substitute)
    nine_items.item_5_half_inside(morning, office, invitee, substitute, wall)
    nine_items.item_6_by_itself_and_corrected(morning, wall)
    nine_items.item_7_on_paper_copies(morning, invitee)
    nine_items.items_8_and_9_as_one(morning, wall)
    morning.is_now("11:25")
    close(desk)
    morning.leave()
    read_the_minutes(house, come, stage.sitting)
    read_the_annex(house, come, stage.sitting)
    for name in ("web", "jobs"):
        assert "Traceback" not in house.log(name), house.log(name)[-3000:]


def try_the_sheets(morning: Morning) -> None:
    """A trial vote before the opening: two on their tablets, the others by socket; the two absent stay silent."""
    desk = morning.desk
    desk.get_by_role("button", name="Biểu quyết thử", exact=True).click()
    trial = morning.running_trial()
    for page in morning.tablets.values():
        vote(page, "Tán thành")
    for user in morning.members:
        if user not in morning.tablets:
            morning.ask(user, "voting.answer_trial_vote", poll=trial, value="against")
    strip = desk.locator(".cp-trial")
    expect(strip).to_contain_text("25/27 thiết bị đã trả lời")
    expect(strip).to_contain_text("Chưa trả lời (2):")
    desk.get_by_role("button", name="Kết thúc biểu quyết thử").click()
    for page in morning.tablets.values():
        expect(page.locator("#sheet .vote")).to_have_count(0)


def object_at_twenty_to_eight(morning: Morning) -> None:
    """The Minister of Finance states an objection on the tablet: item 6 leaves the block and its prepared vote."""
    row = morning.desk.locator("#cp-items li", has_text="Mục tiêu phát triển Chính phủ số")
    expect(row).to_contain_text("nhóm biểu quyết chung")
    morning.is_now("07:40")
    page = morning.tablets[FINANCE]
    page.locator(".strip-open").click()
    page.locator("#rail .rail-head", has_text="Mục tiêu phát triển Chính phủ số").click()
    page.get_by_role("button", name="Không nhất trí", exact=True).click()
    reason = page.locator(".position-reason textarea")
    reason.fill(f"{OBJECTION}; đề nghị biểu quyết riêng.")
    page.reload()
    expect(reason).to_have_value(f"{OBJECTION}; đề nghị biểu quyết riêng.")
    page.get_by_role("button", name="Gửi ý kiến: Không nhất trí").click()
    expect(page.locator(".position-state")).to_contain_text(
        re.compile("Đã ghi nhận lúc 07:4.*Không nhất trí")
    )
    expect(row).to_contain_text("1 không nhất trí")
    row.get_by_role("button").click()
    expect(morning.desk.locator("#cp-middle")).to_contain_text(OBJECTION)


def let_invitees_wait(office: Guest, stage: Stage) -> None:
    """Invitees of items wait outside from the opening on."""
    page = office.go(f"/agendas/{stage.sitting}/waiting/")
    page.get_by_role("button", name="Để đại biểu chờ ngoài, mời vào từng người").click()
    expect(page.get_by_role("button", name="Không để đại biểu chờ ngoài")).to_be_visible()
    office.axe()


def a_recess(morning: Morning, wall: Page) -> None:
    """Everybody reads until when, and the sitting goes on."""
    morning.is_now("09:30")
    # The notice of a place without a line offers a recess too.
    morning.desk.locator("#cp-bar").get_by_role("button", name="Tạm nghỉ…").click()
    morning.dialog.get_by_label("Họp tiếp lúc").fill("09:45")
    morning.dialog.get_by_role("button", name="Tạm nghỉ", exact=True).click()
    for page in (*morning.tablets.values(), wall):
        expect(page.locator("body")).to_contain_text("Tạm nghỉ, họp tiếp lúc 09:45")
    # What comes next, not what is over.
    expect(morning.desk.locator("#cp-middle")).to_contain_text("Nội dung 4 ·")
    morning.is_now("09:45")
    step(morning.desk, "Họp tiếp")
    for page in (*morning.tablets.values(), wall):
        expect(page.locator("body")).not_to_contain_text("Tạm nghỉ, họp tiếp")
