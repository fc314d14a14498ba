"""The English side of the product's words. Vietnamese is the source; each app keeps its pairs apart.

    python tools/messages.py            merge locale/en/parts/*.po and compile them (build output)
    python tools/messages.py check      every text used in Python, templates and modules has its English twin
    python tools/messages.py missing    the pairs still to write, ready to paste into a part

Babel does it, so that no gettext programs need to be installed.
"""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.layers import declared  # noqa: E402

PARTS = ROOT / "locale" / "en" / "parts"
OUTPUT = ROOT / "locale" / "en" / "LC_MESSAGES"
KEYWORDS: dict = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "t": None,
    "N_": None,
}
PLACEHOLDERS = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)[^{}]*\}(?!\})|(%[sd])|\$\{(\w+)\}")
_STRING = r"""((?:[uU]?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*)+)"""
MODULE_CALL = re.compile(
    r'\b(gettext|ngettext|pgettext)\(\s*("(?:[^"\\\n]|\\.)*")(?:,\s*("(?:[^"\\\n]|\\.)*"))?'
)
TEMPLATE_CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext)\(\s*{_STRING}(?:,\s*{_STRING})?")

HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n'
    'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)

Use = tuple[str, str | None]  # msgid, plural or None
Place = tuple[Path, int]


def _apps() -> list[Path]:
    return [ROOT / name for floor in declared() for name in floor if (ROOT / name).is_dir()]


def _python_uses() -> Iterator[tuple[Use, Place]]:
    for app in _apps():
        for path in sorted(app.rglob("*.py")):
            if "migrations" in path.parts:
                continue
            yield from _extracted("python", path)


def _module_uses() -> Iterator[tuple[Use, Place]]:
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        yield from _called_in(path.read_text(encoding="utf-8"), path)


def _called_in(code: str, path: Path) -> Iterator[tuple[Use, Place]]:
    """Calls with double-quoted texts, wherever they stand: Babel's lexer loses those inside nested templates."""
    for match in MODULE_CALL.finditer(code):
        first = json.loads(match[2])
        second = json.loads(match[3]) if match[3] else None
        if match[1] == "pgettext":
            first, second = second, None
        if first:
            yield (first, second), (path, code.count("\n", 0, match.start()) + 1)


def _extracted(language: str, path: Path) -> Iterator[tuple[Use, Place]]:
    with path.open("rb") as file:
        for line, message, _comments, _context in extract(
            language, file, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            if isinstance(message, tuple):
                first, second = message[0], message[1] if len(message) > 1 else None
            else:
                first, second = message, None
            if first:
                yield (first, second), (path, line)


def _template_uses() -> Iterator[tuple[Use, Place]]:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    from django.utils.translation.template import templatize

    roots = [ROOT / "templates", *(app / "templates" for app in _apps())]
    for path in sorted(
        path
        for root in roots
        if root.is_dir()
        for path in root.rglob("*")
        if path.suffix in {".html", ".txt"}
    ):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for match in TEMPLATE_CALL.finditer(code):
            line = code.count("\n", 0, match.start()) + 1
            first = ast.literal_eval(f"({match[2]})")
            second = ast.literal_eval(f"({match[3]})") if match[3] else None
            if match[1] == "pgettext":
                first, second = second, None
            if first:
                yield (first, second), (path, line)


def uses() -> dict[Use, Place]:
    """Every text of the product with the first place that uses it."""
    found: dict[Use, Place] = {}
    for source in (_python_uses(), _template_uses(), _module_uses()):
        for use, place in source:
            found.setdefault(use, place)
    return found


def merged() -> tuple[Catalog, list[str]]:
    """All parts as one catalogue, and what is wrong with them."""
    catalog = Catalog(
        locale="en",
        project="e-Cabinet",
        header_comment="# Made from locale/en/parts by tools/messages.py.",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
    )
    faults: list[str] = []
    for part in sorted(PARTS.glob("*.po")):
        text = part.read_text(encoding="utf-8")
        if not re.match(r'\s*(#.*\n)*\s*msgid ""\s*\nmsgstr ""\s*\n"', text):
            text = HEADER + text
        try:
            read = read_po(BytesIO(text.encode()), locale="en", abort_invalid=True)
        except Exception as error:  # the part's author needs the file's name, whatever the parser says
            faults.append(f"{part.name}: {error}")
            continue
        for message in read:
            if not message.id:
                continue
            known = catalog.get(message.id, message.context)
            if known is not None and known.string and message.string and known.string != message.string:
                faults.append(
                    f"{part.name}: “{_short(message.id)}” is also translated as “{_short(known.string)}”"
                )
            if known is None or not known.string:
                catalog.add(message.id, message.string, context=message.context)
            faults.extend(
                f"{part.name}: {fault}" for fault in _placeholder_faults(message.id, message.string)
            )
    return catalog, faults


def _short(text: Any) -> str:
    shown = text if isinstance(text, str) else " / ".join(text)
    return shown if len(shown) < 60 else shown[:57] + "..."


def _placeholder_faults(source: object, target: object) -> list[str]:
    sources = [source] if isinstance(source, str) else list(source)  # type: ignore[call-overload]
    targets = [target] if isinstance(target, str) else list(target)  # type: ignore[call-overload]
    expected = set(PLACEHOLDERS.findall(sources[0]))
    wrong = [text for text in targets if text and not set(PLACEHOLDERS.findall(text)) <= expected]
    return [f"“{_short(text)}” has placeholders the Vietnamese lacks" for text in wrong]


def compile_all() -> None:
    """Write `django` and `djangojs` as .po and .mo; leave files alone that wouldn't change."""
    catalog, _ = merged()
    in_modules = {use[0] for use, _place in _module_uses()}
    scripts = Catalog(locale="en", creation_date=catalog.creation_date, revision_date=catalog.revision_date)
    for message in catalog:
        identity = message.id if isinstance(message.id, str) else message.id[0]
        if identity and identity in in_modules:
            scripts.add(message.id, message.string, context=message.context)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for name, content in (("django", catalog), ("djangojs", scripts)):
        for ending, write in (("po", write_po), ("mo", write_mo)):
            buffer = BytesIO()
            write(buffer, content)
            path = OUTPUT / f"{name}.{ending}"
            if not path.exists() or path.read_bytes() != buffer.getvalue():
                part = path.with_name(f"{path.name}.{os.getpid()}")
                part.write_bytes(buffer.getvalue())
                part.replace(path)


def untranslated() -> dict[Use, Place]:
    """Texts in use without an English twin."""
    catalog, _ = merged()
    told = [message for message in catalog if message.string]
    counted = {message.id[0] for message in told if not isinstance(message.id, str)}
    known = counted | {message.id for message in told if isinstance(message.id, str)}
    return {
        (text, plural): place
        for (text, plural), place in uses().items()
        # A counted text finds only a pair with a plural: a plain one would be shown in Vietnamese.
        if text not in (counted if plural else known) and _is_words(text)
    }


def _is_words(text: str) -> bool:
    return any(letter.isalpha() for letter in PLACEHOLDERS.sub("", text))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> int:
    verb = sys.argv[1] if len(sys.argv) > 1 else "compile"
    if verb == "compile":
        compile_all()
        return 0
    gaps = untranslated()
    if verb == "missing":
        for (text, plural), (path, line) in gaps.items():
            print(f"#: {path.relative_to(ROOT)}:{line}\nmsgid {_quoted(text)}")
            print(
                f'msgid_plural {_quoted(plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n' if plural else 'msgstr ""\n'
            )
        return 0
    faults = merged()[1]
    for (text, _plural), (path, line) in gaps.items():
        faults.append(f"{path.relative_to(ROOT)}:{line}: “{_short(text)}” has no English twin")
    for fault in faults:
        print(fault)
    print(f"messages: {len(uses())} texts, {len(gaps)} without English, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
