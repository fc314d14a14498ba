"""One house and one browser for all journeys."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.journeys.browsers import FLAGS, Guest, arrive
from tests.journeys.house import House, load_seed, open_house


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The loaded demonstration. `JOURNEY_SEED` names one already loaded, to try a journey again quickly."""
    if ready := os.environ.get("JOURNEY_SEED"):
        return Path(ready)
    folder = tmp_path_factory.mktemp("seed")
    load_seed(folder)
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
