"""Shows the real templates and bundles in Chromium with made-up documents; requests never leave the browser."""

import base64
import json
import mimetypes
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import django
from django.conf import settings
from playwright.sync_api import Browser, Page, Playwright, Route, WebSocketRoute

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = "http://harness.test"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The policy of the product: what works here works there.
PIXEL = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws:; worker-src 'self' blob:; object-src 'none'; frame-ancestors 'none'"
)


def set_up() -> None:
    """Enough of Django to render templates: no database, no apps of ours."""
    if settings.configured:
        return
    settings.configure(
        SECRET_KEY="harness",
        USE_I18N=True,
        LANGUAGE_CODE="vi",
        USE_TZ=True,
        TIME_ZONE="Asia/Ho_Chi_Minh",
        STATIC_URL="/static/",
        INSTALLED_APPS=["django.contrib.staticfiles", "django.contrib.messages", "django_htmx"],
        ROOT_URLCONF="tests.js.harness.urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [ROOT / "templates"],
                "APP_DIRS": True,
            }
        ],
    )
    django.setup()


class Stage:
    """One browser page that gets a template, a context and a server made of two functions."""

    def __init__(self, browser: Browser, width: int, height: int, *, touch: bool = False) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=touch,
            device_scale_factor=1,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.socket: WebSocketRoute | None = None
        self.answers: dict[str, Any] = {}
        self.heard: list[dict[str, Any]] = []
        self.offline = False
        self.page.on("pageerror", lambda error: self.problems.append(f"{error}\n{error.stack or ''}"))
        self.page.on(
            "console",
            lambda line: self.problems.append(line.text) if line.type in ("error", "warning") else None,
        )
        self.page.route("**/*", self._serve)
        self.page.route_web_socket(re.compile(r"/ws/(\?|$)"), self._accept)

    def show(self, template: Any, context: dict[str, Any], path: str = "/page/") -> Page:
        """Renders the template and opens it; the body stands in `self.html`."""
        from django.template.loader import render_to_string

        made = render_to_string(template, context) if isinstance(template, str) else template.render(context)
        self.html = made
        self.path = path
        self.page.goto(ADDRESS + path)
        self.page.wait_for_timeout(400)
        return self.page

    def push(self, stream: str, n: int, patch: dict[str, Any]) -> None:
        """Sends one event as the server would."""
        assert self.socket is not None
        self.socket.send(
            json.dumps({"s": stream, "n": n, "t": "test", "b": patch, "at": "2020-10-02T09:41:00+07:00"})
        )

    def _accept(self, socket: WebSocketRoute) -> None:
        if self.offline:
            socket.close()
            return
        self.socket = socket

        def hear(text: str | bytes) -> None:
            message = json.loads(text)
            self.heard.append(message)
            answer = self.answers.get(message["verb"], {"ok": {}})
            if answer is not None:
                socket.send(json.dumps({"re": message["id"], **answer}))

        socket.on_message(hear)

    def _serve(self, route: Route) -> None:
        path = unquote(urlparse(route.request.url).path)
        if path == self.path:
            return route.fulfill(
                body=self.html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY},
            )
        if self.offline and not path.startswith("/static/"):
            return route.abort()
        if route.request.method == "POST":  # "opened" and its like: the product answers them without a word
            return route.fulfill(status=204, body="")
        if path.endswith("/file.pdf"):
            return route.fulfill(body=sample_pdf(), content_type="application/pdf")
        if path.endswith("/contents/"):  # nothing is known of its pages yet
            return route.fulfill(json={"sizes": []})
        if path.endswith("/preview.webp"):  # a version without pictures is read all the same
            return route.fulfill(body=PIXEL, content_type="image/gif")
        file = ROOT / path.lstrip("/")
        if path.startswith("/static/") and file.is_file():
            kind = (
                "text/javascript"
                if file.suffix == ".mjs"
                else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            )
            return route.fulfill(body=file.read_bytes(), content_type=kind)
        if route.request.resource_type == "script":
            return route.fulfill(body="", content_type="text/javascript")
        self.problems.append(f"nothing at {path}")
        return route.fulfill(status=404, body="")


def browser(playwright: Playwright, path: str = "") -> Browser:
    """The system's Chromium; close it when done."""
    path = path or shutil.which("chromium") or "chromium"
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


_PDF: list[bytes] = []


def sample_pdf() -> bytes:
    """Six pages of Vietnamese in Tinos with a red seal, an outline and a landscape page."""
    if _PDF:
        return _PDF[0]
    from io import BytesIO

    from PIL import Image, ImageDraw
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    fonts = ROOT / "layouts" / "fonts"
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Tinos-{name}", str(next(fonts.rglob(f"*{name}.ttf")))))
    seal = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(seal).ellipse((10, 10, 290, 290), outline="#c8102e", width=14)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), initialFontName="Tinos-Regular")
    for number in range(1, 7):
        wide = number == 5
        width, height = (842, 595) if wide else (595, 842)
        canvas.setPageSize((width, height))
        canvas.bookmarkPage(f"t{number}")
        canvas.addOutlineEntry(f"Phần {number}", f"t{number}", 0)
        canvas.setFont("Tinos-Bold", 13)
        canvas.drawCentredString(width / 2, height - 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        canvas.drawCentredString(width / 2, height - 80, "NGHỊ QUYẾT VỀ ĐẨY MẠNH DỊCH VỤ CÔNG TRỰC TUYẾN")
        canvas.setFont("Tinos-Regular", 13)
        lines = 18 if wide else 32
        for line in range(lines):
            canvas.drawString(
                70,
                height - 120 - line * 19,
                f"{line + 1}. Căn cứ Nghị quyết số 17/NQ-CP, các bộ, ngành đẩy mạnh dịch vụ công mức độ 4.",
            )
        canvas.drawImage(ImageReader(seal), width - 220, 70, 110, 110)
        canvas.showPage()
    canvas.save()
    _PDF.append(out.getvalue())
    return _PDF[0]
