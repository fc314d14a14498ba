"""Heavy papers: made quickly at any size, and sent by the product's own browser code."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).resolve().parents[3] / "layouts" / "fonts" / "Tinos-Regular.ttf"
SENTENCE = "Nghị quyết về đẩy mạnh cung cấp dịch vụ công trực tuyến: 86,5% thủ tục"
MIB = 1024 * 1024
PROGRAM = Path(__file__).with_suffix(".mjs")
TOKEN = "0123456789abcdefghijABCDEFGHIJ01"


def pdf_of(path: Path, size: int) -> str:
    """A whole PDF of about `size` bytes, most of it noise in streams no page shows; its SHA-256."""
    with path.open("wb") as target:
        places = _write_head(target)
        while target.tell() + MIB < size:
            places.append(target.tell())
            target.write(b"%d 0 obj\n<< /Length %d >>\nstream\n" % (len(places), MIB))
            target.write(os.urandom(MIB))
            target.write(b"\nendstream\nendobj\n")
        _write_table(target, places)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_head(target: IO[bytes]) -> list[int]:
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 3370] /Resources << >> >>",
    )
    target.write(b"%PDF-1.7\n")
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(target.tell())
        target.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    return places


def _write_table(target: IO[bytes], places: list[int]) -> None:
    at = target.tell()
    target.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    target.writelines(b"%010d 00000 n \n" % place for place in places)
    target.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, at))


def scan_of(path: Path, pages: int, size: int) -> None:
    """A scan: one picture of an A4 sheet at 300 dpi per page, `size` bytes in all, no two pages the same bytes."""
    sheets = [_sheet(number, size // pages) for number in range(6)]
    with path.open("wb") as target:
        target.write(b"%PDF-1.7\n")
        places: list[int] = []

        def put(body: bytes) -> None:
            places.append(target.tell())
            target.write(b"%d 0 obj\n%s\nendobj\n" % (len(places), body))

        kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(pages))
        put(b"<< /Type /Catalog /Pages 2 0 R >>")
        put(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages))
        for number in range(pages):
            first = 3 + 3 * number
            put(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /XObject << /Im %d 0 R >> >> >>" % (first + 1, first + 2)
            )
            draw = b"q 595 0 0 842 0 0 cm /Im Do Q"
            put(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw))
            data = sheets[number % len(sheets)] + b"%d" % number
            put(
                b"<< /Type /XObject /Subtype /Image /Width 2480 /Height 3508 /ColorSpace /DeviceRGB "
                b"/BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream"
                % (len(data), data)
            )
        _write_table(target, places)


def _sheet(number: int, size: int) -> bytes:
    """A typed sheet as a scanner sees it, as a JPEG of about `size` bytes (filled up behind its end)."""
    sheet = Image.new("RGB", (2480, 3508), (236, 234, 226))
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 52)
    for line in range(44):
        draw.text(
            (260, 260 + 66 * line), f"{number + 1}.{line + 1}. {SENTENCE}", font=font, fill=(30, 30, 40)
        )
    grain = Image.effect_noise((2480, 3508), 26).convert("RGB")
    made = io.BytesIO()
    Image.blend(sheet, grain, 0.12).save(made, "JPEG", quality=88)
    return made.getvalue() + bytes(max(0, size - made.tell()))


def send(path: Path, base: str, cookie: str) -> subprocess.Popen[str]:
    """Start sending; what it says comes as lines of JSON."""
    told = {
        "path": str(path),
        "endpoint": f"{base}/papers/uploads/pieces/",
        "cookie": f"{cookie}; csrftoken={TOKEN}",
        "token": TOKEN,
    }
    node = shutil.which("node") or "node"
    return subprocess.Popen([node, str(PROGRAM), json.dumps(told)], stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """Everything it said, once it has ended."""
    output, _none = process.communicate()
    return [json.loads(line) for line in output.splitlines()]


def memory_of(pid: int) -> float:
    """MiB a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) / 1024
