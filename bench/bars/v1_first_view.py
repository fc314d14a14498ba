"""V1: the first view of a heavy scan over a thin line, against that of a letter of three pages.

    python -m bench.bars.v1_first_view [--full]

Real Chromium, its cache cold in every opening, over the tests' own relay: 10 Mbit/s, 100 ms there and back, letter and
scan in turn. First view: the page is seen (its prepared picture or the page itself). Small: 60 pages, 80 MB; full: 300
pages, 400 MB. Goal: at most 1.5 times the letter's; the web process at most 100 MiB above idle (`V1-memory`).
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.lib import bar
from bench.lib.product import cookie_of
from tests.faults.lib import heavy
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.relay import Relay, relay
from tests.js.harness.stage import browser
from tools import prepare

RATE, DELAY, GOAL, MEMORY = 10_000_000 / 8, 0.05, 1.5, 100.0
PICTURE = Path("var/v1.png")
FIRST = """() => { const seen = (one) => one && one.getBoundingClientRect().top < innerHeight;
  const picture = document.querySelector(".pdf-page img.pdf-preview");
  const canvas = document.querySelector(".pdf-page > canvas");
  return (picture?.complete && picture.naturalWidth && seen(picture)) || seen(canvas) ? performance.now() : 0; }"""
SHARP = "() => document.querySelector('.pdf-page > canvas') ? performance.now() : 0"


def main() -> None:
    """Bring both papers in, open them in turn, print."""
    pages, size = (300, 400_000_000) if "--full" in sys.argv else (60, 80_000_000)
    prepare.collected()
    with (
        tempfile.TemporaryDirectory() as folder,
        installed(embedded=True, HEAVY_UPLOAD_LIMIT_MIB="2048") as house,
    ):
        papers, cookie = _papers(house, Path(folder), pages, size)
        with relay(house.port) as line, sync_playwright() as driver:
            line.rate, line.delay = RATE, DELAY
            chromium = browser(driver)
            _open(chromium, house.base, cookie, papers["letter"])  # the process has loaded what it needs
            with _watched(house) as most:
                rounds = [
                    {
                        name: _open(chromium, line.base, cookie, papers[name], line)
                        for name in sorted(papers)[::way]
                    }
                    for way in (1, -1, 1, -1, 1, -1)[: bar.rounds(2)]
                ]
            chromium.close()
    for name in papers:
        first, sharp, brought = (bar.spread([one[name][place] for one in rounds]) for place in range(3))
        print(f"V1 {name}: seen after {first} s, sharp after {sharp} s, {brought} MB over the line by then")
    met = bar.state("V1-memory", most[0], MEMORY)
    ratios = [one["scan"][0] / one["letter"][0] for one in rounds]
    print(f"V1 scan against letter, by round {bar.spread(ratios)}; {pages} pages, {size / 1e6:.0f} MB")
    bar.finish("V1", bar.median(ratios), GOAL, others=met)


def _papers(house: Installation, folder: Path, pages: int, size: int) -> tuple[dict[str, str], str]:
    """A letter and a scan, both prepared; ids, and the cookie of their reader."""
    from django.conf import settings

    from core.jobs import run_waiting
    from papers import intake, services
    from tests.factories import people
    from tests.papers import making, samples

    user = house.ask(people.user)
    samples.pdf(folder / "letter.pdf", 3)
    heavy.scan_of(folder / "scan.pdf", pages, size)
    made = {}
    for name in ("letter", "scan"):
        path = folder / f"{name}.pdf"
        examined = intake.examine(path, path.name, settings.HEAVY_UPLOAD_LIMIT_MIB)
        staged = services.keep_staged(making.deed(user), path, examined)
        made[name] = str(services.attach_upload(making.deed(user), staged).pk)
    began = time.monotonic()
    run_waiting()
    print(f"V1 prepared in {time.monotonic() - began:.0f} s")
    return made, cookie_of(user)


def _open(
    chromium: Browser, base: str, cookie: str, paper: str, line: Relay | None = None
) -> tuple[float, float, float]:
    """Seconds until the first view and until the page is sharp, and megabytes that came by then."""
    context = chromium.new_context(viewport={"width": 820, "height": 1180}, service_workers="block")
    name, _is, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": base}])
    page = context.new_page()
    before = line.brought if line else 0
    page.goto(f"{base}/paper/{paper}/", wait_until="commit")
    first = _moment(page, FIRST)
    if line and not PICTURE.exists():
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
    sharp = _moment(page, SHARP)
    came = (line.brought - before) / 1e6 if line else 0.0
    context.close()
    return first, sharp, came


def _moment(page: Any, condition: str) -> float:
    return float(page.wait_for_function(condition, timeout=120_000, polling="raf").json_value()) / 1000


@contextmanager
def _watched(house: Installation) -> Iterator[list[float]]:
    """The most memory of the web process above what it holds now, in MiB."""
    assert house.app is not None
    pid, over, most = house.app.pid, threading.Event(), [0.0]
    idle = heavy.memory_of(pid)

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], heavy.memory_of(pid) - idle)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main()
