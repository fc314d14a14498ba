"""The few marks the demonstration's papers are written in, so that an official can edit them in any editor.

A file is a head of ``key: value`` lines, a line ``---``, and a body:

- ``## I. TITLE`` a Roman group or ``## Chương I. TITLE``; ``### 1. Title`` a clause or ``### Điều 1. Title``;
- ``> Căn cứ …`` a legal basis; ``~ …`` a source line; ``!center …`` a centred bold line; ``- …`` a point (slides);
- ``| a | b |`` a table whose first row is its head, ``!widths 10 90`` its shares, ``!annex Title`` a wide appendix;
- ``!chart Title | unit`` followed by ``label = value`` lines; anything else is a paragraph.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

PAPERS = Path(__file__).parent / "papers"


@dataclass(frozen=True)
class Part:
    """A piece of the body: what it is, its text, and for tables and charts its rows."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Script:
    """A parsed paper: ``head`` as written, ``parts`` in order."""

    name: str
    head: dict[str, str]
    parts: tuple[Part, ...]

    @property
    def format(self) -> str:
        """``pdf``, ``docx``, ``xlsx`` or ``pptx``: what a ministry would hand in."""
        return self.head.get("format", "pdf")


_LINE_MARKS = {"## ": "group", "### ": "clause", "> ": "basis", "~ ": "note", "- ": "point"}
_LINE_MARKS |= {"!center ": "centre", "!annex ": "annex"}


def _table_row(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _parts(lines: list[str]) -> list[Part]:
    parts: list[Part] = []
    for line in lines:
        last = parts[-1] if parts else None
        mark = next((mark for mark in _LINE_MARKS if line.startswith(mark)), None)
        if not line.strip():
            parts.append(Part("gap"))
        elif mark:
            parts.append(Part(_LINE_MARKS[mark], line.removeprefix(mark).strip()))
        elif line.startswith("!chart "):
            parts.append(Part("chart", line.removeprefix("!chart ").strip()))
        elif line.startswith("!widths ") and last:
            parts[-1] = Part("table", rows=last.rows, widths=tuple(map(int, line.split()[1:])))
        elif line.startswith("|"):
            rows = (last.rows if last and last.kind == "table" else ()) + (_table_row(line),)
            parts = (parts[:-1] if last and last.kind == "table" else parts) + [Part("table", rows=rows)]
        elif last and last.kind == "chart" and " = " in line:
            parts[-1] = Part(
                "chart", last.text, (*last.rows, tuple(piece.strip() for piece in line.split(" = ")))
            )
        else:
            parts.append(Part("paragraph", line.strip()))
    return [part for part in parts if part.kind != "gap"]


def parse(name: str, text: str) -> Script:
    """Read one paper. Raises ValueError when the line ``---`` between head and body is missing."""
    head, mark, body = text.partition("\n---\n")
    if not mark:
        raise ValueError(f"{name}: no line --- between head and body")
    pairs = (line.split(":", 1) for line in head.splitlines() if line.strip())
    return Script(
        name, {key.strip(): value.strip() for key, value in pairs}, tuple(_parts(body.splitlines()))
    )


@cache
def load(name: str) -> Script:
    """The paper ``name`` ("i1_to_trinh", "i1_du_thao_nghi_quyet.v2")."""
    return parse(name, (PAPERS / f"{name}.md").read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Every paper file's name, sorted."""
    return tuple(sorted(path.stem for path in PAPERS.glob("*.md")))
