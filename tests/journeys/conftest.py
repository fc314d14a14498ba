"""One house and one browser for all journeys."""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.journeys.browsers import FLAGS, Guest, arrive
from tests.journeys.house import House, load_seed, open_house
from tests.services import RUN_FOLDER

# Which take longest, and so begin first: a run ends when its last journey does. The others come in any order.
LONGEST = (
    "test_every_page",
    "test_the_whole_sitting",
    "test_the_sitting",
    "test_the_publication",
    "test_reading_a_paper",
    "test_by_keyboard",
    "test_the_preparation",
    "test_reading_offline",
    "test_the_secretariat_papers",
    "test_the_chair",
    "test_the_room_holds",
    "test_the_secret_vote",
    "test_marking_a_paper",
)
# Two journeys share two cores with their servers and browsers: what is awaited may take its time.
expect.set_options(timeout=15_000)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest journeys first; everything else stays where it is."""
    places = {name: place for place, name in enumerate(LONGEST)}
    journeys = [place for place, item in enumerate(items) if item.path.is_relative_to(HERE)]
    ordered = sorted(
        (items[place] for place in journeys), key=lambda one: places.get(one.path.stem, len(places))
    )
    for place, item in zip(journeys, ordered, strict=True):
        items[place] = item


@pytest.fixture(scope="session")
def seed() -> Path:
    """The demonstration, loaded once per run whichever worker comes first.

    `JOURNEY_SEED` names one already loaded, to try a journey again quickly.
    """
    if ready := os.environ.get("JOURNEY_SEED"):
        return Path(ready)
    folder = Path(os.environ[RUN_FOLDER]) / "seed"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            loading = folder.with_suffix(".loading")
            loading.mkdir(exist_ok=True)
            load_seed(loading)
            loading.rename(folder)
    return folder


@pytest.fixture(scope="module")
def house(chromium_path: str, seed: Path) -> Iterator[House]:
    """The running demonstration; each module plays it from its beginning."""
    with open_house(seed) as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium_path: str, playwright_driver: Playwright) -> Iterator[Browser]:
    """Real Chromium."""
    chromium = playwright_driver.chromium.launch(executable_path=chromium_path, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="module")
def guests() -> Iterator[list[Guest]]:
    """Everybody who came; afterwards nobody may have met a fault."""
    present: list[Guest] = []
    yield present
    faults = [f"{guest.page.url}: {fault}" for guest in present for fault in guest.faults]
    for guest in present:
        guest.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def come(browser: Browser, house: House, guests: list[Guest]) -> Callable[..., Guest]:
    """`come("prime-minister")`: a device signed in as that persona."""

    def _come(persona: str = "", viewport: dict[str, int] | None = None) -> Guest:
        guest = arrive(browser, house.base, persona, viewport)
        guests.append(guest)
        return guest

    return _come
