"""What a pen leaves on a page, as a tablet sends it."""

from typing import Any

DOT = [10, 10, 20, 20]


def ink_target(page: int = 1, *strokes: list[float]) -> dict[str, Any]:
    """The target of a line of ink that lies on no words."""
    return {
        "page": page,
        "start": 0,
        "quote": "",
        "prefix": "",
        "suffix": "",
        "strokes": list(strokes) or [DOT],
        "box": None,
    }
