"""C2: the network is back, and soon every screen shows what is so: p95 within 2 s, p99 within 5 s.

    python -m tests.faults.c2_back [--full] [--seed N]

Tablets that run the product's client code and one page in a real browser follow a sitting through a relay of ours. Cut
after cut the connections are reset and refused, or everything is swallowed without a word, for one to nine seconds;
meanwhile the sitting is suspended or continued. From the return of the network it is timed when each screen shows the
state of the sitting and says that it is connected. Size P: 20 cuts, F: 100.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.faults.lib.installation import Installation, installed, member_of
from tests.faults.lib.relay import Relay, relay
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets
from tests.js.harness.stage import browser

SCREENS, P95, P99, MOST = 9, 2.0, 5.0, 30.0
# The browser's driver keeps a loop in the main thread; the product's own code runs beside it.
HANDS = ThreadPoolExecutor(1)
# Is the notice of the recess there, as it should be, and is the page connected?
SHOWS = """wanted => document.documentElement.dataset.net === "live"
  && document.getElementById("notices").textContent.includes("Tạm nghỉ") === wanted"""


def main() -> None:
    """Cut, change, let back, time."""
    run = Run("C2")
    took: list[float] = []
    seen_by_browser: list[float] = []
    with (
        installed(LOG_LEVEL="WARNING") as house,
        relay(house.port) as way,
        Tablets() as tablets,
        sync_playwright() as driver,
    ):
        sitting, page = _open(house, way, tablets, driver)
        for number in range(run.size(2, 20, 100)):
            is_suspended = number % 2 == 0
            back = _cut(run, house, way, sitting, is_suspended)
            seconds, in_browser = _times(tablets, page, sitting, is_suspended, back)
            run.count("screens", len(seconds) + 1)
            run.count("never right", sum(one >= MOST for one in [*seconds, in_browser]))
            took += [*seconds, in_browser]
            seen_by_browser.append(in_browser)
            time.sleep(run.rng.uniform(0.5, 3))
    took.sort()
    p95, p99 = took[int(len(took) * 0.95)], took[min(int(len(took) * 0.99), len(took) - 1)]
    run.say(f"the browser's page: {run.spread(seen_by_browser)} s; slowest screen {took[-1]:.2f} s")
    run.line("p99", p99, P99)
    run.finish(p95, P95)


def _apart(act: Callable[[], Any]) -> Any:
    return HANDS.submit(act).result(60)


def _open(house: Installation, way: Relay, tablets: Tablets, driver: Any) -> tuple[Any, Page]:
    """An open sitting with nine tablets and one page in Chromium, all through the relay."""
    from tests.factories import polls

    sitting = _apart(lambda: polls.sitting_with_item(members=SCREENS + 1).agenda.sitting)
    users = _apart(lambda: polls.people.members_of(sitting.body))
    cards = _apart(lambda: [member_of(user, sitting.stream("members")) for user in users])
    for place, card in enumerate(cards[:SCREENS]):
        tablets.open(f"m{place}", way.base, card)
    tablets.wait_live(60)
    context = browser(driver).new_context(viewport={"width": 820, "height": 1180}, locale="vi-VN")
    name, _, value = cards[SCREENS].cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": way.base}])
    page = context.new_page()
    page.goto(f"{way.base}/sitting/{sitting.pk}/")
    page.wait_for_function(SHOWS, arg=False)
    return sitting, page


def _cut(run: Run, house: Installation, way: Relay, sitting: Any, is_suspended: bool) -> float:
    """The network goes, something happens, the network is back; that moment."""
    from meetings import services
    from tests.factories import polls

    is_silent = run.rng.random() < 0.5
    if is_silent:
        way.stall()
    else:
        way.is_down = True
        way.cut()
    run.count("swallowed" if is_silent else "reset")
    step = services.suspend_sitting if is_suspended else services.continue_sitting
    _apart(lambda: house.ask(lambda: step(polls.secretary(sitting), sitting)))
    time.sleep(run.rng.uniform(1, 9))
    way.is_down = False
    way.flow()
    return time.monotonic()


def _times(
    tablets: Tablets, page: Page, sitting: Any, is_suspended: bool, back: float
) -> tuple[list[float], float]:
    """Seconds from the return until each tablet, and the browser's page, showed the state of the sitting."""
    state, stream = ("suspended" if is_suspended else "open"), sitting.stream("members")
    right: dict[str, float] = {}
    in_browser = MOST
    while time.monotonic() - back < MOST and (len(right) < SCREENS or in_browser == MOST):
        for who, seen in tablets.look(docs=True).items():
            if seen.net == "live" and seen.docs[stream]["sitting"]["state"] == state:
                right.setdefault(who, time.monotonic() - back)
        if in_browser == MOST and page.evaluate(SHOWS, is_suspended):
            in_browser = time.monotonic() - back
        time.sleep(0.02)
    return [right.get(f"m{place}", MOST) for place in range(SCREENS)], in_browser


if __name__ == "__main__":
    main()
