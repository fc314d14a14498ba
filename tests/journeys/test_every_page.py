"""Every page of the product, found through its addresses: it opens, says what it is, fits and can be used by all.

A new address is visited without anybody listing it; one whose ids the demonstration can't give fails by name.
"""

import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, ROOM, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of, speak
from tools.messages import merged

# Between them they hold every role of the demonstration.
VIEWERS = (
    "operator",
    "mic-minister",
    "admin",
    "auditor",
    "prime-minister",
    "minutes-writer",
    "records-clerk",
    "script-writer",
    "minister-aide",
)
# Rows named by two ids, and addresses that aren't about an id. Each is opened from the page it belongs to.
GIVEN: dict[str, list[dict[str, Any]]] = {
    "papers:file": [],
    "papers:picture": [],
    "papers:tile": [],
    "papers:words": [],
    "papers:page_text": [],
    "realtime:snapshot": [],
    "realtime:events": [],
    "entry:link": [{"token": "nobody-made-this"}],
    "packs:standing": [{"token": "nobody-gave-this"}],
    "demo:sign_in": [{"persona": "operator"}],
}
# Ids of rows only posted to; any id shows that the address wants a POST.
POST_ONLY_IDS = (
    "row_id",
    "change_id",
    "display_id",
    "point_id",
    "draft_id",
    "upload_id",
    "day_id",
    "pass_id",
    "pack_id",
    "notice_id",
    "recording_id",
    "reader_id",
    "copy_id",
    "stub_id",
    "paper_copy_id",
    "search_id",
)
# Answered 404 until somebody has written the row they show: a note, a change to undo, a ballot, a revision, a draft,
# a recording, another version.
NEED_ROWS = {
    "annotations:note",
    "agendas:undo",
    "voting:my_ballot",
    "agendas:revision",
    "notices:follow",
    "entry:link",
    "accounts:rule_set_draft",
    "accounts:edit_rule_set_draft",
    "recordings:hear",
    "recordings:copy",
    "portal:compare",  # a second version laid: tests/journeys/test_reading_a_paper.py
    "copies:copy",
    "copies:file",
}
# Posts and names of bodies are content of the record, Vietnamese in every language.
RECORD = re.compile("(Bộ trưởng|Thủ tướng|Phó Thủ tướng|Tổng Thanh tra|Chính phủ$|Tổ công tác$)")
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def facts(house: House) -> dict[str, Any]:
    """Routes and ids, read once in the house."""
    return facts_of(house)


def fillings(route: str, names: list[str], facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The ids with which an address is tried. An id of no known kind fails the journey."""
    if route in GIVEN:
        return GIVEN[route]
    if names == ["body_id", "person_id"]:
        return [dict(zip(names, row, strict=True)) for row in facts["body_people"][:2]]
    if names == ["dossier_id", "row_id"]:
        return [dict(zip(names, row, strict=True)) for row in facts["dossier_rows"][:4]]
    known = {name: facts.get(name) for name in names}
    known |= {name: [1] for name in names if name in ("number", "user_id")}
    known |= {name: [facts["item_id"][0]] for name in names if name in POST_ONLY_IDS}
    unknown = [name for name, ids in known.items() if ids is None]
    assert not unknown, f"{route}: the demonstration knows no {unknown}; say in stage.FACTS where to find one"
    if names == ["entry_id", "sitting_id"]:
        return [{"entry_id": facts["entry_id"][1], "sitting_id": facts["sitting_id"][0]}]
    tried = [dict(zip(names, ids, strict=True)) for ids in itertools.product(*(known[n][:6] for n in names))]
    return tried[:8]


def address_of(house: House, wanted: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """The paths of routes with their ids, by the house's own resolver."""
    code = (
        "import json; from django.urls import reverse; "
        f"print(json.dumps([reverse(name, kwargs=ids) for name, ids in {wanted!r}]))"
    )
    return list(json.loads(house.tell(code).strip().splitlines()[-1]))


def look(guest: Guest, path: str) -> None:
    """What every page owes its reader."""
    page = guest.go(path)
    assert page.locator("html").get_attribute("lang") == "vi", path
    assert page.title().strip(), f"{path}: no title"
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("h1").inner_text().strip(), f"{path}: an empty heading"
    guest.axe()


def fits(page: Page, path: str) -> list[str]:
    """Where a page scrolls sideways: on the smallest phone, and with letters twice as large."""
    faults = []
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(100)
    if not page.evaluate(FITS):
        faults.append(f"{path}: wider than 320 px: {widest(page)}")
    page.set_viewport_size(DESK)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(100)
    if not page.evaluate(FITS):
        faults.append(f"{path}: at 200 % text wider than the screen: {widest(page)}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return faults


def widest(page: Page) -> list[str]:
    """The elements that stick out, named."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 4).map((e) => e.tagName + '.' + e.className)"""
    )


@pytest.mark.timeout(900)
def test_every_address_answers_and_every_page_is_fit_for_all(
    house: House, come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    guests = {name: come(name, DESK) for name in VIEWERS}
    wanted = [(route, ids) for route, names in facts["routes"] for ids in fillings(route, names, facts)]
    paths = address_of(house, wanted)
    seen: dict[str, str] = {}
    refused: dict[str, set[int]] = {}
    faults: list[str] = []
    for (route, _ids), path in zip(wanted, paths, strict=True):
        if route in seen or route == "accounts:sign_out":
            continue
        for name, guest in guests.items():
            answer = guest.context.request.get(house.base + path, max_redirects=0)
            refused.setdefault(route, set()).add(answer.status)
            if answer.status == 405 or 300 <= answer.status < 400:
                seen[route] = ""
                break
            assert answer.status < 500, f"{path} as {name}: {answer.status}"
            if answer.status == 200:
                seen[route] = name
                is_page = "text/html" in answer.headers["content-type"] and "<html" in answer.text()
                if is_page:
                    faults += visit(guest, path)
                break
    missing = {route: codes for route, codes in refused.items() if route not in seen}
    unopened = {route for route in missing if route not in NEED_ROWS}
    assert not unopened, f"nobody of {VIEWERS} could open: {unopened} ({missing})"
    assert not faults, "\n".join(faults)


def visit(guest: Guest, path: str) -> list[str]:
    """Look at one page; its faults as sentences, so that one page doesn't hide the next."""
    try:
        look(guest, path)
    except AssertionError as fault:
        return [f"{path}: {fault}", *fits(guest.page, path)]
    finally:
        guest.page.set_viewport_size(DESK)
    return fits(guest.page, path)


@pytest.mark.timeout(600)
def test_an_open_vote_is_fit_for_all_on_every_face(
    house: House, come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    stage = Stage(house, come("operator", DESK), facts)
    wall = come("", ROOM)
    code = wall.go("/display/").locator(".wall-code").inner_text()
    desk = stage.desk.go(f"/room/{stage.sitting}/displays/")
    desk.get_by_label("Mã trên màn hình").fill(code)
    desk.get_by_role("button", name="Ghép màn hình").click()
    desk.wait_for_load_state()
    stage.begin()
    stage.command("agendas.start_item", item=stage.item(1))
    watchers = [
        (come("mic-minister", TABLET), f"/sitting/{stage.sitting}/", "#overview"),
        (come("education-deputy", TABLET), f"/sitting/{stage.sitting}/", "#overview"),
        (come("operator", DESK), f"/control/{stage.sitting}/", "#cp-middle"),
        (wall, "/display/", "#wall"),
    ]
    for guest, path, place in watchers:
        expect(guest.go(path).locator(place)).to_contain_text("Nội dung 1", timeout=15_000)
    fit_in_every_theme(watchers)
    stage.command("voting.open_poll", poll=stage.poll(1))
    expect(watchers[0][0].page.locator(".vote-option")).to_have_count(3, timeout=15_000)
    expect(watchers[1][0].page.locator("#sheet")).to_contain_text("không được biểu quyết", timeout=15_000)
    expect(wall.page.locator("#wall")).to_contain_text("trên 25", timeout=15_000)
    fit_in_every_theme(watchers)


def fit_in_every_theme(watchers: list[tuple[Guest, str, str]]) -> None:
    """No violation in light or dark, and no sideways scroll on the smallest phone."""
    faults: list[str] = []
    for guest, path, place in watchers:
        size = guest.page.viewport_size
        for scheme in ("light", "dark"):
            guest.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            guest.page.wait_for_timeout(300)
            guest.axe()
        if place != "#wall":
            faults += fits(guest.page, path)
        guest.page.set_viewport_size(size or TABLET)
    assert not faults, "\n".join(faults)


@pytest.mark.timeout(400)
def test_the_main_screens_speak_english(
    house: House, come: Callable[..., Guest], facts: dict[str, Any]
) -> None:
    sitting = facts["sitting_id"][0]
    catalog, _faults = merged()
    known = {m.id for m in catalog if isinstance(m.id, str) and m.id and m.string and m.string != m.id}
    left: list[str] = []
    for persona, paths in {
        "mic-minister": ["/", f"/sitting/{sitting}/", "/search/?q=nghi", "/notices/"],
        "operator": ["/today/", "/sittings/", f"/agendas/{sitting}/", f"/control/{sitting}/", "/dossiers/"],
    }.items():
        guest = come(persona, DESK)
        speak(guest, "en")
        for path in paths:
            page = guest.go(path)
            assert page.locator("html").get_attribute("lang") == "en"
            page.wait_for_timeout(500)
            texts = page.locator("body").inner_text().splitlines()
            left += [
                f"{path}: {text.strip()}"
                for text in texts
                if text.strip() in known and not RECORD.match(text.strip())
            ]
        speak(guest, "vi")
    assert not left, "still Vietnamese: " + "; ".join(left)
