"""One house and one browser for all journeys."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsers import FLAGS, Guest, arrive
from tests.journeys.house import House, open_house


@pytest.fixture(scope="module")
def house(chromium_path: str) -> Iterator[House]:
    """The running demonstration; each module plays it from its beginning."""
    with open_house() as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Real Chromium."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=chromium_path, args=FLAGS)
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
    """`come("thu-tuong")`: a device signed in as that persona."""

    def _come(persona: str = "", viewport: dict[str, int] | None = None) -> Guest:
        guest = arrive(browser, house.base, persona, viewport)
        guests.append(guest)
        return guest

    return _come
