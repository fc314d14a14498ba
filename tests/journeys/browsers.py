"""People at their devices: one browser context each, signed in by one click, with the console watched."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = [
    "--headless",
    "--lang=vi-VN",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TABLET, DESK, ROOM = (
    {"width": 820, "height": 1180},
    {"width": 1366, "height": 650},
    {"width": 1920, "height": 1080},
)
# Colours are measured once nothing moves any more.
RESTED = """() => Promise.race([
    Promise.allSettled(document.getAnimations().map((one) => one.finished)),
    new Promise((done) => setTimeout(done, 2000))])"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


# A dialog that is still rising is half transparent, and so are its letters; a button that comes into use or under the
# mouse, also while axe is at work, changes its colour over some frames. What is judged is where each of them ends.
AT_REST = """async () => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
}"""
MOVING = "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1) }"


@dataclass
class Guest:
    """One device: its context and page, and what went wrong on it."""

    base: str
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a path of the house."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        return self.page

    def axe(self) -> None:
        """Assert that the page as it stands has no violation of WCAG 2.2 AA; what would fade in is there at once."""
        self.page.evaluate(AT_REST)
        results = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}})
        self.page.evaluate(MOVING)
        found = [
            f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
            for rule in results.response["violations"]
        ]
        assert not found, f"{self.page.url}: " + "\n".join(found)


def arrive(browser: Browser, base: str, persona: str = "", viewport: dict[str, int] | None = None) -> Guest:
    """A device of its own; signed in as a persona of the demonstration unless none is named."""
    context = browser.new_context(
        viewport=viewport or TABLET,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=True,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    guest = Guest(base, context, page)
    page.on("console", lambda message: _note(guest, message))
    page.on("pageerror", lambda fault: guest.faults.append(f"pageerror: {fault}"))
    page.on("request", lambda request: _only_home(guest, request))
    if persona:
        guest.go("/demo/")
        page.locator(f'form[action$="/sign-in/{persona}/"] button').first.click()
        page.wait_for_load_state()
    return guest


def _note(guest: Guest, message: Any) -> None:
    # A refused answer and a cut network are what journeys are about; the browser reports them as errors too.
    told_by_the_browser = (
        "Failed to load resource",
        "ERR_INTERNET_DISCONNECTED",
        "WebSocket connection to",  # a process that has just gone; the page dials again
    )
    if message.type == "error" and not any(words in message.text for words in told_by_the_browser):
        guest.faults.append(f"console: {message.text}")


def _only_home(guest: Guest, request: Any) -> None:
    if not request.url.startswith((guest.base, "data:", "blob:", guest.base.replace("http", "ws"))):
        guest.faults.append(f"third party: {request.url}")
