"""How a huge page is cut into tiles: the same sums for who draws them and who asks for them. Standard library only.

Level 0 shows every dot; each level above is half as wide, down to little more than the prepared picture of the page.
"""

from collections.abc import Iterator
from typing import Final

SIZE: Final = 1024
# The prepared picture of a page does below this.
LEAST_WIDE: Final = 1_600


def levels(wide: int, width: float, height: float) -> list[tuple[int, int]]:
    """Dots (wide, high) of each level of a page of `width` x `height` points that is `wide` dots wide."""
    found = []
    while wide >= LEAST_WIDE:
        found.append((wide, max(1, round(wide * height / width))))
        wide = -(-wide // 2)
    return found


def grid(wide: int, high: int) -> tuple[int, int]:
    """(columns, rows) of tiles of one level."""
    return -(-wide // SIZE), -(-high // SIZE)


def is_there(wide: int, width: float, height: float, level: int, column: int, row: int) -> bool:
    """Has the page such a tile?"""
    sizes = levels(wide, width, height)
    if level >= len(sizes):
        return False
    columns, rows = grid(*sizes[level])
    return column < columns and row < rows


def names(level: int, wide: int, high: int) -> Iterator[tuple[str, int, int]]:
    """Every tile of a level: its name, column and row."""
    columns, rows = grid(wide, high)
    for row in range(rows):
        for column in range(columns):
            yield name(level, column, row), column, row


def name(level: int, column: int, row: int) -> str:
    """What a tile is called."""
    return f"{level}-{column}-{row}"
