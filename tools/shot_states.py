"""The rarer moments of `make shots`, between the chapters of `shot_list`: replaced, annulled, handed over, crowded."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.stage import Stage
from tools.shot_list import (
    ACROSS,
    CONTROL,
    DESK,
    DRAFT,
    NARROW,
    PHONE,
    ROOM,
    SITTING,
    UPRIGHT,
    WALL,
    Chapter,
    Shot,
    of_other,
    read,
)
from tools.shot_list import (
    CHAPTERS as MORNING,
)

PRACTICE = "thực hành"
FAULT: list[str] = []


def scene(stage: Stage, call: str) -> str:
    """Run a function of `tools.scenes` inside the house; what it printed."""
    return stage.house.manage("shell", "--no-imports", "-c", f"from tools import scenes; {call}").strip()


def newer_draft(stage: Stage) -> None:
    """The ministry has handed in version 3 of the draft of item 1; nobody has laid it before the members yet."""
    scene(stage, f"scenes.hand_in({DRAFT!r})")


def lay(stage: Stage) -> None:
    """The desk lays the newer version before the members, with a reason, and puts the vote on it."""
    page = stage.desk.go(f"/agendas/items/{stage.item(1)}/")
    page.locator('[data-opens^="replace-"]').first.click()
    dialog = page.locator("dialog[open]")
    dialog.locator('[name="reason"]').fill("Chỉnh lý theo ý kiến của Bộ Tư pháp tại phiên họp")
    dialog.locator('button[type="submit"]').click()
    page.wait_for_load_state()
    question = (
        "Thông qua dự thảo Nghị quyết của Chính phủ về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4"
    )
    stage.command(
        "voting.prepare_poll",
        item=stage.item(1),
        poll=stage.poll(1),
        question=question,
        paper=stage.paper(DRAFT),
    )
    stage.desk.go("/today/")


def annulled(stage: Stage) -> None:
    """Item 6 was voted on; the result is annulled with a reason."""
    stage.command("meetings.continue_sitting", sitting=stage.sitting)
    stage.command("agendas.start_item", item=stage.item(6))
    stage.command("voting.open_poll", poll=stage.poll(6))
    stage.cast(6, 20)
    stage.leave()
    stage.call_the_roll()
    stage.command("voting.close_poll", poll=stage.poll(6))
    stage.command("voting.announce_result", poll=stage.poll(6))
    reason = "Hai thành viên dự họp trực tuyến bị mất kết nối khi đang biểu quyết"
    stage.command("voting.annul_poll", poll=stage.poll(6), reason=reason)


def handed_over(stage: Stage) -> None:
    """The Permanent Deputy Prime Minister presides; item 6 ends."""
    stage.command("agendas.end_item", item=stage.item(6), ending="postponed")
    deputy = stage.facts["entries"][1][0]
    stage.command("meetings.hand_over_chair", sitting=stage.sitting, entry=deputy)
    stage.command("agendas.start_item", item=stage.item(7))


def crowded(stage: Stage) -> None:
    """The practice sitting: 40 items with long titles, 60 people, a rehearsal; not yet opened."""
    scene(stage, "scenes.crowd()")
    keep_fault(stage)


def rehearsal(stage: Stage) -> None:
    """It is open."""
    scene(stage, "scenes.rehearse()")


def keep_fault(stage: Stage) -> None:
    """The page of a broken server, as the product renders it."""
    code = "from django.template.loader import render_to_string as r; print(r('500.html'))"
    FAULT[:] = [stage.house.manage("shell", "--no-imports", "-c", code)]


def show_fault(page: Page) -> None:
    """Put that page where an answer would have been."""
    page.set_content(FAULT[0])
    page.wait_for_timeout(300)


REPLACED = Chapter(
    "Tài liệu được thay khi đang đọc",
    newer_draft,
    (
        Shot("paper replaced while reading", "mic-minister", SITTING, (UPRIGHT,), do=read, meanwhile=lay),
        Shot("item with the replaced paper", "operator", lambda stage: f"/agendas/items/{stage.item(1)}/"),
        Shot("notices of a change", "mic-minister", "/notices/", (UPRIGHT, PHONE)),
    ),
)
ANNULLED = Chapter(
    "Hủy kết quả biểu quyết",
    annulled,
    (
        Shot("annulled", "mic-minister", SITTING, (UPRIGHT, PHONE)),
        Shot("control, annulled", "operator", CONTROL),
        Shot("room, annulled", "wall", WALL, (ROOM,)),
    ),
)
HANDED_OVER = Chapter(
    "Giao người khác chủ trì",
    handed_over,
    (
        Shot("chair handed over", "mic-minister", SITTING, (UPRIGHT,)),
        Shot("state secret", "mic-minister", SITTING, (UPRIGHT,)),
        Shot("room, state secret", "wall", WALL, (ROOM,)),
    ),
)
OTHER = of_other(PRACTICE, "/sitting/*/")
CROWDED = Chapter(
    "40 nội dung, 60 người",
    crowded,
    (
        Shot("crowded agenda", "operator", of_other(PRACTICE, "/agendas/*/")),
        Shot("crowded roster", "operator", of_other(PRACTICE, "/sittings/*/roster/")),
        Shot("crowded home", "finance-minister", "/", (UPRIGHT, PHONE)),
        Shot("broken server", "mic-minister", "/notices/", (DESK, PHONE), do=show_fault),
    ),
)
REHEARSAL = Chapter(
    "Diễn tập, 40 nội dung, 60 người",
    rehearsal,
    (
        Shot("rehearsal", "finance-minister", OTHER, (UPRIGHT, ACROSS, PHONE, NARROW)),
        Shot("control of a rehearsal", "operator", of_other(PRACTICE, "/control/*/")),
        Shot("control of a rehearsal, dark", "operator", of_other(PRACTICE, "/control/*/"), theme="dark"),
    ),
)


CHAPTERS = (
    *MORNING[:2],
    REPLACED,
    *MORNING[2:7],
    ANNULLED,
    HANDED_OVER,
    *MORNING[7:],
    CROWDED,
    REHEARSAL,
)
