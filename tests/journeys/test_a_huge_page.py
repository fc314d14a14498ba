"""An A0 scan of one picture: read sharp on a tablet, in tiles, while the picture itself never comes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.browsers import TABLET, Guest
from tests.journeys.house import House
from tests.papers import samples

PICTURES = os.environ.get("HUGE_PICTURES", "")
LYING = {"width": 1180, "height": 820}
# A paper of the secretariat, as its own services make it; prints its id and its version's.
BRING = """
from pathlib import Path
from accounts.deeds import deed_of
from accounts.models import User
from papers.services import attach_upload, stage_upload
deed = deed_of(User.objects.get(username="operator"))
with Path(%r).open("rb") as stream:
    paper = attach_upload(deed, stage_upload(deed, stream, "Bản vẽ quy hoạch.pdf"), title="Bản vẽ quy hoạch")
print(f"paper {paper.pk} {paper.current_id}")
"""
TILES = ".pdf-server-tile"
LOADED = f"[...document.querySelectorAll('{TILES}')].filter((one) => one.complete && one.naturalWidth).length"


def picture(page: Page, name: str) -> None:
    """Keep what is seen, when somebody wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@pytest.mark.timeout(600)
def test_a_huge_page_is_sharp_where_one_looks_and_its_picture_never_comes(
    house: House, come: Callable[..., Guest], tmp_path: Path
) -> None:
    path = samples.drawing(tmp_path / "a0.pdf", heavier=12_000_000)
    assert path.stat().st_size > 9_000_000
    said = house.manage("shell", "-c", BRING % str(path))
    paper, version = next(line for line in said.splitlines() if line.startswith("paper ")).split()[1:]
    tablet = come("operator", TABLET)
    page, came = tablet.page, []

    def note(request: Request) -> None:
        if request.url.endswith("/file.pdf") and request.method == "GET":
            came.append(request.headers.get("range", ""))

    until_tiled(tablet, version)
    page.on("request", note)
    tablet.go(f"/paper/{paper}/")
    page.locator(".pdf-pages:not(.first-view) .pdf-preview").wait_for()
    page.locator(".reader-scroll").focus()
    for _step in range(8):
        page.keyboard.press("Control+=")
    page.locator(f'{TILES}[data-level="0"], {TILES}[data-level="1"]').first.wait_for()
    page.wait_for_timeout(1_500)
    assert page.evaluate(LOADED) >= 4
    assert page.locator(".pdf-page canvas").count() == 0
    tablet.axe()
    picture(page, "huge-standing")
    page.locator(".reader-bar").get_by_role("button", name="Các trang").click()
    expect(page.locator(".thumb-sheet img")).to_be_visible()
    page.set_viewport_size(LYING)
    page.wait_for_timeout(800)
    picture(page, "huge-lying")
    asked = [span.removeprefix("bytes=").split("-") for span in came if span]
    assert sum(int(last) - int(first) for first, last in asked) < path.stat().st_size / 4


def until_tiled(tablet: Guest, version: str) -> None:
    """Wait until the house has cut the page."""
    for _each in range(120):
        told = tablet.context.request.get(f"{tablet.base}/papers/{version}/contents/").json()
        if any("tiles" in size for size in told["sizes"]):
            return
        tablet.page.wait_for_timeout(500)
    raise AssertionError("the page was never cut")
