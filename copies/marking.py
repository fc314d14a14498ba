"""What stands on a copy: its number, its trace, the words across the page, and the bars."""

import secrets
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from copies.models import IssuedCopy
from core.text import vi_moment
from papers.readers.bars import check_digit, modules


def new_trace() -> str:
    """Eleven digits of chance and the one that fits them."""
    digits = f"{secrets.randbelow(10**11):011d}"
    return digits + check_digit(digits)


def plain_trace(typed: str) -> str:
    """The digits of a trace as somebody read it off a page: dashes and spaces don't matter."""
    return "".join(char for char in typed if char.isdigit())


def marks_of(copy: IssuedCopy) -> dict[str, str]:
    """`{"line", "tile", "trace", "bars"}` for the stamp and for the screen. In Vietnamese, like the paper itself."""
    with translation.override("vi"):
        number = _("Bản số %(number)s") % {"number": copy.label}
        at = vi_moment(copy.at)
    who = " · ".join(part for part in (copy.name, copy.unit) if part)
    return {
        "line": f"{number} · {copy.trace_shown} · {who} · {at}",
        "tile": f"{who} · {at} · {number}",
        "trace": copy.trace,
        "bars": modules(copy.trace),
    }


def shown(copy: IssuedCopy) -> dict[str, Any]:
    """The same for the reader's script."""
    return {**marks_of(copy), "number": copy.label, "trace": copy.trace_shown}
