"""Every paper becomes a PDF: office files by LibreOffice, pictures by ourselves, and a marked quick view when
LibreOffice is absent or fails. Everything runs in the sandbox.
"""

import functools
import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from papers import sandbox
from papers.kinds import Kind

log = logging.getLogger("ecabinet.papers")
Tell = Callable[[int, int], None]
FONTS: Final = Path(__file__).resolve().parent.parent / "layouts" / "fonts"
OFFICE_LIMITS: Final = sandbox.Limits(
    seconds=120, silent_seconds=120, memory_mib=4096, file_mib=512, processes=256
)
OWN_LIMITS: Final = sandbox.Limits(seconds=60, silent_seconds=10, memory_mib=1024, file_mib=512)
_FILTERS: Final = {"docx": "writer_pdf_Export", "xlsx": "calc_pdf_Export", "pptx": "impress_pdf_Export"}
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Save/Document", "LoadPrinter", "false"),
)
# The decree's face stands for every text face a ministry may have typed in; bullets and symbols fall through.
_REPLACED: Final = (
    *("Times New Roman", "Times", ".VnTime", "VNI-Times", "Cambria", "Georgia", "Liberation Serif", "serif"),
    *(
        "Arial",
        "Helvetica",
        "Calibri",
        "Tahoma",
        "Verdana",
        "Segoe UI",
        "Liberation Sans",
        "Carlito",
        "sans-serif",
    ),
)


# Smaller files come whole in a second or two.
GATHERED_FROM: Final = 8 * 1024 * 1024


class ConversionFailed(Exception):
    """Neither LibreOffice nor the quick view could show the file."""


@dataclass(frozen=True)
class Converted:
    """The PDF, and whether it is only a quick view (with a word of why)."""

    pdf: Path
    is_quick_view: bool = False
    why: str = ""


@functools.cache
def soffice() -> str | None:
    """LibreOffice on this machine, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(source: Path, kind: Kind, work: Path, tell: Tell = lambda done, total: None) -> Converted:
    """Make the PDF of `source` (a file inside `work`). Raises ConversionFailed or SandboxFailure(not
    isolated).
    """
    if kind.name == "pdf":
        return Converted(source)
    if kind.is_picture:
        return Converted(_pictures(source, work, tell))
    if soffice() is None:
        return _quick_view(source, kind, work, _("máy chủ chưa có LibreOffice"))
    try:
        return Converted(_by_office(source, kind, work))
    except sandbox.SandboxFailure as failure:
        if failure.is_ours:
            raise
        log.warning("LibreOffice didn't convert a %s: %s", kind.name, failure)
        return _quick_view(source, kind, work, _("LibreOffice chưa chuyển đổi được tệp này"))


def with_pages_at_hand(pdf: Path, work: Path) -> Path:
    """A copy of a heavy PDF whose pages are found quickly, or the PDF itself; a failure costs nothing."""
    size = pdf.stat().st_size
    if size < GATHERED_FROM:
        return pdf
    out = work / "gathered.pdf"
    limits = sandbox.Limits(
        seconds=300, silent_seconds=300, memory_mib=1024, file_mib=2 * size // sandbox.MIB + 16
    )
    try:
        for answer in sandbox.run_worker("gather", work, limits, path=str(pdf), out=str(out)):
            if answer["written"]:
                return out
    except sandbox.SandboxFailure as failure:
        if failure.is_ours:
            raise
        log.warning("a PDF of %s bytes wasn't gathered: %s", size, failure)
    return pdf


def _by_office(source: Path, kind: Kind, work: Path) -> Path:
    """One headless run with a profile of its own."""
    out = work / "office"
    out.mkdir(exist_ok=True)
    profile = work / "profile"
    _write_profile(profile)
    command = [
        soffice() or "soffice",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        f"-env:UserInstallation=file://{profile}",
        "--convert-to",
        f"pdf:{_FILTERS[kind.name]}",
        "--outdir",
        str(out),
        str(source),
    ]
    sandbox.run(
        command,
        work,
        OFFICE_LIMITS,
        env={"FONTCONFIG_FILE": str(_write_fonts(work)), "SAL_USE_VCLPLUGIN": "svp"},
    )
    made = out / f"{source.stem}.pdf"
    if not made.exists() or made.stat().st_size == 0:
        raise sandbox.SandboxFailure(sandbox.CRASHED, f"no PDF came out; {sandbox.error_text(work)}")
    return made


def _pictures(source: Path, work: Path, tell: Tell) -> Path:
    out = work / "pictures.pdf"
    try:
        for answer in sandbox.run_worker("pictures_to_pdf", work, OWN_LIMITS, path=str(source), out=str(out)):
            tell(answer["done"], answer["total"])
    except sandbox.SandboxFailure as failure:
        if failure.is_ours:
            raise
        raise ConversionFailed(str(failure)) from failure
    return out


def _quick_view(source: Path, kind: Kind, work: Path, why: str) -> Converted:
    out = work / "quick-view.pdf"
    marks = {
        "banner": _("BẢN XEM NHANH: bố cục có thể khác tệp gốc (%(why)s)") % {"why": why},
        "empty": _("Tệp không có chữ để hiển thị. Đề nghị mở tệp gốc."),
        "cut": _("Bảng còn tiếp; đề nghị mở tệp gốc để xem đầy đủ."),
    }
    arguments = {"path": str(source), "kind": kind.name, "out": str(out), "fonts": str(FONTS), "marks": marks}
    try:
        list(sandbox.run_worker("quick_view", work, OWN_LIMITS, **arguments))
    except sandbox.SandboxFailure as failure:
        if failure.is_ours:
            raise
        raise ConversionFailed(str(failure)) from failure
    return Converted(out, is_quick_view=True, why=why)


def _write_profile(profile: Path) -> None:
    """Macros off, links never updated."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _write_fonts(work: Path) -> Path:
    """A fontconfig file of our own: the same result on every machine, whatever faces it has."""
    replaced = "".join(
        f'<match target="pattern"><test qual="any" name="family"><string>{face}</string></test>'
        '<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>'
        for face in _REPLACED
    )
    path = work / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
        f"<dir>{FONTS}</dir><dir>/usr/share/fonts</dir><cachedir>{work / 'font-cache'}</cachedir>"
        f"{replaced}</fontconfig>\n",
        encoding="utf-8",
    )
    return path


def media_limit_note() -> str:
    """How large a file this installation takes, in words for the upload form."""
    return _("tối đa %(limit)s MB") % {
        "limit": max(settings.UPLOAD_LIMIT_MIB, settings.HEAVY_UPLOAD_LIMIT_MIB)
    }
