"""The sitting of 02/10/2020 as it is held: attendance, discussion, the vote of 25, endings, minutes read back.

Secretary, presider, a minister on site, a remote minister, a substitute and the wall are browsers of their own; the
other 22 voters vote through sockets of their own. The remote minister loses the connection in the middle of it.
"""

import io
import re
from collections.abc import Callable

import pypdf
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, ROOM, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.voters import Voter, members_of

TITLE = "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020"
FIND = "from meetings.models import Sitting; print(Sitting.objects.get(title=%r).pk)"
ENDS = re.compile(r"^\s*Kết luận( không biểu quyết…)?\s*$")
IN_BROWSERS = {"prime_minister", "minister_g14", "deputy_foreign"}


def sitting_id(house: House) -> str:
    """The id of the demonstration's sitting."""
    return house.tell(FIND % TITLE).strip().splitlines()[-1]


def step(desk: Page, words: str) -> None:
    """Press the one next step once it says these words and has rested."""
    button = desk.locator("#cp-middle .cp-step .btn-big", has_text=re.compile(f"^\\s*{words}\\s*$"))
    expect(button).to_be_enabled(timeout=15_000)
    button.click()


def vote(page: Page, words: str) -> None:
    """Choose on the sheet as soon as it takes a press, and see it recorded."""
    option = page.locator(".vote-option", has_text=re.compile(f"^{words}$"))
    expect(option).to_have_attribute("aria-disabled", "false", timeout=15_000)
    option.click()
    expect(page.locator(".vote-state[data-kind=recorded]")).to_contain_text(words, timeout=15_000)


def end_item(desk: Page, ending: str, conclusion: str = "", resubmit_on: str = "") -> None:
    """Conclude the current item in the dialog."""
    step(desk, "Kết luận")
    dialog = desk.locator("#cp-dialog")
    dialog.get_by_role("radio", name=ending).check()
    if resubmit_on:
        dialog.get_by_label("Trình lại trước ngày").fill(resubmit_on)
    if conclusion:
        dialog.get_by_label("Kết luận của người chủ trì").fill(conclusion)
    dialog.get_by_role("button", name="Ghi kết luận và kết thúc nội dung").click()
    expect(dialog).not_to_be_visible()


@pytest.mark.timeout(900)
def test_the_sitting_from_roll_call_to_minutes(house: House, come: Callable[..., Guest]) -> None:
    sitting = sitting_id(house)
    operator = come("operator", DESK)
    operator.go("/sittings/").get_by_role("button", name="Đến 07:30, ngày 02/10/2020").click()
    desk = operator.go(f"/control/{sitting}/")
    presider = come("prime-minister", TABLET).go(f"/sitting/{sitting}/")
    minister = come("mic-minister", TABLET).go(f"/sitting/{sitting}/")
    remote_guest = come("deputy-foreign", TABLET)
    remote = remote_guest.go(f"/sitting/{sitting}/")
    substitute = come("education-deputy", TABLET).go(f"/sitting/{sitting}/")
    wall = pair_the_wall(come("", ROOM), come("operator", DESK), sitting)
    voters = members_of(house, sitting)
    assert len(voters) == 27

    read_and_note(minister)
    open_the_sitting(desk, wall)
    discuss(desk, presider, minister)
    here = [voter for voter in voters if voter.mode in ("on_site", "online")]
    assert len(here) == 25
    by_socket = [voter for voter in here if voter.username not in usernames(house)]
    assert len(by_socket) == 22
    vote_on_item_1(house, sitting, desk, presider, minister, remote_guest, substitute, wall, by_socket)
    end_item(desk, "Thông qua bằng biểu quyết", "Chính phủ thống nhất thông qua Nghị quyết.")
    expect(minister.locator("#rail")).to_contain_text("Đã kết luận", timeout=15_000)
    end_the_other_items(desk)
    close(desk)
    read_the_minutes_back(house, come, sitting, voters)
    for voter in by_socket:
        voter.leave()
    assert "Traceback" not in house.log("web"), house.log("web")[-3000:]
    assert remote.url.endswith(f"/sitting/{sitting}/")


def usernames(house: House) -> set[str]:
    """The user names of those who vote in browsers."""
    code = (
        "import json; from demo import services; "
        "print(json.dumps([services.user_of(services.persona_named(p)).username "
        "for p in ('prime-minister', 'mic-minister', 'deputy-foreign')]))"
    )
    import json

    return set(json.loads(house.tell(code).strip().splitlines()[-1]))


def pair_the_wall(screen: Guest, operator: Guest, sitting: str) -> Page:
    """The screen shows a code, the desk enters it, the screen shows the room."""
    wall = screen.go("/display/")
    code = wall.locator(".wall-code").inner_text()
    page = operator.go(f"/room/{sitting}/displays/")
    page.get_by_label("Mã trên màn hình").fill(code)
    page.get_by_role("button", name="Ghép màn hình").click()
    expect(wall.locator("#wall")).to_contain_text(TITLE, timeout=15_000)
    operator.axe()
    screen.axe()
    return wall


def read_and_note(minister: Page) -> None:
    """Open the draft of item 1 in the reader, find a word typed without tones, write a private note."""
    minister.get_by_role("button", name=re.compile("^Dự thảo Nghị quyết về đẩy mạnh")).first.click()
    expect(minister.locator("#reader .textLayer").first).to_contain_text("Nghị quyết", timeout=30_000)
    minister.get_by_role("button", name="Ghi chú riêng").click()
    field = minister.locator("#note textarea")
    field.press_sequentially("Hỏi lộ trình năm 2021", delay=15)
    expect(minister.locator("#note-state")).to_contain_text("Đã lưu", timeout=15_000)
    minister.get_by_role("button", name="Đóng ghi chú").click()


def open_the_sitting(desk: Page, wall: Page) -> None:
    """Roll call by the replies, the two absent stay absent, the quorum is there, the sitting opens."""
    desk.get_by_role("button", name="Tất cả có mặt").click()
    desk.get_by_role("button", name=re.compile("Ghi .* người có mặt")).click()
    expect(desk.locator("#cp-seats")).to_contain_text("Có mặt 25/27, cần 18", timeout=20_000)
    step(desk, "Khai mạc phiên họp")
    expect(wall.locator("#wall-corner")).to_contain_text("Có mặt 25/27", timeout=15_000)
    step(desk, "Bắt đầu nội dung 1")
    expect(wall.locator("#wall")).to_contain_text("Nội dung 1", timeout=15_000)


def discuss(desk: Page, presider: Page, minister: Page) -> None:
    """The minister asks for the floor and gets it; the presider shows a page and the minister follows."""
    minister.get_by_role("button", name="Đăng ký phát biểu").click()
    expect(minister.locator("#foot")).to_contain_text("Thứ tự của tôi: 1", timeout=15_000)
    desk.locator("#cp-queue").get_by_role("button", name=re.compile("^Mời")).first.click()
    expect(minister.locator("#foot")).to_contain_text("Đang phát biểu", timeout=15_000)
    desk.locator("#cp-queue").get_by_role("button", name=re.compile("^Kết thúc")).first.click()
    presider.get_by_role("button", name=re.compile("^Tờ trình về dự thảo")).first.click()
    expect(presider.locator("#reader .textLayer").first).to_contain_text(
        "Tờ trình", ignore_case=True, timeout=30_000
    )
    presider.get_by_role("button", name="Trình bày trang này").click()
    follow = minister.get_by_role("button", name="Xem theo người chủ trì")
    expect(follow).to_be_visible(timeout=15_000)
    follow.click()
    expect(minister.get_by_role("button", name="Ngừng xem theo")).to_be_visible()


def vote_on_item_1(
    house: House,
    sitting: str,
    desk: Page,
    presider: Page,
    minister: Page,
    remote_guest: Guest,
    substitute: Page,
    wall: Page,
    by_socket: list[Voter],
) -> None:
    """25 vote for: 22 by their own sockets, three in browsers, one of them after a lost connection."""
    for voter in by_socket:
        voter.follow(house, sitting)
    step(desk, "Bắt đầu biểu quyết")
    expect(minister.locator("#vote-question")).to_contain_text("Thông qua", timeout=15_000)
    expect(minister.locator(".vote-version")).to_contain_text("bản 2")
    expect(substitute.locator("#sheet")).to_contain_text("không được biểu quyết", timeout=15_000)
    expect(substitute.locator(".vote-option")).to_have_count(0)
    poll = desk.evaluate("JSON.parse(document.getElementById('page').textContent).sitting") and poll_id(house)
    refuse_the_substitute(substitute, poll)

    remote = remote_guest.page
    expect(remote.locator("#vote-question")).to_be_visible(timeout=15_000)
    remote_guest.context.set_offline(True)
    cut_sockets(remote)
    option = remote.locator(".vote-option", has_text=re.compile("^Tán thành$"))
    expect(option).to_have_attribute("aria-disabled", "false", timeout=15_000)
    option.click()
    expect(remote.locator(".vote-state")).to_contain_text("chưa được ghi nhận", timeout=15_000)

    for number, voter in enumerate(by_socket):
        answer = voter.ask("voting.cast_ballot", {"poll": poll, "value": "for_"})
        assert "ok" in answer, answer
        assert "value" not in answer["ok"]
        if number == 9:
            expect(wall.locator("#wall")).to_contain_text("10 trên 25", timeout=15_000)
    vote(presider, "Tán thành")
    vote(minister, "Không tán thành")
    minister.get_by_role("button", name=re.compile("^Thay đổi lựa chọn")).click()
    vote(minister, "Tán thành")
    assert "Không tán thành 1" not in desk.locator("body").inner_text()

    remote_guest.context.set_offline(False)
    expect(remote.locator(".vote-state[data-kind=recorded]")).to_contain_text("Tán thành", timeout=30_000)
    expect(wall.locator("#wall")).to_contain_text("25 trên 25", timeout=15_000)
    expect(desk.locator(".seat-voted[data-voted=true]")).to_have_count(25, timeout=15_000)

    step(desk, "Kết thúc biểu quyết")
    expect(desk.locator("#cp-middle .cp-step .btn-big")).to_have_text(
        re.compile("Công bố kết quả"), timeout=15_000
    )
    late = by_socket[0].ask("voting.cast_ballot", {"poll": poll, "value": "against"})
    assert late["error"]["code"] in {"already_closed", "poll_not_open"}, late
    expect(wall.locator("#wall")).not_to_contain_text("Đã thông qua: 25/27")
    step(desk, "Công bố kết quả")
    for page in (wall, minister, remote, presider, desk):
        expect(page.locator("body")).to_contain_text(
            "Đã thông qua: 25/27 thành viên Chính phủ", timeout=15_000
        )
    expect(minister.locator("#sheet")).to_contain_text("Tán thành 25")
    for page in (minister, remote, presider):
        page.locator(".vote-lower").click()


def poll_id(house: House) -> str:
    """The open poll."""
    code = "from voting.models import Poll; print(Poll.objects.get(state='open').pk)"
    return house.tell(code).strip().splitlines()[-1]


def refuse_the_substitute(substitute: Page, poll: str) -> None:
    """A ballot forged past the screen is refused by name."""
    answer = substitute.evaluate(
        """async (poll) => {
            const token = document.querySelector('meta[name="csrf-token"]').content;
            const body = {id: "1", key: crypto.randomUUID(), verb: "voting.cast_ballot", args: {poll, value: "for_"}};
            const response = await fetch("/realtime/command/", {method: "POST", credentials: "same-origin",
                headers: {"Content-Type": "application/json", "X-CSRFToken": token}, body: JSON.stringify(body)});
            return await response.json();
        }""",
        poll,
    )
    assert answer["error"]["code"] == "substitute_may_not_vote", answer


def cut_sockets(page: Page) -> None:
    """Offline emulation leaves open sockets alone; a lost network doesn't."""
    page.evaluate("window.dispatchEvent(new Event('offline'))")


def end_the_other_items(desk: Page) -> None:
    """Most matters end without a vote; one is sent back with a date."""
    endings = {
        "2": ("Ghi nhận báo cáo", ""),
        "3": ("Cho ý kiến, giao hoàn thiện", ""),
        "4": ("Chưa thông qua", "2020-10-30"),
        "5": ("Cho ý kiến, giao hoàn thiện", ""),
        "6": ("Thống nhất, không biểu quyết", ""),
        "7": ("Cho ý kiến, giao hoàn thiện", ""),
        "8": ("Chuyển sang phiên họp sau", ""),
        "9": ("Thống nhất, không biểu quyết", ""),
    }
    for number, (ending, resubmit_on) in endings.items():
        step(desk, f"Nội dung tiếp theo: nội dung {number}")
        expect(desk.locator("#cp-middle")).to_contain_text(f"Nội dung {number}", timeout=15_000)
        # The item stands there before it begins: what ends it comes with its beginning.
        expect(desk.locator("#cp-middle").get_by_role("button", name=ENDS).first).to_be_visible(
            timeout=15_000
        )
        if desk.get_by_role("button", name="Kết luận không biểu quyết…").count():
            desk.get_by_role("button", name="Kết luận không biểu quyết…").click()
            finish_ending(desk, ending, resubmit_on)
        else:
            end_item(desk, ending, resubmit_on=resubmit_on)


def finish_ending(desk: Page, ending: str, resubmit_on: str) -> None:
    """The ending dialog that is already open."""
    dialog = desk.locator("#cp-dialog")
    dialog.get_by_role("radio", name=ending).check()
    if resubmit_on:
        dialog.get_by_label("Trình lại trước ngày").fill(resubmit_on)
    dialog.get_by_role("button", name="Ghi kết luận và kết thúc nội dung").click()
    expect(dialog).not_to_be_visible()


def close(desk: Page) -> None:
    """Close the sitting through its question."""
    step(desk, "Bế mạc phiên họp")
    desk.locator("#cp-dialog").get_by_role("button", name="Bế mạc phiên họp").click()
    expect(desk.locator("#cp-bar")).to_contain_text("Đã bế mạc", timeout=15_000)


def read_the_minutes_back(
    house: House, come: Callable[..., Guest], sitting: str, voters: list[Voter]
) -> None:
    """PDF and DOCX hold every name, the counts and the arithmetic."""
    writer = come("minutes-writer", DESK)
    page = writer.go(f"/minutes/{sitting}/")
    writer.axe()
    expect(page.locator("main")).to_contain_text("25/27")
    pdf = writer.context.request.get(f"{house.base}/minutes/{sitting}/minutes.pdf")
    docx = writer.context.request.get(f"{house.base}/minutes/{sitting}/minutes.docx")
    assert (pdf.status, docx.status) == (200, 200)
    for text in (text_of_pdf(pdf.body()), text_of_docx(docx.body())):
        for voter in voters:
            assert voter.name in text, voter.name
        for words in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Tán thành 25",
            "Không tham gia biểu quyết 2",
            "Đã thông qua: 25/27 thành viên Chính phủ biểu quyết tán thành",
            "ít nhất 14",
            "Chính phủ thống nhất thông qua Nghị quyết.",
            "Chưa thông qua",
        ):
            assert words in text, words


def text_of_pdf(data: bytes) -> str:
    """The words of all pages, spaces folded."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def text_of_docx(data: bytes) -> str:
    """The words of paragraphs and tables, spaces folded."""
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(p.text for p in document.paragraphs), *cells]).split())
