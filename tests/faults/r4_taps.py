"""R4: taps on the control panel: a roll of 60 with 6 absent, and the most any live action takes.

    python -m tests.faults.r4_taps [--full] [--tiny] [--seed N]

The running product in a real browser of the desk's size (1366 x 650), 27 members and 33 invitees on the map. Every
trusted click is counted by the page itself. The roll is called, undone and called again; who is absent is chosen by
chance, and afterwards the record must hold exactly those. Then an item is led through, and each action counts apart.
Nothing on the map may need scrolling.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from tests.faults.lib.installation import Installation, installed, member_of
from tests.faults.lib.run import Run
from tests.js.harness.stage import browser

GOAL, LIVE_GOAL, ABSENT = 8, 2, 6
PICTURE = Path("var/r4.png")
COUNTS = "window.taps = 0; addEventListener('click', (e) => { if (e.isTrusted) window.taps += 1; }, true);"
# Does any part of the map lie outside what is seen?
HIDDEN = """() => { const box = document.getElementById("cp-seats");
  return box.scrollHeight - box.clientHeight + document.documentElement.scrollHeight - innerHeight; }"""


class Panel:
    """The desk's page with its counter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def count(self, act: Callable[[], Any]) -> int:
        """How many taps this takes."""
        before = self.page.evaluate("window.taps")
        act()
        return int(self.page.evaluate("window.taps") - before)

    def press(self, name: str) -> None:
        """Press a button of the panel once it may be pressed."""
        self.page.get_by_role("button", name=name).first.click()

    def answer(self, name: str) -> None:
        """Press a button of the dialog."""
        self.page.locator("#cp-dialog").get_by_role("button", name=name, exact=True).click()

    def seat(self, place: int) -> Any:
        """One of the 60 places of the map."""
        return self.page.locator("#cp-seats .seat").nth(place)

    def roll(self, absent: list[int], away: int) -> None:
        """Everybody present but these, and wait until the record says so."""
        self.press("Tất cả có mặt")
        for place in absent:
            self.seat(place).click()
        self.press("người có mặt")
        expect(self.page.locator('#cp-seats .seat[data-presence="absent"]')).to_have_count(away)


def main() -> None:
    """Call the roll, lead an item, print the bars."""
    run = Run("R4", "wrongly recorded", "hidden pixels")
    with installed(embedded=True, LOG_LEVEL="WARNING") as house:
        sitting, card = _scene()
        with sync_playwright() as driver:
            panel = _panel(driver, house, sitting, card)
            taps = _rolls(run, panel)
            absent = panel.page.locator('#cp-seats .seat[data-presence="absent"]')
            run.count("wrongly recorded", abs(absent.count() - ABSENT))
            run.count("hidden pixels", max(0, int(panel.page.evaluate(HIDDEN))))
            live = _live(panel)
            PICTURE.parent.mkdir(exist_ok=True)
            panel.page.screenshot(path=PICTURE)
    for name, number in sorted(live.items(), key=lambda row: -row[1]):
        run.say(f"{name}: {number}")
    run.line("live", max(live.values()), LIVE_GOAL)
    run.line("wrong", run.bad(), 0)
    run.finish(taps, GOAL)


def _scene() -> tuple[Any, Any]:
    """A called sitting of 27 members and 33 invitees who all said they would come, and the officer's card."""
    from meetings import services
    from meetings.models import RosterEntry
    from tests.factories import agendas, people, sittings

    agenda = agendas.published(sittings.called_sitting(people.government(27)), 2)
    sitting = agenda.sitting
    for number in range(33):
        guest = people.person(f"Đại biểu mời {number + 1}")
        services.add_to_roster(sittings.deed_in(sitting.body), sitting, guest, RosterEntry.Role.INVITEE)
    RosterEntry.objects.filter(sitting=sitting).update(mode="on_site")
    officer = sittings.secretary_of(sitting.body)
    return sitting, member_of(officer)


def _panel(driver: Any, house: Installation, sitting: Any, card: Any) -> Panel:
    context = browser(driver).new_context(viewport={"width": 1366, "height": 650}, locale="vi-VN")
    name, _, value = card.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": house.base}])
    page = context.new_page()
    page.add_init_script(COUNTS)
    page.goto(f"{house.base}/control/{sitting.pk}/")
    expect(page.locator("#cp-seats .seat")).to_have_count(60)
    return Panel(page)


def _rolls(run: Run, panel: Panel) -> int:
    """The most taps of a few rolls, each undone before the next."""
    most, rounds = 0, run.size(1, 3, 10)
    for number in range(rounds):
        absent = run.rng.sample(range(60), ABSENT)
        most = max(most, panel.count(lambda chosen=absent: panel.roll(chosen, ABSENT)))  # type: ignore[misc]
        for place in absent:
            run.count("wrongly recorded", panel.seat(place).get_attribute("data-presence") != "absent")
        if number < rounds - 1:
            panel.press("Hoàn tác điểm danh")
            expect(panel.page.locator('#cp-seats .seat[data-presence="absent"]')).to_have_count(60)
    return most


def _live(panel: Panel) -> dict[str, int]:
    """Taps of each live action, in the order of a sitting."""
    here = panel.page.locator('#cp-seats .seat[data-presence="on_site"]')

    def of_seat(which: Any, words: str) -> None:
        which.click()
        panel.answer(words)

    def opened() -> None:
        panel.press("Bắt đầu biểu quyết")
        panel.answer("Bắt đầu biểu quyết")

    def ended() -> None:
        panel.page.locator(".cp-step .btn-big").get_by_text("Kết luận", exact=True).click()
        panel.page.locator("#cp-resubmit").fill("2030-01-01")  # nobody voted: typed, not tapped
        panel.answer("Ghi kết luận và kết thúc nội dung")

    def set_apart() -> None:
        panel.page.locator(".cp-apart").last.click()  # of the item whose turn is still to come
        panel.answer("Thảo luận riêng")

    def recalled() -> None:
        panel.press("Thu hồi…")
        panel.page.locator("#cp-dialog").get_by_role("button", name="Thu hồi:").first.click()

    def rested() -> None:
        panel.press("Tạm nghỉ…")
        panel.answer("Tạm nghỉ")

    acts: dict[str, Callable[[], None]] = {
        "open the sitting": lambda: panel.press("Khai mạc phiên họp"),
        "start an item": lambda: panel.press("Bắt đầu nội dung 1"),
        "take an item apart": set_apart,
        "put it back": lambda: panel.press("Đưa lại"),
        "hand over the chair": lambda: panel.page.locator(".cp-chair-acts .btn").first.click(),
        "return the chair": lambda: panel.press("Trao lại chủ trì"),
        "somebody leaves": lambda: of_seat(here.last, "Đã rời phiên họp"),
        "somebody comes": lambda: of_seat(
            panel.page.locator('#cp-seats .seat[data-presence="left"]').first, "Có mặt tại phòng họp"
        ),
        "write down a speaker": lambda: of_seat(here.nth(3), "Ghi vào danh sách phát biểu"),
        "give the floor": lambda: panel.press("Mời"),
        "one minute more": lambda: panel.press("+1 phút"),
        "end the speech": lambda: panel.page.locator(".cp-speaking").get_by_text("Kết thúc").click(),
        "blank the wall": lambda: panel.press("Để trống"),
        "open the vote": opened,
        "close the vote": lambda: panel.press("Kết thúc biểu quyết"),
        "announce": lambda: panel.press("Công bố kết quả"),
        "recall a paper": recalled,
        "conclude": ended,
        "recess": rested,
        "continue": lambda: panel.press("Họp tiếp"),
        "the next item": lambda: panel.press("Nội dung tiếp theo"),
    }
    return {name: panel.count(act) for name, act in acts.items()}


if __name__ == "__main__":
    main()
