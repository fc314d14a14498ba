"""The live screens in a real browser with made-up documents: what a hand, a pen and a bad network may do to them."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Playwright

from tests.journeys.browsers import RESTED
from tests.js.harness import cases, documents
from tests.js.harness.stage import Stage, browser, set_up

pytestmark = pytest.mark.journey
PAPER = "item=i0&paper=p01&page=2"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def chromium(chromium_path: str, playwright_driver: Playwright) -> Iterator[Any]:
    set_up()
    made = browser(playwright_driver, chromium_path)
    yield made
    made.close()


@pytest.fixture
def stage(chromium: Any) -> Iterator[Stage]:
    made = Stage(chromium, 820, 1180)
    yield made
    made.context.close()


def open_poll(stage: Stage, n: int = 41) -> None:
    stage.push(documents.MEMBERS, n, {"polls": {"poll1": documents.POLL}})


def ballots(stage: Stage) -> list[dict[str, Any]]:
    return [message for message in stage.heard if message["verb"] == "voting.cast_ballot"]


# Presses in the page itself, so that a busy machine doesn't come between: at once, and 300 ms later.
PRESS_TWICE = """() => {
  const watch = setInterval(() => {
    const option = document.querySelector(".vote-option");
    if (!option) return;
    clearInterval(watch);
    option.click();
    setTimeout(() => { option.click(); window.pressedTwice = true; }, 300);
  }, 10);
}"""


def test_the_rising_sheet_takes_no_press_until_it_rests(stage: Stage) -> None:
    cases.sitting()(stage)
    stage.page.evaluate(PRESS_TWICE)
    open_poll(stage)
    option = stage.page.get_by_role("button", name="Tán thành", exact=True)
    option.and_(stage.page.locator('[aria-disabled="false"]')).wait_for()
    assert stage.page.evaluate("() => window.pressedTwice")
    assert ballots(stage) == []
    option.click()
    stage.page.locator(".vote-state[data-kind]").wait_for()
    stage.page.wait_for_timeout(200)
    assert [message["args"] for message in ballots(stage)] == [{"poll": "poll1", "value": "for_"}]


def test_a_recorded_ballot_is_shown_back_with_time_and_code(stage: Stage) -> None:
    cases.voting(cases.RECORDED, "Không tán thành")(stage)
    state = stage.page.locator(".vote-state")
    assert state.inner_text() == "Đã ghi nhận lúc 09:41:07: Không tán thành · Mã xác nhận 7F3K-22"
    assert stage.page.get_by_role("button", name="Tán thành", exact=True).count() == 0


def test_a_refused_ballot_says_the_servers_sentence(stage: Stage) -> None:
    cases.voting(cases.REFUSED, "Tán thành")(stage)
    assert (
        "không được ghi nhận: đã kết thúc biểu quyết lúc 09:43:00"
        in stage.page.locator(".vote-state").inner_text()
    )


def test_a_ballot_pressed_without_a_connection_is_not_sent_then_recorded_with_the_same_key(
    stage: Stage,
) -> None:
    cases.voting(cases.RECORDED, then=cases.cut)(stage)
    assert "Chưa gửi được do mất kết nối" in stage.page.locator(".vote-state").inner_text()
    assert "1 việc chờ gửi" in stage.page.locator(".sending").inner_text()
    assert ballots(stage) == []
    stage.offline = False
    stage.page.get_by_text("Đã ghi nhận lúc").wait_for(timeout=20_000)
    assert len({message["key"] for message in ballots(stage)}) == 1


def test_a_ballot_on_its_way_survives_a_reload_of_the_page(stage: Stage) -> None:
    cases.voting(None, "Không biểu quyết")(stage)
    key = ballots(stage)[0]["key"]
    stage.answers["voting.cast_ballot"] = cases.RECORDED
    stage.page.reload()
    stage.page.wait_for_timeout(1000)
    assert [message["key"] for message in ballots(stage)[-1:]] == [key]


def test_what_is_being_typed_survives_the_sheet_and_other_peoples_events(stage: Stage) -> None:
    cases.sitting()(stage)
    stage.page.get_by_role("button", name="Ghi chú riêng").click()
    keys = stage.page.keyboard
    for at, letters in enumerate(("Nghi", "Backspace", "ị", " quye", "Backspace", "ế", "t")):
        if letters == "Backspace":
            keys.press(letters)
        else:
            keys.type(letters)
        stage.push(
            documents.MEMBERS, 41 + at, {"seats": {"s3": {"presence": "left" if at % 2 else "online"}}}
        )
    open_poll(stage, 48)
    keys.type(" 17")
    stage.page.wait_for_timeout(100)
    assert stage.page.locator("#note textarea").input_value() == "Nghị quyết 17"


def test_a_note_the_server_has_is_there_when_the_panel_opens_again(stage: Stage) -> None:
    stage.answers["annotations.save_note"] = {
        "ok": {"id": "n1", "kind": "agenda_item", "text": "", "version": 1}
    }
    cases.sitting()(stage)
    button = stage.page.get_by_role("button", name="Ghi chú riêng")
    button.click()
    stage.page.keyboard.type("Hỏi về 22%")
    stage.page.get_by_text("Đã lưu lúc").wait_for()
    button.click()
    button.click()
    assert stage.page.locator("#note textarea").input_value() == "Hỏi về 22%"
    stage.page.keyboard.type("?")
    stage.page.wait_for_timeout(1600)
    sent = [message["args"] for message in stage.heard if message["verb"] == "annotations.save_note"]
    assert [(args["text"], args["version"]) for args in sent] == [("Hỏi về 22%", 0), ("Hỏi về 22%?", 1)]


def test_a_note_written_on_another_device_loses_nothing(stage: Stage) -> None:
    facts = {"text": "bản kia", "version": "4"}
    stage.answers["annotations.save_note"] = {
        "error": {"code": "note_edited_elsewhere", "message": "Vừa được sửa.", "facts": facts}
    }
    cases.sitting()(stage)
    stage.page.get_by_role("button", name="Ghi chú riêng").click()
    stage.page.keyboard.type("bản này")
    keep = stage.page.get_by_role("button", name="Giữ bản đang ghi")
    keep.wait_for()
    assert "bản kia" in stage.page.locator("#note").inner_text()
    stage.answers["annotations.save_note"] = {"ok": {"version": 5}}
    keep.click()
    stage.page.get_by_text("Đã lưu lúc").wait_for()
    last = [message["args"] for message in stage.heard if message["verb"] == "annotations.save_note"][-1]
    assert (last["text"], last["version"]) == ("bản này", 4)


def notes(stage: Stage) -> list[tuple[str, int]]:
    sent = [message["args"] for message in stage.heard if message["verb"] == "annotations.save_note"]
    return [(args["text"], args["version"]) for args in sent]


def test_a_second_text_waits_for_the_answer_to_the_first_and_builds_on_it(stage: Stage) -> None:
    stage.answers["annotations.save_note"] = None
    cases.sitting()(stage)
    stage.page.get_by_role("button", name="Ghi chú riêng").click()
    stage.page.keyboard.type("một")
    stage.page.wait_for_timeout(1500)
    stage.page.keyboard.type(" hai")
    stage.page.wait_for_timeout(1500)
    assert {text for text, _version in notes(stage)} == {"một"}
    stage.answers["annotations.save_note"] = {"ok": {"id": "n1", "version": 1}}
    stage.page.get_by_text("Đã lưu lúc").wait_for(timeout=20_000)
    assert notes(stage)[-1] == ("một hai", 1)


def test_a_note_on_its_way_survives_a_reload_and_the_page_hears_its_answer(stage: Stage) -> None:
    stage.answers["annotations.save_note"] = None
    cases.sitting()(stage)
    stage.page.get_by_role("button", name="Ghi chú riêng").click()
    stage.page.keyboard.type("Hỏi về 22%")
    stage.page.wait_for_timeout(1500)
    stage.answers["annotations.save_note"] = {"ok": {"id": "n1", "version": 1}}
    stage.page.reload()
    stage.page.wait_for_timeout(1000)
    button = stage.page.get_by_role("button", name="Ghi chú riêng")
    button.click()
    assert stage.page.locator("#note textarea").input_value() == "Hỏi về 22%"
    assert "Đã lưu lúc" in stage.page.locator("#note").inner_text()
    stage.page.locator("#note textarea").press_sequentially("!")
    stage.page.wait_for_timeout(1500)
    assert notes(stage)[-1][1] == 1  # on top of what was saved, not against it


def test_the_same_words_are_sent_for_each_item(stage: Stage) -> None:
    stage.answers["annotations.save_note"] = {"ok": {"version": 1}}
    cases.sitting(at="item=i0")(stage)
    stage.page.get_by_role("button", name="Ghi chú riêng").click()
    stage.page.keyboard.type("Đồng ý")
    stage.page.get_by_text("Đã lưu lúc").wait_for()
    stage.page.evaluate("() => { location.hash = 'item=i1' }")
    stage.page.get_by_role("button", name="Đóng ghi chú").click()
    stage.page.get_by_role("button", name="Ghi chú riêng").click()
    stage.page.keyboard.type("Đồng ý")
    stage.page.wait_for_timeout(1600)
    targets = [
        message["args"]["target"] for message in stage.heard if message["verb"] == "annotations.save_note"
    ]
    assert targets == ["i0", "i1"]


def test_a_hand_that_could_not_be_raised_says_so_and_is_raised_later(stage: Stage) -> None:
    cases.sitting()(stage)
    stage.offline = True
    assert stage.socket is not None
    stage.socket.close()
    stage.page.get_by_text("Mất kết nối", exact=True).wait_for()
    stage.page.get_by_role("button", name="Đăng ký phát biểu").click()
    stage.page.get_by_text("Chưa gửi được; sẽ gửi ngay khi có kết nối").wait_for()
    asked = [message for message in stage.heard if message["verb"] == "room.ask_to_speak"]
    assert asked == []
    stage.offline = False
    stage.page.get_by_role("button", name="Đăng ký phát biểu").wait_for(timeout=20_000)
    asked = [message for message in stage.heard if message["verb"] == "room.ask_to_speak"]
    assert len({message["key"] for message in asked}) == 1


def test_a_change_that_came_too_late_leaves_the_recorded_ballot_in_sight(stage: Stage) -> None:
    cases.voting(cases.RECORDED, "Không tán thành")(stage)
    stage.answers["voting.cast_ballot"] = cases.REFUSED
    stage.page.get_by_role("button", name="Thay đổi lựa chọn").click()
    option = stage.page.get_by_role("button", name="Tán thành", exact=True)
    option.and_(stage.page.locator('[aria-disabled="false"]')).wait_for()
    option.click()
    state = stage.page.locator('.vote-state[data-kind="refused"]')
    state.wait_for()
    assert "7F3K-22" in state.inner_text() and "vẫn có hiệu lực" in state.inner_text()


def test_a_sheet_leaves_the_paper_open_on_its_page(stage: Stage) -> None:
    cases.voting(at=PAPER)(stage)
    stage.page.get_by_role("button", name="Thu gọn để xem tài liệu").click()
    assert stage.page.locator(".reader-pages input").input_value() == "2"
    stage.page.get_by_role("button", name="Mở phiếu biểu quyết").click()
    assert stage.page.get_by_role("button", name="Tán thành", exact=True).is_visible()


def test_the_page_a_reader_is_on_stays_until_he_follows(stage: Stage) -> None:
    cases.sitting(at=PAPER)(stage)
    stage.page.get_by_role("button", name="Tìm trong tài liệu").and_(
        stage.page.locator(":enabled")
    ).wait_for()
    shown = stage.page.locator(".reader-pages input")
    stage.push(documents.MEMBERS, 41, {"room": {"paper": {"page": 4}}})
    stage.page.wait_for_timeout(300)
    assert shown.input_value() == "2"
    stage.page.get_by_role("button", name="Xem theo người chủ trì").click()
    stage.page.wait_for_timeout(300)
    assert shown.input_value() == "4"
    stage.push(documents.MEMBERS, 42, {"room": {"paper": {"page": 5}}})
    stage.page.wait_for_timeout(300)
    assert shown.input_value() == "5"
    stage.page.get_by_role("button", name="Trang trước").click()
    stage.push(documents.MEMBERS, 43, {"room": {"paper": {"page": 6}}})
    stage.page.wait_for_timeout(300)
    assert shown.input_value() == "4"
    stage.page.get_by_role("button", name="Trở lại trang đang trình bày").click()
    stage.page.wait_for_timeout(300)
    assert shown.input_value() == "6"


def test_words_are_found_without_tone_marks(stage: Stage) -> None:
    cases.sitting(at=PAPER)(stage)
    stage.page.get_by_role("button", name="Tìm trong tài liệu").click()
    stage.page.get_by_label("Từ cần tìm").fill("cong hoa xa hoi")
    stage.page.get_by_role("button", name="Tìm", exact=True).click()
    stage.page.locator(".reader-count").get_by_text("trên 6").wait_for()
    assert stage.page.locator(".hits mark").first.inner_text() == "CỘNG HÒA XÃ HỘI"


def test_a_paper_replaced_while_read_offers_the_new_version_and_moves_nothing(stage: Stage) -> None:
    cases.sitting(at=PAPER)(stage)
    stage.push(
        documents.MEMBERS, 41, {"items": {"i0": {"papers": {"p01": {"version": 3, "version_id": "v99"}}}}}
    )
    stage.page.wait_for_timeout(300)
    assert "Dự thảo đã có bản 3" in stage.page.locator(".reader-offer").inner_text()
    assert stage.page.locator(".reader-pages input").input_value() == "2"
    stage.page.get_by_role("button", name="Trang trước").click()
    stage.page.wait_for_timeout(300)
    assert stage.page.locator(".reader-pages input").input_value() == "1"
    assert "Dự thảo đã có bản 3" in stage.page.locator(".reader-offer").inner_text()
    stage.page.get_by_role("button", name="Mở bản mới").click()
    stage.page.wait_for_timeout(300)
    assert "Dự thảo đã có bản 3" not in stage.page.locator(".reader-offer").inner_text()


def test_a_substitute_reads_a_sentence_and_gets_no_sheet(stage: Stage) -> None:
    cases.sitting(
        documents.with_poll(documents.sitting()),
        documents.me(is_elector={}, substitute_for="Bộ trưởng Bộ Y tế"),
    )(stage)
    assert (
        "Dự họp thay Bộ trưởng Bộ Y tế; được phát biểu, không được biểu quyết"
        in stage.page.locator("#sheet").inner_text()
    )
    assert stage.page.get_by_role("button", name="Tán thành", exact=True).count() == 0


def test_the_right_to_vote_may_arrive_after_the_poll(stage: Stage) -> None:
    cases.sitting(documents.sitting(), documents.me(is_elector={}))(stage)
    open_poll(stage)
    stage.page.locator("#sheet").get_by_text("Đang biểu quyết").wait_for()
    assert stage.page.locator(".vote-option").count() == 0
    stage.push(f"person:{documents.ME}", 4, {"me": {"is_elector": {"poll1": True}}})
    option = stage.page.get_by_role("button", name="Tán thành", exact=True)
    option.and_(stage.page.locator('[aria-disabled="false"]')).wait_for(timeout=5_000)


def test_the_panel_takes_one_step_for_two_quick_presses(chromium: Any) -> None:
    stage = Stage(chromium, 1366, 650)
    cases.control(documents.with_poll(documents.sitting()))(stage)
    step = stage.page.get_by_role("button", name="Kết thúc biểu quyết")
    step.dispatch_event("click")
    step.dispatch_event("click")
    stage.page.wait_for_timeout(200)
    assert [message["verb"] for message in stage.heard].count("voting.close_poll") == 1
    stage.context.close()


@pytest.mark.parametrize(
    "poll", [{}, documents.ON_PAPER, documents.COUNTED], ids=["devices", "paper", "counted"]
)
def test_the_panel_fits_a_small_laptop_without_scrolling(chromium: Any, poll: dict[str, Any]) -> None:
    stage = Stage(chromium, 1366, 650)
    sitting = documents.sitting()
    if "counts" in poll:  # nobody has the floor while a result is announced
        sitting["room"]["speakers"] = {}
    cases.control(documents.with_poll(sitting, **poll))(stage)
    for part in (".cp-left", ".cp-center", ".cp-right"):
        size = stage.page.evaluate(
            "s => { const e = document.querySelector(s); return e.scrollHeight - e.clientHeight }", part
        )
        assert size <= 0, part
    stage.context.close()


def test_capitals_on_the_wall_are_at_least_81_pixels_high_and_nothing_is_below_40(chromium: Any) -> None:
    stage = Stage(chromium, 1920, 1080)
    for build in (
        cases.wall(),
        cases.wall(documents.with_poll(documents.sitting())),
        cases.wall(documents.with_poll(documents.sitting(), **documents.SPLIT)),
        cases.wall(documents.with_poll(documents.sitting(), **documents.ON_PAPER)),
        cases.wall(documents.with_poll(documents.sitting(), **{**documents.COUNTED, "state": "announced"})),
    ):
        build(stage)
        sizes = stage.page.evaluate(
            "() => [...document.querySelectorAll('.wall *, .wall-corner *')]"
            ".filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"
            ".map(e => [e.className, parseFloat(getComputedStyle(e).fontSize)])"
        )
        assert min(size for _name, size in sizes) >= 40
        titles = [size for name, size in sizes if name == "wall-title"]
        # Inter's capitals are 0.727 of the size.
        assert all(size * 0.727 >= 81 for size in titles)
    stage.context.close()


@pytest.mark.parametrize(
    "name",
    [
        "home-next",
        "item-result",
        "paper-dark",
        "vote-open",
        "vote-result",
        "control",
        "control-ending",
        "wall-result",
        "desk-lists",
    ],
)
def test_axe_finds_nothing_and_the_content_policy_is_kept(chromium: Any, name: str) -> None:
    stage = Stage(chromium, 1180, 820)
    cases.CASES[name][1](stage)
    stage.page.evaluate(RESTED)
    found = Axe().run(stage.page, options=WCAG).response["violations"]
    assert [(row["id"], [node["html"][:120] for node in row["nodes"]]) for row in found] == []
    assert stage.problems == []
    stage.context.close()


def test_the_desk_is_told_which_line_broke_and_how_to_go_on(stage: Stage) -> None:
    cases.control()(stage)
    notice = stage.page.locator("#cp-notices")
    assert notice.inner_text() == ""
    link = documents.with_link(documents.sitting())["link"]
    stage.push(f"sitting:{documents.SITTING}:secretariat", 41, {"link": link})
    stage.page.get_by_text("Mất kết nối với 4 người dự trực tuyến từ 09:40").wait_for()
    assert "có mặt 21/27 thành viên (cần ít nhất 18): có thể họp tiếp" in notice.inner_text()
    assert not Axe().run(stage.page, options={"runOnly": WCAG["runOnly"]}).response["violations"]
    stage.push(f"sitting:{documents.SITTING}:secretariat", 42, {"link": None})
    stage.page.locator("#cp-notices .notice").wait_for(state="detached")


def test_a_page_that_lost_the_server_says_so_and_stops_when_it_is_back(stage: Stage) -> None:
    cases.sitting()(stage)
    cases.lose_server(stage)
    line = stage.page.get_by_text("Mất kết nối với máy chủ từ")
    line.wait_for()
    assert "việc chưa gửi được sẽ tự gửi" in line.inner_text()
    stage.offline = False
    line.wait_for(state="detached")
    assert stage.page.locator("#net").get_attribute("data-state") == "live"
