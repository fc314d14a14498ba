"""The nine items of 02/10/2020, each as the panel takes it from its beginning to its ending."""

from playwright.sync_api import Locator, Page, expect

from demo.content.agenda import BY_NUMBER
from tests.journeys.browsers import Guest
from tests.journeys.morning import Morning
from tests.journeys.test_the_sitting import step, vote

PRESIDER, FINANCE = "prime.minister", "minister.g12"
OUTSIDE = "Phần họp nội bộ. Kính mời đại biểu tạm chờ đến khi được mời trở lại"
CUT_OFF = "Ba thành viên dự họp trực tuyến mất kết nối khi đang biểu quyết"
MISHEARD = "Phiếu ghi theo lời bị nghe nhầm, Bộ trưởng Bộ Nội vụ không biểu quyết"


def height_of(part: Locator) -> float:
    """How high a part of the page is, in pixels."""
    box = part.bounding_box()
    assert box
    return box["height"]


def item_1_by_vote(morning: Morning) -> None:
    """Adopted by 25 of 27; the chairman of the province is called in for it."""
    item = morning.stage.item(1)
    morning.stage.command("agendas.call_in_invitee", item=item, entry=morning.entry("binh_phuoc"))
    morning.discuss(1)
    morning.vote("item1", "Đã thông qua: 25/27")
    morning.put_away()
    morning.end(1, "Thông qua bằng biểu quyết")


def item_2_under_another_chair(morning: Morning) -> None:
    """The Permanent Deputy Prime Minister presides for this item alone; the chair comes back when it ends."""
    stage, tablet = morning.stage, morning.tablets[FINANCE]
    morning.is_now("08:35")
    deputy = morning.entry("deputy_standing")
    stage.command("meetings.hand_over_chair", sitting=stage.sitting, entry=deputy, items=[stage.item(2)])
    told = "Phó Thủ tướng Thường trực Chính phủ chủ trì theo phân công của Thủ tướng Chính phủ"
    for page in morning.tablets.values():
        expect(page.locator(".strip-notice", has_text=told)).to_be_visible()
    morning.next_item(2)
    morning.discuss(2)
    morning.end(2, "Ghi nhận báo cáo")
    expect(tablet.locator(".strip-notice", has_text=told)).to_have_count(0)
    expect(tablet.locator("#rail .rail-item").nth(1)).to_contain_text("Đã kết luận")


def item_3_by_motions(morning: Morning, wall: Page) -> None:
    """Two options one after the other, then the whole."""
    morning.is_now("08:50")
    morning.next_item(3)
    morning.discuss(3)
    morning.vote("item3_option1", "Không được thông qua: 9/27")
    expect(wall.locator(".wall-sentence")).to_contain_text("Phương án 1: Không được thông qua: 9/27")
    morning.vote("item3_option2", "Đã thông qua: 16/27")
    morning.vote("item3_whole", "Đã thông qua: 24/27")
    expect(morning.desk.locator(".cp-motions li")).to_have_count(3)
    morning.put_away()
    morning.end(3, "Thông qua bằng biểu quyết")


def item_4_annulled_and_voted_again(morning: Morning, substitute: Page) -> None:
    """The first vote is annulled with its reason; the second falls short, and the matter comes back by a day."""
    desk = morning.desk
    morning.next_item(4)
    morning.discuss(4)
    step(desk, "Bắt đầu biểu quyết")
    expect(substitute.locator("#sheet")).to_contain_text("không được biểu quyết")
    morning.cast("item4", without=["deputy.foreign", "minister.g10", "minister.g13"])
    step(desk, "Kết thúc biểu quyết")
    desk.get_by_role("button", name="Hủy kết quả…").click()
    morning.dialog.get_by_label("Lý do").fill(CUT_OFF)
    morning.dialog.get_by_role("button", name="Hủy kết quả").click()
    for page in morning.tablets.values():
        expect(page.locator("#sheet .vote")).to_contain_text(f"Hủy kết quả, biểu quyết lại. Lý do: {CUT_OFF}")
    step(desk, "Bắt đầu biểu quyết")
    expect(morning.dialog.get_by_label("Nội dung biểu quyết")).to_have_value(BY_NUMBER[4].polls[0].question)
    morning.dialog.get_by_role("button", name="Bắt đầu biểu quyết").click()
    expect(desk.locator(".cp-poll[data-state=open]")).to_be_visible()
    morning.cast("item4")
    morning.count("Không được thông qua: 12/27")
    morning.put_away()
    morning.end(4, "Chưa thông qua", resubmit_on="2020-10-30")


def item_5_half_inside(morning: Morning, office: Guest, invitee: Guest, substitute: Page, wall: Page) -> None:
    """The invitee is called in, then only the members stay: the others read a waiting sentence and have no paper."""
    stage, desk = morning.stage, morning.desk
    paper = f"/paper/{next(item[2][0][0] for item in stage.facts['items'] if item[1] == '5')}/"
    waits = invitee.go(f"/sitting/{stage.sitting}/")
    expect(waits.locator(".waiting-card h1")).to_have_text("Kính mời đại biểu chờ, Ban thư ký sẽ mời vào")
    morning.is_now("10:15")
    morning.next_item(5)
    door = office.go(f"/agendas/{stage.sitting}/waiting/")
    door.locator("tr", has_text="Đàm Việt Hải").get_by_role("button").click()
    expect(waits.locator("#rail")).to_contain_text("Trung tâm giám sát quốc gia")
    assert invitee.context.request.get(invitee.base + paper).status == 200
    morning.speak("minister_g14", "cyber_command")

    morning.is_now("10:25")
    head = height_of(desk.locator("#cp-bar"))
    desk.get_by_role("button", name="Phần họp nội bộ…").click()
    morning.dialog.get_by_role("button", name="Bắt đầu phần họp nội bộ").click()
    for page in (waits, substitute):
        expect(page.locator(".waiting-card h1")).to_have_text(OUTSIDE)
    expect(wall.locator("#wall")).to_contain_text("Phần họp nội bộ")
    expect(wall.locator("#wall")).not_to_contain_text("Trung tâm giám sát")
    assert invitee.context.request.get(invitee.base + paper).status == 404
    invitee.axe()
    morning.speak("minister_g09", "minister_g01", "minister_g11")

    morning.is_now("10:40")
    assert height_of(desk.locator("#cp-bar")) == head, "the head grew, and everything below moved"
    desk.get_by_role("button", name="Kết thúc phần họp nội bộ").click()
    expect(substitute.locator("#rail")).to_contain_text("Trung tâm giám sát quốc gia")
    expect(waits.locator("#rail")).to_contain_text("Trung tâm giám sát quốc gia")
    expect(wall.locator("#wall")).to_contain_text("Nội dung 5")
    morning.end(5, "Cho ý kiến, giao hoàn thiện")


def item_6_by_itself_and_corrected(morning: Morning, wall: Page) -> None:
    """Taken out of the block, voted by itself; one ballot was spoken and misheard, which a correction puts right."""
    stage, desk = morning.stage, morning.desk
    morning.is_now("10:45")
    morning.next_item(6)
    morning.discuss(6)
    stage.command(
        "voting.prepare_poll",
        item=stage.item(6),
        question=BY_NUMBER[6].polls[0].question,
        paper=stage.paper("Dự thảo Nghị quyết về mục tiêu"),
    )
    step(desk, "Bắt đầu biểu quyết")
    morning.cast("item6", without=[PRESIDER, FINANCE, "minister.g09"])
    vote(morning.tablets[PRESIDER], "Tán thành")
    vote(morning.tablets[FINANCE], "Không tán thành")
    desk.get_by_role("button", name="Ghi phiếu theo lời…").click()
    morning.dialog.get_by_label("Thành viên", exact=True).select_option(label="Bộ trưởng Bộ Nội vụ")
    morning.dialog.get_by_role("radio", name="Tán thành", exact=True).check()
    morning.dialog.get_by_label("Lý do").fill("Máy tính bảng của thành viên hết pin")
    morning.dialog.get_by_role("button", name="Ghi phiếu").click()
    expect(wall.locator("#wall")).to_contain_text("25 trên 25")
    morning.count("Đã thông qua: 24/27")
    desk.get_by_role("button", name="Đính chính kết quả…").click()
    morning.dialog.get_by_label("Bộ trưởng Bộ Nội vụ").select_option(label="Không biểu quyết")
    morning.dialog.get_by_label("Lý do").fill(MISHEARD)
    morning.dialog.get_by_role("button", name="Ghi đính chính").click()
    for page in (desk, wall, *morning.tablets.values()):
        expect(page.locator(".correction").first).to_contain_text("Đã thông qua: 23/27")
    corrected = wall.locator(".correction").bounding_box()
    corner = wall.locator("#wall-corner").bounding_box()
    assert corrected and corner
    assert corrected["y"] + corrected["height"] <= corner["y"], "the correction runs into the corner"
    morning.put_away()
    morning.end(6, "Thông qua bằng biểu quyết")


def item_7_on_paper_copies(morning: Morning, invitee: Guest) -> None:
    """Nothing of it is in the system but that it was dealt with; the invitee of item 5 has nothing of it."""
    morning.is_now("11:00")
    morning.next_item(7)
    expect(invitee.page.locator("body")).not_to_contain_text("Thanh tra")
    morning.end(7, "Cho ý kiến, giao hoàn thiện")


def items_8_and_9_as_one(morning: Morning, wall: Page) -> None:
    """One vote over both; each ends on it."""
    morning.is_now("11:15")
    morning.next_item(8)
    expect(morning.desk.locator("#cp-middle")).to_contain_text("Thông qua các nội dung 8, 9")
    step(morning.desk, "Bắt đầu biểu quyết")
    morning.cast("item8", without=[PRESIDER, FINANCE])
    for page in morning.tablets.values():
        vote(page, "Tán thành")
    morning.count("Đã thông qua: 25/27")
    expect(wall.locator("#wall")).to_contain_text("Đã thông qua: 25/27")
    morning.put_away()
    morning.end(8, "Thông qua bằng biểu quyết")
    morning.next_item(9)
    morning.end(9, "Thông qua bằng biểu quyết")
