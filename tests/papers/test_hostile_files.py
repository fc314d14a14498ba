"""Damaged and mutated files: each gets an answer in time, none brings a reader down with it."""

import random
import time
from pathlib import Path

import pytest

from papers import intake
from papers.errors import CannotBeChecked, UploadRefused
from tests.papers import samples

SEED = 20201002
EACH = 6
KINDS = {
    "a.pdf": samples.pdf,
    "a.docx": samples.word,
    "a.xlsx": samples.sheet,
    "a.pptx": samples.slides,
    "a.png": samples.picture,
    "a.jpg": samples.picture,
    "a.tiff": samples.picture,
    "a.webp": samples.picture,
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bits flipped, a block repeated, cut out or overwritten."""
    spoiled = bytearray(data)
    for _blow in range(chance.randint(1, 12)):
        at = chance.randrange(len(spoiled))
        length = min(chance.choice((1, 4, 64, 900)), len(spoiled) - at)
        how = chance.randrange(4)
        if how == 0:
            spoiled[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            spoiled[at:at] = spoiled[at : at + length]
        elif how == 2 and len(spoiled) > 2 * length + 32:
            del spoiled[at : at + length]
        else:
            spoiled[at : at + length] = chance.randbytes(length)
    return bytes(spoiled)


@pytest.mark.parametrize("name", KINDS)
def test_a_mutated_file_is_taken_in_or_refused_within_ten_seconds(name: str, tmp_path: Path) -> None:
    chance = random.Random(f"{SEED}-{name}")
    original = KINDS[name](tmp_path / name).read_bytes()
    answers: list[str] = []
    for _number in range(EACH):
        path = tmp_path / f"mutated{Path(name).suffix}"
        path.write_bytes(mutated(original, chance))
        began = time.monotonic()
        try:
            answers.append(intake.examine(path, name).kind.name)
        except UploadRefused as refusal:
            assert not isinstance(refusal, CannotBeChecked)
            answers.append(refusal.code)
        assert time.monotonic() - began < 15  # the child's own ten seconds, and what a busy machine adds
    assert len(answers) == EACH
