"""What `make shots` shows: chapters in the order the sitting goes, each with the pictures of that moment.

A chapter first plays the stage to its moment, then every picture is taken on the device of its viewer. Between the
moments nothing is set up by hand: each state is reached by the commands of the screens themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.stage import Stage

UPRIGHT, ACROSS, PHONE = (820, 1180), (1180, 820), (390, 844)
DESK, ROOM = (1366, 650), (1920, 1080)
# What a desk of 1366 x 650 has left at 200 %, and the narrowest screen WCAG asks for.
ZOOMED, NARROW = (683, 325), (320, 640)
DRAFT = "Dự thảo Nghị quyết về đẩy mạnh"

Do = Callable[[Page], None]
Address = Callable[[Stage], str]


@dataclass(frozen=True)
class Shot:
    """One view; every size makes one picture. `do` acts on the page before; `whole` takes all of a long page.

    `meanwhile` is what others do while the page is looked at. A viewer "mic-minister#2" is a second device.
    """

    name: str
    viewer: str
    address: str | Address
    sizes: tuple[tuple[int, int], ...] = (DESK,)
    theme: str = ""
    do: Do | None = None
    whole: bool = False
    language: str = "vi"
    meanwhile: Callable[[Stage], None] | None = None


@dataclass(frozen=True)
class Chapter:
    """A moment: how to come to it, and what is seen then."""

    title: str
    play: Callable[[Stage], None]
    shots: tuple[Shot, ...]


def of_sitting(pattern: str) -> Address:
    """An address with the id of the sitting in place of `*`."""
    return lambda stage: pattern.replace("*", stage.sitting)


def of_other(words: str, pattern: str) -> Address:
    """The same for another sitting of the demonstration."""
    return lambda stage: pattern.replace("*", stage.other(words))


def of_item(number: int) -> Address:
    """The desk's page of an item."""
    return lambda stage: f"/agendas/items/{stage.item(number)}/"


def of_paper(title: str) -> Address:
    """The reader on the first paper with this title."""
    return lambda stage: f"/paper/{stage.paper(title)}/"


def large(page: Page) -> None:
    """The largest letters of a person."""
    page.evaluate("document.documentElement.dataset.step = '3'")


def warm(page: Page) -> None:
    """The warm, dim light; with a paper open where there is one."""
    page.evaluate("document.documentElement.dataset.theme = 'warm'")


def press(name: str) -> Do:
    """Press the first button whose name begins so."""
    return lambda page: page.locator("button:visible", has_text=name).first.click()


def menu(page: Page) -> None:
    """Open the settings."""
    page.locator('[data-opens="settings"]').first.click()


def read(page: Page) -> None:
    """Open the draft of item 1 beside the rail and wait for its text."""
    page.locator("button:visible", has_text=DRAFT).first.click()
    page.locator("#reader .textLayer span").first.wait_for(state="attached", timeout=20_000)


def wait_for_text(page: Page) -> None:
    """The reader has drawn its first page."""
    page.locator(".textLayer span").first.wait_for(state="attached", timeout=20_000)


def note(page: Page) -> None:
    """Write a private note beside the paper."""
    read(page)
    page.get_by_role("button", name="Ghi chú riêng").first.click()
    page.locator("#note textarea").fill("Đề nghị làm rõ lộ trình năm 2021 và nguồn kinh phí.")
    page.wait_for_timeout(1200)


def choose(page: Page) -> None:
    """Vote for, and see it recorded."""
    page.wait_for_timeout(1200)
    page.locator(".vote-option").first.click()
    page.locator(".vote-state[data-kind=recorded]").wait_for()


def cut(page: Page) -> None:
    """Lose the network."""
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    page.wait_for_timeout(1500)


def cut_and_choose(page: Page) -> None:
    """Vote without a network."""
    cut(page)
    page.locator(".vote-option").first.click()
    page.wait_for_timeout(1500)


def lie(page: Page) -> None:
    """Begin a dossier and hand in a text that calls itself a PDF."""
    page.get_by_role("link", name="Lập hồ sơ trình").first.click()
    page.locator('[name="title"]').fill("Đề án thử nghiệm cơ chế một cửa liên thông")
    page.locator('main form button[type="submit"]').last.click()
    page.wait_for_load_state()
    file = {"name": "Tờ trình.pdf", "mimeType": "application/pdf", "buffer": "Không phải PDF".encode()}
    page.locator('input[type="file"]').first.set_input_files(file)  # type: ignore[arg-type]
    page.wait_for_timeout(1500)


def ready(stage: Stage) -> None:
    """The demonstration as it is loaded."""


def opened(stage: Stage) -> None:
    """The sitting is open, item 1 is discussed, two ask to speak."""
    stage.begin()
    stage.command("agendas.start_item", item=stage.item(1))
    for entry in stage.facts["entries"][9:12]:
        stage.command("room.ask_to_speak", sitting=stage.sitting, entry=entry[0])


def voting(stage: Stage) -> None:
    """The vote on item 1 is open, ten have voted."""
    stage.command("voting.open_poll", poll=stage.poll(1))
    stage.cast(1, 10)
    stage.call_the_roll()


def voted(stage: Stage) -> None:
    """Closed, not yet announced."""
    stage.cast(1, 25)
    stage.command("voting.close_poll", poll=stage.poll(1))


def announced(stage: Stage) -> None:
    """The result is out."""
    stage.command("voting.announce_result", poll=stage.poll(1))


def concluded(stage: Stage) -> None:
    """Item 1 ended; item 4 is voted on and fails; then the recess."""
    stage.command("agendas.end_item", item=stage.item(1), ending="adopted_by_vote")
    stage.command("agendas.start_item", item=stage.item(4))
    stage.command("voting.open_poll", poll=stage.poll(4))
    stage.cast(4, 25, against=13)
    stage.leave()
    stage.call_the_roll()
    stage.command("voting.close_poll", poll=stage.poll(4))
    stage.command("voting.announce_result", poll=stage.poll(4))


def resting(stage: Stage) -> None:
    """A recess until half past ten."""
    stage.command("agendas.end_item", item=stage.item(4), ending="not_adopted", resubmit_on="2020-10-30")
    stage.command("meetings.suspend_sitting", sitting=stage.sitting, continues_at="2020-10-02T10:30")


def closed(stage: Stage) -> None:
    """Item 7, called in `shot_states`, and the other items end; the sitting is closed."""
    stage.command("agendas.end_item", item=stage.item(7), ending="opinions_given")
    for number in (2, 3, 5, 8, 9):
        stage.command("agendas.start_item", item=stage.item(number))
        stage.command("agendas.end_item", item=stage.item(number), ending="opinions_given")
    stage.command("meetings.close_sitting", sitting=stage.sitting)


HOME, SITTING = "/", of_sitting("/sitting/*/")
CONTROL, WALL = of_sitting("/control/*/"), "/display/"
LAST_YEAR = "tháng 7 năm 2019"

CHAPTERS = (
    Chapter(
        "Trước phiên họp",
        ready,
        (
            Shot("one-click sign-ins", "", "/demo/", (DESK, PHONE), whole=True),
            Shot("sign-in", "", "/account/sign-in/", (DESK, PHONE)),
            Shot("home of a member", "mic-minister", HOME, (UPRIGHT, ACROSS, PHONE), whole=True),
            Shot("home, dark", "mic-minister", HOME, (UPRIGHT,), theme="dark"),
            Shot("home, offline", "mic-minister", HOME, (UPRIGHT, PHONE), do=cut),
            Shot("home, largest letters", "mic-minister", HOME, (UPRIGHT, NARROW), do=large),
            Shot("home of an auditor", "auditor", HOME),
            Shot("home of an invitee", "binh-phuoc", HOME, (UPRIGHT,)),
            Shot("settings", "mic-minister", HOME, (UPRIGHT,), do=menu),
            Shot("notices", "mic-minister", "/notices/", (UPRIGHT, DESK), whole=True),
            Shot("sitting before the start", "mic-minister", SITTING, (UPRIGHT, ACROSS, PHONE)),
            Shot(
                "reply to the invitation", "mic-minister", of_sitting("/sittings/*/reply/"), (UPRIGHT, PHONE)
            ),
            Shot("reader", "mic-minister", of_paper(DRAFT), (UPRIGHT, ACROSS, PHONE), do=wait_for_text),
            Shot("today", "operator", "/today/", whole=True),
            Shot("today of a clerk", "records-clerk", "/today/"),
            Shot("today, dark", "operator", "/today/", theme="dark"),
            Shot("today at 200 %", "operator", "/today/", (ZOOMED, NARROW)),
            Shot("sittings", "operator", "/sittings/", whole=True),
            Shot("sitting details", "operator", of_sitting("/sittings/*/details/"), whole=True),
            Shot("roster", "operator", of_sitting("/sittings/*/roster/"), whole=True),
            Shot("invitations", "operator", of_sitting("/sittings/*/invitations/"), whole=True),
            Shot("agenda", "operator", of_sitting("/agendas/*/"), whole=True),
            Shot("agenda of the practice sitting", "operator", of_other("thực hành", "/agendas/*/")),
            Shot("agenda item", "operator", of_item(1), whole=True),
            Shot("chair's script", "script-writer", of_sitting("/agendas/*/scripts/"), whole=True),
            Shot("screens of the room", "operator", of_sitting("/room/*/displays/")),
            Shot("control before the start", "operator", CONTROL),
            Shot("file refused", "operator", "/dossiers/", do=lie),
            Shot("dossiers", "operator", "/dossiers/", whole=True),
            Shot("bodies", "admin", "/account/bodies/", whole=True),
            Shot("record", "auditor", "/record/"),
            Shot("search", "mic-minister", "/search/?q=nghi+quyet", (UPRIGHT,), whole=True),
            Shot("search, before anything is typed", "mic-minister", "/search/", (UPRIGHT, PHONE)),
            Shot("search, a number meant", "mic-minister", "/search/?q=118+ttr+btttt", (UPRIGHT, ACROSS)),
            Shot("search, nothing found", "mic-minister", "/search/?q=khongcogi", (UPRIGHT, PHONE)),
            Shot("minutes, approved", "minutes-writer", of_other(LAST_YEAR, "/minutes/*/"), whole=True),
            Shot("past sitting", "mic-minister", of_other(LAST_YEAR, "/sitting/*/"), (UPRIGHT,)),
            Shot(
                "not found", "mic-minister", "/sitting/00000000-0000-0000-0000-000000000000/", (DESK, PHONE)
            ),
            Shot("not allowed", "mic-minister", "/record/", (DESK,)),
            Shot("room before the start", "wall", WALL, (ROOM,)),
            Shot("a screen not yet paired", "", WALL, (ROOM,)),
        ),
    ),
    Chapter(
        "Đang thảo luận",
        opened,
        (
            Shot("home, open", "mic-minister", HOME, (UPRIGHT, PHONE)),
            Shot("sitting", "mic-minister", SITTING, (UPRIGHT, ACROSS, PHONE)),
            Shot("sitting, reading", "mic-minister", SITTING, (UPRIGHT, ACROSS, PHONE), do=read),
            Shot("sitting, note", "mic-minister", SITTING, (UPRIGHT, ACROSS), do=note),
            Shot("sitting, dark", "mic-minister", SITTING, (UPRIGHT,), theme="dark", do=read),
            Shot("sitting of the presider", "prime-minister", SITTING, (UPRIGHT, ACROSS)),
            Shot("sitting of the substitute", "education-deputy", SITTING, (UPRIGHT,)),
            Shot("sitting of an invitee", "binh-phuoc", SITTING, (UPRIGHT,)),
            Shot("sitting, offline", "mic-minister", SITTING, (UPRIGHT, PHONE), do=cut),
            Shot("control", "operator", CONTROL),
            Shot("control, dark", "operator", CONTROL, theme="dark"),
            Shot("control at 200 %", "operator", CONTROL, (ZOOMED,), whole=True),
            Shot("sitting, warm", "mic-minister", SITTING, (UPRIGHT,), do=warm),
            Shot("sitting, largest letters", "mic-minister", SITTING, (UPRIGHT, NARROW), do=large),
            Shot("control, roll call", "operator", CONTROL, do=press("Điểm danh")),
            Shot("control, English", "operator", CONTROL, language="en"),
            Shot("room, discussion", "wall", WALL, (ROOM,)),
        ),
    ),
    Chapter(
        "Đang biểu quyết",
        voting,
        (
            Shot("vote", "mic-minister", SITTING, (UPRIGHT, ACROSS, PHONE)),
            Shot("vote, dark", "mic-minister", SITTING, (UPRIGHT,), theme="dark"),
            Shot("vote, English", "mic-minister", SITTING, (UPRIGHT,), language="en"),
            Shot("vote, narrow", "mic-minister", SITTING, (NARROW,)),
            Shot("vote, largest letters", "mic-minister", SITTING, (UPRIGHT, PHONE), do=large),
            Shot("vote seen by the substitute", "education-deputy", SITTING, (UPRIGHT,)),
            Shot("vote seen by the aide", "minister-aide", SITTING, (UPRIGHT,)),
            Shot("vote seen by an invitee", "binh-phuoc", SITTING, (UPRIGHT,)),
            Shot("vote without a network", "finance-minister", SITTING, (UPRIGHT,), do=cut_and_choose),
            Shot("vote recorded", "mic-minister", SITTING, (UPRIGHT,), do=choose),
            Shot("vote recorded, again", "mic-minister", SITTING, (ACROSS, PHONE)),
            Shot("vote recorded, second device", "mic-minister#2", SITTING, (UPRIGHT,)),
            Shot("control, voting", "operator", CONTROL),
            Shot("room, voting", "wall", WALL, (ROOM,)),
            Shot("room, link lost", "wall", WALL, (ROOM,), do=cut),
        ),
    ),
    Chapter(
        "Đã kết thúc biểu quyết",
        voted,
        (
            Shot("closed", "mic-minister", SITTING, (UPRIGHT,)),
            Shot("control, closed", "operator", CONTROL),
            Shot("room, closed", "wall", WALL, (ROOM,)),
        ),
    ),
    Chapter(
        "Đã công bố kết quả",
        announced,
        (
            Shot("result", "mic-minister", SITTING, (UPRIGHT, ACROSS, PHONE)),
            Shot("control, result", "operator", CONTROL),
            Shot("control, conclusion", "operator", CONTROL, do=press("Kết luận")),
            Shot("room, result", "wall", WALL, (ROOM,)),
        ),
    ),
    Chapter(
        "Không được thông qua",
        concluded,
        (
            Shot("not adopted", "mic-minister", SITTING, (UPRIGHT,)),
            Shot("an invitee while another item is on", "binh-phuoc", SITTING, (UPRIGHT,)),
            Shot("control, not adopted", "operator", CONTROL),
            Shot("room, not adopted", "wall", WALL, (ROOM,)),
        ),
    ),
    Chapter(
        "Tạm nghỉ",
        resting,
        (
            Shot("recess", "mic-minister", SITTING, (UPRIGHT,)),
            Shot("control, recess", "operator", CONTROL),
            Shot("room, recess", "wall", WALL, (ROOM,)),
        ),
    ),
    Chapter(
        "Đã bế mạc",
        closed,
        (
            Shot("sitting, closed", "mic-minister", SITTING, (UPRIGHT,)),
            Shot("control, after", "operator", CONTROL),
            Shot("room, after", "wall", WALL, (ROOM,)),
            Shot("minutes, draft", "minutes-writer", of_sitting("/minutes/*/"), whole=True),
        ),
    ),
)
