"""Whose copy is this? Names the numbered copy a leaked file comes from.

    python tools/trace_copy.py leaked.pdf        a PDF, also one saved anew or with pages taken out
    python tools/trace_copy.py scan.png          a scan or a screenshot of a whole page edge: the bars are read
    python tools/trace_copy.py --number 4821-0394-1182
    python tools/trace_copy.py --number 123/2020

Run it on the server, under the settings of the installation (DJANGO_SETTINGS_MODULE): only its database knows whose
number it is. Exits 1 when nothing is found. See docs/copies.md.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
if TYPE_CHECKING:
    from copies.models import IssuedCopy

UNREAD = """No number could be read from this file.
A photograph, or a picture without the lower edge, is read by eye: each page has the line
  "Bản số 123/2020 · 4821-0394-1182 · name · unit · time" at its foot, and number and time across the page.
Then look it up:  python tools/trace_copy.py --number 4821-0394-1182   (or --number 123/2020)"""


def main(arguments: list[str] | None = None) -> int:
    """Print who got the copy; 0 when one was found."""
    parser = argparse.ArgumentParser(description="Names the numbered copy a leaked file comes from.")
    parser.add_argument("file", nargs="?", help="a PDF or a picture")
    parser.add_argument("--number", help="the number or the trace read off a page")
    chosen = parser.parse_args(arguments)
    if not chosen.file and not chosen.number:
        parser.error("a file or --number")
    _start()
    return _by_number(chosen.number) if chosen.number else _by_file(Path(chosen.file))


def _start() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.apps import apps

    if not apps.ready:
        import django

        django.setup()


def _by_number(typed: str) -> int:
    from copies.tracing import copies_numbered

    rows = copies_numbered(typed)
    for copy in rows:
        print(told(copy))
    if not rows:
        print(
            f"No copy has the number {typed}. Twelve digits of which one is misread are refused: read them again."
        )
    return 0 if rows else 1


def _by_file(path: Path) -> int:
    from copies.tracing import NotTraceable, copies_in

    if not path.is_file():
        print(f"There is no file {path}")
        return 1
    try:
        found = copies_in(path)
    except NotTraceable as refusal:
        print(refusal)
        return 1
    for one in found:
        print(f"trace {one.trace}, read in: {'; '.join(one.places)}")
        print(told(one.copy) if one.copy else "  no copy of this installation has it")
    if not found:
        print(UNREAD)
    return 0 if any(one.copy for one in found) else 1


def told(copy: IssuedCopy) -> str:
    """One copy in lines."""
    from core import clock

    at = clock.local(copy.at)
    what = copy.version.paper.title if copy.version else str(copy.get_subject_display())
    version = f", version {copy.version.number}" if copy.version else ""
    lines = {
        "copy": f"{copy.label} of {copy.body.name if copy.body else 'no body'}, trace {copy.trace_shown}",
        "given to": ", ".join(part for part in (copy.name, copy.unit) if part),
        "account": copy.user.username,
        "at": f"{at:%H:%M:%S, %d/%m/%Y}",
        "way": copy.way,
        "of": f"{what}{version}",
        "sitting": copy.sitting.title if copy.sitting else "",
    }
    return "\n".join(f"  {name:<9} {value}" for name, value in lines.items() if value)


if __name__ == "__main__":
    sys.exit(main())
