"""What a journey saw, kept for whoever wants to look."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.browsers import TABLET


def picture(page: Page, name: str) -> None:
    """Keeps a picture where `SHOTS` says, upright and lying."""
    if not (folder := os.environ.get("SHOTS")):
        return
    page.screenshot(path=Path(folder) / f"{name}-upright.png")
    page.set_viewport_size({"width": 1180, "height": 820})
    page.screenshot(path=Path(folder) / f"{name}-lying.png")
    page.set_viewport_size(TABLET)
