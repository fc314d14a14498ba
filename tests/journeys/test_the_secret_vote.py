"""A secret vote in browsers: two tablets, control panel and wall, from the question to the recount.

The other 23 present members seal and send through sockets of their own. The keeper of the box is killed while the vote
is open: the desk is told what to do, and the box is opened once it is back.
"""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsers import DESK, ROOM, TABLET, Guest
from tests.journeys.house import ROOT, House
from tests.journeys.stage import Stage, facts_of
from tests.journeys.test_the_sitting import pair_the_wall, step
from voting import envelopes

LABEL = "chỉ khi người quản trị cơ sở dữ liệu và người giữ khóa hòm phiếu thông đồng mới biết ai chọn gì"
BOX = (
    "import json; from voting.models import BoxKey; key = BoxKey.objects.filter(poll__isnull=False).get(); "
    "print(json.dumps([str(key.poll_id), key.public_key, key.fingerprint]))"
)
CODE = re.compile(r"Mã xác nhận ([A-Z0-9]{4}-[A-Z0-9]{4})$")
WATCHED = {"prime.minister", "minister.g14"}


@pytest.mark.timeout(600)
def test_a_secret_vote_from_the_question_to_the_recount(
    house: House, come: Callable[..., Guest], tmp_path: Path
) -> None:
    operator = come("operator", DESK)
    stage = Stage(house, operator, facts_of(house))
    stage.go_to_the_day()
    screen = come("", ROOM)
    wall = pair_the_wall(screen, come("operator", DESK), stage.sitting)
    stage.call_the_roll()
    stage.command("meetings.open_sitting", sitting=stage.sitting)
    stage.command("agendas.start_item", item=stage.item(1))
    desk = operator.go(f"/control/{stage.sitting}/")
    presider, minister = come("prime-minister", TABLET), come("mic-minister", TABLET)
    for tablet in (presider, minister):
        tablet.go(f"/sitting/{stage.sitting}/")

    prepare_in_secret(operator)
    step(desk, "Bắt đầu biểu quyết")
    for page in (wall, desk, minister.page):
        expect(page.locator("body")).to_contain_text(LABEL, timeout=15_000)
    poll, public_key, fingerprint = json.loads(house.tell(BOX).splitlines()[-1])
    assert f"key {fingerprint} in stock" in house.log("boxes")
    for page in (desk, minister.page):
        expect(page.locator("body")).to_contain_text(f"Khóa hòm phiếu {fingerprint}")
    minister.axe()
    operator.axe()
    screen.axe()

    first = seal_on(minister.page, "Tán thành")
    minister.page.get_by_role("button", name=re.compile("^Thay đổi lựa chọn")).click()
    second = seal_on(minister.page, "Không tán thành")
    assert first != second
    minister.page.reload()
    expect(minister.page.locator(".vote-state[data-kind=recorded]")).to_contain_text(second, timeout=15_000)
    seal_on(presider.page, "Tán thành")
    others_vote(stage, poll, public_key)
    expect(wall.locator("#wall")).to_contain_text("25 trên 25", timeout=15_000)
    expect(desk.locator(".seat-voted[data-voted=true]")).to_have_count(25, timeout=15_000)
    assert "Tán thành 2" not in desk.locator("body").inner_text()

    house.stop("boxes", signal.SIGKILL)
    step(desk, "Kết thúc biểu quyết")
    expect(desk.locator(".cp-why")).to_contain_text("Đề nghị báo người giữ khóa hòm phiếu", timeout=20_000)
    expect(desk.locator("#cp-middle .cp-step .btn-big")).to_be_disabled()
    operator.axe()
    found = minister.page.locator(".vote-box[data-found=true]")
    expect(found).to_contain_text("Phiếu của đồng chí có trong hòm phiếu", timeout=5_000)
    house.start("boxes")
    expect(desk.locator(".cp-outcome")).to_contain_text("Đã thông qua: 20/27", timeout=20_000)
    expect(wall.locator("#wall")).not_to_contain_text("20/27")
    step(desk, "Công bố kết quả")
    for page in (wall, minister.page, presider.page, desk):
        expect(page.locator("body")).to_contain_text("Đã thông qua: 20/27", timeout=15_000)
    expect(wall.locator("#wall")).to_contain_text("Không hợp lệ 1")
    minister.axe()
    assert "Không tán thành" not in minister.page.locator(".vote-state").inner_text()
    assert not choices_kept(minister.page)
    count_again(operator, house, stage.sitting, tmp_path)
    nothing_of_the_choices_in(house, public_key)
    stage.leave()


def prepare_in_secret(operator: Guest) -> None:
    """Turn the prepared question into a secret vote."""
    operator.page.get_by_role("button", name="Sửa câu hỏi…").click()
    dialog = operator.page.locator("#cp-dialog")
    dialog.get_by_label("Biểu quyết kín").check()
    operator.axe()
    dialog.get_by_role("button", name="Lưu câu hỏi").click()
    expect(operator.page.locator("#cp-middle")).to_contain_text("Sẽ biểu quyết kín", timeout=15_000)


def seal_on(page: Page, words: str) -> str:
    """Choose on the sheet, see it recorded without the choice and nothing of it kept; the receipt."""
    option = page.locator(".vote-option", has_text=re.compile(f"^{words}$"))
    expect(option).to_have_attribute("aria-disabled", "false", timeout=15_000)
    option.click()
    recorded = page.locator(".vote-state[data-kind=recorded]")
    expect(recorded).to_contain_text("Đã ghi nhận lúc", timeout=15_000)
    said = recorded.inner_text()
    assert words not in said, said
    expect(page.locator(".vote-option")).to_have_count(0)
    assert not choices_kept(page)
    code = CODE.search(said.strip())
    assert code, said
    return code.group(1)


# Everything the page can find in what the browser keeps, the commands on their way included.
KEPT = """async () => {
  const opening = indexedDB.open("commands");
  await new Promise((resolve) => (opening.onsuccess = resolve));
  const rows = opening.result.transaction("rows").objectStore("rows").getAll();
  await new Promise((resolve) => (rows.onsuccess = resolve));
  opening.result.close();
  return JSON.stringify([{...sessionStorage}, {...localStorage}, rows.result]);
}"""


def choices_kept(page: Page) -> list[str]:
    """Choices in what the browser keeps."""
    kept = page.evaluate(KEPT)
    return [value for value in ("for_", "against", "abstain") if value in kept]


def others_vote(stage: Stage, poll: str, public_key: str) -> None:
    """19 for, 2 against, one abstains, one envelope holds no choice."""
    stage.cast(1, 0)  # opens the voters' sockets
    voters = [voter for voter in stage.voters if voter.username not in WATCHED]
    assert len(voters) == 23
    values = ["for_"] * 19 + ["against", "against", "abstain", "perhaps"]
    for voter, value in zip(voters, values, strict=True):
        envelope = envelopes.seal(public_key, poll, voter.person, value)
        answer = voter.ask("voting.cast_sealed", {"poll": poll, "sealed": envelope})
        assert answer["ok"]["code"] == envelopes.read(envelope).code, answer
    copied = voters[0].ask("voting.cast_sealed", {"poll": poll, "sealed": envelope})
    assert copied["error"]["code"] == "envelope_copied", copied


def count_again(operator: Guest, house: House, sitting: str, folder: Path) -> None:
    """The ledger of the desk, counted by the other program."""
    answer = operator.context.request.get(f"{house.base}/voting/sittings/{sitting}/ledger.json")
    assert answer.status == 200
    file = folder / "ledger.json"
    file.write_bytes(answer.body())
    command = [sys.executable, "-I", str(ROOT / "tools" / "recount.py"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stdout
    assert (
        "for 20 · against 3 · abstain 1 · invalid 1 · not cast 2 · of 27, 14 needed: adopted" in done.stdout
    )


def nothing_of_the_choices_in(house: House, public_key: str) -> None:
    """No choice in the logs, and the private key is gone with the announcement."""
    for name in ("web", "jobs", "boxes"):
        assert "Traceback" not in house.log(name), house.log(name)[-3000:]
        assert not re.search(r"\b(against|abstain|perhaps)\b", house.log(name))
    assert f"key {envelopes.fingerprint_of(public_key)} destroyed" in house.log("boxes")
    assert not (house.folder / "box-keys" / f"{public_key}.key").exists()
