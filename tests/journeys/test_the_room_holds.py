"""A vote while everything breaks, on PostgreSQL and Redis: Redis dies, the database is killed, a release goes out.

The presider, a minister and a remote minister vote in browsers, each in the middle of another fault; the control
panel and the wall look on. Nobody presses twice, nobody loads a page anew, and every vote counts once.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsers import DESK, ROOM, TABLET, Guest
from tests.journeys.house import House
from tests.journeys.stage import Stage, facts_of
from tests.services import missing
from tools import services

COUNT = (
    "import json; from voting.models import Ballot; rows = Ballot.objects.filter(poll=%r); "
    "print(json.dumps([rows.count(), rows.values('elector').distinct().count()]))"
)
RECORDED = ".vote-state[data-kind=recorded]"
UNTIL_BACK = 40_000


@dataclass
class Served:
    """The house on its services."""

    house: House
    postgres: services.Engine
    redis: services.Engine


@pytest.fixture(scope="module")
def served(chromium_path: str) -> Iterator[Served]:
    """The demonstration on a durable PostgreSQL and a Redis, both of which can be killed."""
    with ExitStack() as stack:
        try:
            postgres = stack.enter_context(services.postgres_engine(durable=True))
            redis = stack.enter_context(services.redis_engine())
        except services.ServiceMissing as lack:
            missing(str(lack))
        folder = Path(tempfile.mkdtemp(prefix="ecabinet-journey-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        (folder / "mail").mkdir()
        house = House(folder, DATABASE_URL=postgres.url, REDIS_URL=redis.url, SHARE_PORT="1")
        for command in (["collectstatic", "--noinput", "-v0"], ["migrate", "-v0"], ["demo_data"]):
            house.manage(*command)
        try:
            house.start("web")
            house.start("jobs")
            yield Served(house, postgres, redis)
        finally:
            house.close()


@pytest.fixture(scope="module")
def house(served: Served) -> House:
    """The house of this journey; guests come to it."""
    return served.house


@pytest.mark.timeout(600)
def test_a_vote_goes_on_through_a_dead_redis_a_killed_database_and_a_release(
    served: Served, come: Callable[..., Guest]
) -> None:
    house = served.house
    stage = Stage(house, come("operator", DESK), facts_of(house))
    stage.begin()
    stage.command("agendas.start_item", item=stage.item(1))
    tablet = f"/sitting/{stage.sitting}/"
    presider, minister, remote = (
        come(one, TABLET).go(tablet) for one in ("prime-minister", "mic-minister", "deputy-foreign")
    )
    desk = stage.desk.go(f"/control/{stage.sitting}/")
    wall = on_the_wall(come("", ROOM), come("operator", DESK), stage.sitting)
    stage.command("voting.open_poll", poll=stage.poll(1))
    for page in (presider, minister, remote):
        expect(option(page)).to_have_attribute("aria-disabled", "false")
    stage.cast(1, 2)
    expect(wall.locator("#wall")).to_contain_text("2 trên 25")

    served.redis.kill()
    option(presider).click()
    expect(presider.locator(RECORDED)).to_contain_text("Tán thành", timeout=UNTIL_BACK)
    expect(wall.locator("#wall")).to_contain_text("3 trên 25", timeout=UNTIL_BACK)
    served.redis.start()

    served.postgres.kill()
    option(minister).click()
    expect(minister.locator(".vote-state")).to_contain_text("chưa được ghi nhận")
    expect(minister.locator(RECORDED)).to_have_count(0)
    served.postgres.start()
    expect(minister.locator(RECORDED)).to_contain_text("Tán thành", timeout=UNTIL_BACK)
    expect(wall.locator("#wall")).to_contain_text("4 trên 25", timeout=UNTIL_BACK)

    stage.leave()
    assert house.deploy() == 0
    option(remote).click()
    expect(remote.locator(RECORDED)).to_contain_text("Tán thành", timeout=UNTIL_BACK)
    for page in (desk, wall):
        expect(page.locator("body")).to_contain_text(re.compile("5\\s*(trên|/)\\s*25"), timeout=UNTIL_BACK)
    for page in (presider, minister, remote, desk):
        expect(page.locator("#net")).to_have_attribute("data-state", "live", timeout=UNTIL_BACK)

    stage.command("voting.close_poll", poll=stage.poll(1))
    stage.command("voting.announce_result", poll=stage.poll(1))
    for page in (presider, minister, remote, desk, wall):
        expect(page.locator("body")).to_contain_text("Không được thông qua: 5/27", timeout=UNTIL_BACK)
    told = house.manage("shell", "--no-imports", "-c", COUNT % stage.poll(1)).strip().splitlines()[-1]
    assert told == "[5, 5]"


def option(page: Page) -> Locator:
    """“Tán thành” on the sheet."""
    return page.locator(".vote-option", has_text=re.compile("^Tán thành$"))


def on_the_wall(screen: Guest, operator: Guest, sitting: str) -> Page:
    """The wall, paired to the sitting."""
    wall = screen.go("/display/")
    code = wall.locator(".wall-code").inner_text()
    page = operator.go(f"/room/{sitting}/displays/")
    page.get_by_label("Mã trên màn hình").fill(code)
    page.get_by_role("button", name="Ghép màn hình").click()
    page.wait_for_load_state()
    return wall
