"""V2: what it costs to prepare a paper of 100 pages, against what LibreOffice and pdfium themselves take for it.

A: the product's own job, from a waiting version to one that can be read: conversion, the texts of all pages, the
pictures of the first, in the sandbox, the files stored and the rows written. B: the same LibreOffice with the same
settings, then one plain Python in which pdfium opens the file, gives the text of each page and draws the first as large
as the reader's first view. Programs are started in B as in A, from nothing: A has a warmed parent of readers, which is
part of what it gains; B pays for the start of its Python and of pdfium (`of which started`).
Both do what one needs to read and find. Pictures of the other pages come after, in a job of their own: printed below
the bar with what pdfium takes to draw them all and Pillow to write them as the product does, and held to no goal.

A DOCX and a PDF of 100 pages, A B A B in turn. Goal for both: at most 1.3 times.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.lib import bar, product

PAGES, GOAL = 100, 1.3
# What one page of an official text holds.
LINES = 34
PDFIUM = """
import sys, time
import pypdfium2
started = time.process_time()
document = pypdfium2.PdfDocument(sys.argv[1])
for page in document:
    page.get_textpage().get_text_bounded()
document[0].render(scale=1100 / document[0].get_width()).to_pil()
print(len(document), started)
"""
DRAWN = """
import sys, tempfile
import pypdfium2
from PIL import Image
document = pypdfium2.PdfDocument(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    for number, page in enumerate(document):
        picture = page.render(scale=1100 / page.get_width(), rev_byteorder=True).to_pil().convert("L")
        for width in (1100, 200):
            small = picture.resize((width, picture.height * width // picture.width), reducing_gap=2.0)
            small.save(f"{folder}/{number}-{width}.png", compress_level=1)
print(len(document), 0)
"""


def main() -> None:
    """Make both papers, prepare them in turn, print."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["ECABINET_VAR"] = str(root)
        product.use(f"sqlite:///{root / 'v2.sqlite3'}")
        user = _user()
        met = True
        for kind, path in (("pdf", _pdf(root / "paper.pdf")), ("docx", _word(root / "paper.docx"))):
            _ours(user, path), _theirs(root, path)  # both have loaded what they need
            rounds = [(*_ours(user, path), *_theirs(root, path)) for _round in range(bar.rounds(3))]
            ratios = [ours / theirs for ours, _all, theirs, _started, _drawn in rounds]
            ours, drawn, theirs, started, by_pdfium = (
                bar.spread([one[place] for one in rounds]) for place in range(5)
            )
            print(
                f"V2 {kind}: can be read after {ours} s, by the programs alone {theirs} s, of which started {started} s"
            )
            print(f"V2 {kind}: then all pages drawn in {drawn} s, by pdfium and Pillow alone {by_pdfium} s")
            print(f"V2 {kind}: ours against theirs, by round {bar.spread(ratios)}")
            met = bar.state(f"V2-{kind}", bar.median(ratios), GOAL) and met
    sys.exit(0 if met else 1)


def _user() -> Any:
    from tests.papers import making

    return making.uploader()


def _text(number: int) -> list[str]:
    words = "Nghị quyết về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4"
    return [f"{number}.{line}. {words}: {line * number % 100},5% thủ tục." for line in range(1, LINES + 1)]


def _pdf(path: Path) -> Path:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from tests.papers.samples import FONT

    pdfmetrics.registerFont(TTFont("V2", str(FONT)))
    canvas = Canvas(str(path))
    for number in range(1, PAGES + 1):
        canvas.setFont("V2", 13)
        for place, line in enumerate(_text(number)):
            canvas.drawString(60, 780 - 21 * place, line)
        canvas.showPage()
    canvas.save()
    return path


def _word(path: Path) -> Path:
    import docx

    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    for number in range(1, PAGES + 1):
        document.add_paragraph("\n".join(_text(number)))
        if number < PAGES:
            document.add_page_break()
    document.save(str(path))
    return path


def _ours(user: Any, path: Path) -> tuple[float, float]:
    """Seconds from a waiting version to a readable one, and from there until all its pages are drawn."""
    from core.jobs import run, run_waiting
    from core.models import Job
    from papers import drawing, services
    from papers.models import PaperVersion
    from tests.papers import making

    with path.open("rb") as stream:
        staged = services.stage_upload(making.deed(user), stream, path.name)
    paper = services.attach_upload(making.deed(user), staged)
    waiting = str(Job.objects.get(kind="papers.prepare_version", state=Job.State.WAITING).pk)
    began = time.monotonic()
    run(waiting)
    readable = time.monotonic()
    version = PaperVersion.objects.get(paper=paper)
    if version.preparation != "ready" or version.pages.exclude(text="").count() < PAGES:
        raise RuntimeError(f"{path.name}: {version.preparation}, {version.page_count} pages")
    run_waiting()
    ended = time.monotonic()
    if drawing.undrawn(version).exists():
        raise RuntimeError(f"{path.name}: not drawn")
    return readable - began, ended - readable


def _theirs(root: Path, path: Path) -> tuple[float, float, float]:
    """Seconds LibreOffice (for a DOCX) and pdfium need for the same without us; of these, the start of Python with
    pdfium; and the seconds all pictures take.
    """
    began = time.monotonic()
    if path.suffix == ".docx":
        path = _by_office(root, path)
    started = _python(PDFIUM, path)
    took = time.monotonic() - began
    began = time.monotonic()
    _python(DRAWN, path)
    return took, started, time.monotonic() - began


def _python(code: str, path: Path) -> float:
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    pages, started = done.stdout.split()
    if int(pages) < PAGES:
        raise RuntimeError(f"{path.name}: {pages}")
    return float(started)


def _by_office(root: Path, path: Path) -> Path:
    """LibreOffice as anybody would call it, with a new profile each time as ours has."""
    from papers.conversion import soffice

    with tempfile.TemporaryDirectory(dir=root) as profile:
        command = [
            soffice() or "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{profile}",
        ]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(root / "office"), str(path)]
        subprocess.run(command, capture_output=True, check=True)
    return root / "office" / f"{path.stem}.pdf"


if __name__ == "__main__":
    main()
