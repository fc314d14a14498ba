"""PDF twins of the office files, committed, so that the demonstration stands without LibreOffice."""

import hashlib
import json
import tempfile
from pathlib import Path

from demo.content import markup
from demo.papermaking import make_file
from papers import conversion
from papers.kinds import KINDS

FOLDER = Path(__file__).resolve().parent.parent / "twins"
MANIFEST = FOLDER / "manifest.json"
# Count up when the makers change how a page looks; then `manage.py demo_twins`.
_WAY_OF_MAKING = 1


class ConverterMissing(Exception):
    """LibreOffice isn't on this machine; the committed twins stay as they are."""


def fingerprint(name: str) -> str:
    """What a twin was made from: the paper's source, and how papers are made (counted up by hand)."""
    return f"{_WAY_OF_MAKING}-{hashlib.sha256((markup.PAPERS / f'{name}.md').read_bytes()).hexdigest()[:16]}"


def office_papers() -> list[str]:
    """The papers that come as DOCX, XLSX or PPTX."""
    return [name for name in markup.names() if markup.load(name).format != "pdf"]


def twin_of(name: str) -> bytes | None:
    """The committed PDF of a paper, or None when there is none."""
    path = FOLDER / f"{name}.pdf"
    return path.read_bytes() if path.exists() else None


def stale() -> list[str]:
    """The office papers whose twin is missing or was made from another text."""
    made_from = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}
    return [name for name in office_papers() if made_from.get(name) != fingerprint(name)]


def make_twins(names: list[str]) -> None:
    """Convert these papers anew. Raises ConverterMissing without LibreOffice, ConversionFailed on failure."""
    if conversion.soffice() is None:
        raise ConverterMissing
    FOLDER.mkdir(exist_ok=True)
    made_from = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}
    for name in names:
        file_name, contents = make_file(markup.load(name))
        with tempfile.TemporaryDirectory(prefix="twin-") as folder:
            source = Path(folder) / file_name
            source.write_bytes(contents)
            kind = KINDS[source.suffix.removeprefix(".")]
            made = conversion.convert(source, kind, Path(folder))
            if made.is_quick_view:
                raise conversion.ConversionFailed(f"{name}: {made.why}")
            (FOLDER / f"{name}.pdf").write_bytes(made.pdf.read_bytes())
        made_from[name] = fingerprint(name)
    MANIFEST.write_text(json.dumps(made_from, indent=1, sort_keys=True) + "\n")
