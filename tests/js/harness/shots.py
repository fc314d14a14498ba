"""Pictures of the live screens with made-up documents: `python -m tests.js.harness.shots <folder> [name part]`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.js.harness import cases
from tests.js.harness.stage import Stage, browser, set_up

SIZES = {
    "portrait": (820, 1180),
    "landscape": (1180, 820),
    "phone": (390, 844),
    "narrow": (320, 640),
    "desk": (1366, 650),
    "low": (1280, 800),
    "tall": (834, 1194),
    "room": (1920, 1080),
}


def take(folder: Path, wanted: str) -> int:
    """Takes every case at its sizes, prints what the browser and axe complain about, counts it."""
    set_up()
    troubles = 0
    with sync_playwright() as driver:
        chromium = browser(driver)
        for name, (sizes, build) in cases.CASES.items():
            for size in sizes:
                if wanted in f"{name}-{size}":
                    troubles += one(chromium, folder, name, size, build)
        chromium.close()
    return troubles


def one(chromium: Any, folder: Path, name: str, size: str, build: Callable[[Stage], None]) -> int:
    """One picture; returns the number of complaints."""
    stage = Stage(chromium, *SIZES[size])
    build(stage)
    stage.page.wait_for_timeout(300)
    stage.page.screenshot(path=str(folder / f"{name}-{size}.png"))
    found = Axe().run(
        stage.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    )
    overflow = stage.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    lines = [
        f"axe {row['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for row in found.response["violations"]
        for node in row["nodes"][:3]
    ]
    lines += [f"console {text[:600]}" for text in stage.problems] + (
        ["wider than the screen"] if overflow else []
    )
    print(f"{name}-{size}", *lines, sep="\n   ")  # noqa: T201
    stage.context.close()
    return len(lines)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    sys.exit(1 if take(target, sys.argv[2] if len(sys.argv) > 2 else "") else 0)
