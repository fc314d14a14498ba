"""A scan comes in: the desk sees that it can't be searched, presses once, and its words are found over the picture."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from papers import recognition
from tests.journeys.browsers import DESK, TABLET, Guest
from tests.journeys.house import House
from tests.papers import samples

PICTURES = os.environ.get("SCAN_PICTURES", "")
LYING = {"width": 1180, "height": 820}
TEXTS = [
    ["Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;"],
    ["Điều 1. Thành lập trường mẫu giáo vùng cao biên giới."],
]
# A dossier of the secretariat with one scan, as its own services make it; prints its id and the paper's.
BRING = """
from pathlib import Path
from accounts.deeds import deed_of
from accounts.models import User
from dossiers import services
from dossiers.models import Dossier
from papers.services import stage_upload
old = Dossier.objects.order_by("created_at").first()
deed = deed_of(User.objects.get(username="operator"), old.body)
dossier = services.create_dossier(
    deed, old.body, old.organisation, title="Hồ sơ bản quét", is_entered_by_secretariat=True
)
with Path(%r).open("rb") as stream:
    row = services.add_paper(deed, dossier, stage_upload(deed, stream, "Nghị quyết quét.pdf"))
print(f"ids {dossier.pk} {row.paper_id}")
"""


def picture(guest: Guest, name: str) -> None:
    """Keep what is seen, when somebody wants to look."""
    if PICTURES:
        guest.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@pytest.mark.timeout(600)
@pytest.mark.skipif(recognition.tesseract() is None, reason="Tesseract with Vietnamese is not installed")
def test_a_scan_is_recognised_in_one_press_and_found_over_its_picture(
    house: House, come: Callable[..., Guest], tmp_path: Path
) -> None:
    samples.scan(tmp_path / "scan.pdf", TEXTS)
    said = house.manage("shell", "-c", BRING % str(tmp_path / "scan.pdf"))
    dossier, paper = next(line for line in said.splitlines() if line.startswith("ids ")).split()[1:]
    desk = come("operator", DESK)
    page = desk.go(f"/dossiers/{dossier}/")
    expect(page.get_by_text("2 trang là ảnh quét, chưa tìm kiếm được")).to_be_visible(timeout=60_000)
    desk.axe()
    picture(desk, "desk-scan")
    page.get_by_role("button", name="Nhận dạng chữ").click()
    expect(page.get_by_text("2 trang là văn bản nhận dạng, có thể sai")).to_be_visible(timeout=90_000)
    desk.axe()
    picture(desk, "desk-recognised")
    desk.go("/search/?q=truong+mau+giao+vung+cao")
    expect(page.locator(".search-hit", has_text="văn bản nhận dạng, có thể sai")).to_be_visible()
    picture(desk, "search")
    tablet = come("operator", TABLET)
    page = tablet.go("/search/?q=thanh+lap+truong+mau+giao+vung+cao")
    page.locator(".search-hit", has_text="văn bản nhận dạng, có thể sai").locator("h3 a").click()
    page.wait_for_url(f"**/paper/{paper}/**#page=2*")
    expect(page.locator(".find-steps [role=status]")).to_have_text("Chỗ 1 trên 1")
    expect(page.locator(".hits mark")).to_have_text("Thành lập trường mẫu giáo vùng cao")
    tablet.axe()
    picture(tablet, "hit-standing")
    page = tablet.go(f"/paper/{paper}/")
    expect(page.locator(".reader-line[data-scans]")).to_have_text("2 trang là văn bản nhận dạng, có thể sai")
    page.locator(".reader-bar").get_by_role("button", name="Tìm trong tài liệu").click()
    page.locator("#find-words").fill("truong mau giao")
    page.keyboard.press("Enter")
    expect(page.locator(".hits li")).to_have_count(1)
    expect(page.locator(".hits mark")).to_have_text("trường mẫu giáo")
    tablet.axe()
    picture(tablet, "reader-standing")
    page.set_viewport_size(LYING)
    page.wait_for_timeout(500)
    picture(tablet, "reader-lying")
