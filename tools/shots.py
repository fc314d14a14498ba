"""`make shots`: a picture of every screen in its important states, in `var/shots` with a page that shows them all.

    make shots                every picture
    make shots ONLY=vote      only those whose name contains "vote" (the sitting is played to them all the same)

The product is looked at, not this tool's idea of it: real processes, a real browser, the demonstration's own people.
"""

from __future__ import annotations

import html
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.journeys.browsers import FLAGS, Guest, arrive  # noqa: E402
from tests.journeys.house import House, load_seed, open_house  # noqa: E402
from tests.journeys.stage import Stage, facts_of, speak  # noqa: E402
from tools.shot_list import Shot  # noqa: E402
from tools.shot_states import CHAPTERS  # noqa: E402

TARGET = ROOT / "var" / "shots"
STYLE = (
    "body{font:15px/1.5 system-ui;margin:2rem;background:#f4f5f7;color:#1b2430}"
    "div{display:flex;flex-wrap:wrap;gap:1.5rem}figure{margin:0}"
    "img{max-height:420px;max-width:640px;border:1px solid #b9c1cc;background:#fff}"
)


@dataclass
class Studio:
    """The devices, one per viewer, and the pictures taken on them."""

    browser: Browser
    house: House
    stage: Stage
    devices: dict[str, Guest] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)

    def device(self, shot: Shot) -> Guest:
        """The viewer's device; an offline picture spoils its page, so each picture opens a page anew."""
        key = shot.viewer or shot.name
        if key not in self.devices:
            persona = "" if shot.viewer in ("", "wall") else shot.viewer.partition("#")[0]
            self.devices[key] = arrive(self.browser, self.house.base, persona)
            if shot.viewer == "wall":
                self._pair(self.devices[key].page)
        return self.devices[key]

    def take(self, shot: Shot, folder: Path) -> list[Path]:
        """The pictures of a shot, one per size. What fails is told, and the rest is still taken."""
        guest = self.device(shot)
        name = "sessions" if not shot.viewer else shot.viewer
        if shot.viewer and shot.language != self.languages.get(shot.viewer, "vi"):
            speak(guest, shot.language)
            self.languages[shot.viewer] = shot.language
        taken = []
        for width, height in shot.sizes:
            path = folder / f"{shot.name.replace(' ', '-').replace(',', '')}-{width}.png"
            try:
                self._take(guest, shot, (width, height), path)
            except Exception as fault:  # one picture less must not cost the others
                self.faults.append(f"{shot.name} ({name}, {width}): {str(fault).partition(chr(10))[0]}")
            taken += [path] if path.exists() else []
        self.faults += [f"{shot.name}: {fault}" for fault in guest.faults if "ERR_INTERNET" not in fault]
        guest.faults.clear()
        return taken

    def _take(self, guest: Guest, shot: Shot, size: tuple[int, int], path: Path) -> None:
        for voter in self.stage.voters:  # a device that stays silent for 12 s counts as gone
            if voter.socket is not None:
                voter.socket.send('{"verb": "ping"}')
        page = guest.page
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme="dark" if shot.theme == "dark" else "light")
        address = shot.address if isinstance(shot.address, str) else shot.address(self.stage)
        try:
            page.goto(self.house.base + address)
            page.wait_for_load_state("load")
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(900)
            if shot.do:
                shot.do(page)
                page.wait_for_timeout(400)
            if shot.meanwhile:
                shot.meanwhile(self.stage)
                page.wait_for_timeout(1500)
        finally:
            page.screenshot(path=path, full_page=shot.whole)
            guest.context.set_offline(False)

    def _pair(self, wall: Page) -> None:
        wall.goto(f"{self.house.base}/display/")
        code = wall.locator(".wall-code").inner_text()
        desk = self.stage.desk.go(f"/room/{self.stage.sitting}/displays/")
        desk.get_by_label("Mã trên màn hình").fill(code)
        desk.get_by_role("button", name="Ghép màn hình").click()
        desk.wait_for_load_state()


def index(chapters: list[tuple[str, list[tuple[Shot, list[Path]]]]], target: Path) -> None:
    """The page that shows all pictures."""
    parts = []
    for title, rows in chapters:
        figures = "".join(
            f'<figure><a href="{path.relative_to(target)}"><img src="{path.relative_to(target)}" alt=""></a>'
            f"<figcaption>{html.escape(shot.name)} · {html.escape(shot.viewer)}</figcaption></figure>"
            for shot, paths in rows
            for path in paths
        )
        parts.append(f"<h2>{html.escape(title)}</h2><div>{figures}</div>")
    page = (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>e-Cabinet</title><style>{STYLE}</style>'
    )
    (target / "index.html").write_text(page + "".join(parts), encoding="utf-8")


def take_all(studio: Studio, only: str, target: Path) -> int:
    """Play every chapter and take its pictures; how many were taken."""
    shown = []
    for number, chapter in enumerate(CHAPTERS, 1):
        chapter.play(studio.stage)
        folder = target / str(number)
        folder.mkdir(parents=True)
        rows = [(shot, studio.take(shot, folder)) for shot in chapter.shots if only in shot.name]
        shown.append((chapter.title, rows))
        print(f"· {chapter.title}: {sum(len(paths) for _shot, paths in rows)}", flush=True)
    index(shown, target)
    return sum(len(paths) for _title, rows in shown for _shot, paths in rows)


def main() -> int:
    only = " ".join(sys.argv[1:])
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        print("No Chromium here: `make services` says how to get it.", file=sys.stderr)
        return 2
    target = Path(os.environ.get("SHOTS", str(TARGET)))
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="ecabinet-shots-") as place:
        seed = Path(os.environ.get("JOURNEY_SEED") or place)
        if "JOURNEY_SEED" not in os.environ:
            load_seed(seed)
        with open_house(seed) as house, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=program, args=FLAGS)
            stage = Stage(house, arrive(browser, house.base, "operator"), facts_of(house))
            studio = Studio(browser, house, stage)
            count = take_all(studio, only, target)
            stage.leave()
            browser.close()
    print(f"{count} pictures: {target / 'index.html'}")
    for fault in studio.faults:
        print(f"fault: {fault}")
    return 1 if studio.faults else 0


if __name__ == "__main__":
    sys.exit(main())
